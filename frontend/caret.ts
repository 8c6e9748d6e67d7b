// Where the caret of a textarea stands: a copy of it in the page, as far as the caret, is measured.

const COPIED = ["boxSizing", "width", "borderTopWidth", "borderRightWidth", "borderBottomWidth", "borderLeftWidth", "borderStyle", "paddingTop", "paddingRight", "paddingBottom", "paddingLeft", "fontStyle", "fontWeight", "fontSize", "lineHeight", "fontFamily", "letterSpacing", "textIndent", "textTransform", "tabSize"] as const;

/** The line's bottom and the caret's left, in pixels from the textarea's own corner. */
export function caretOf(text: HTMLTextAreaElement, at: number): { top: number; left: number } {
  const copy = document.createElement("div");
  const style = getComputedStyle(text);
  for (const name of COPIED) copy.style[name] = style[name];
  Object.assign(copy.style, { position: "absolute", visibility: "hidden", whiteSpace: "pre-wrap", overflowWrap: "break-word", top: "0", left: "0" });
  copy.textContent = text.value.slice(0, at);
  const mark = document.createElement("span");
  mark.textContent = "\u200b";
  copy.append(mark);
  document.body.append(copy);
  const place = { top: mark.offsetTop + mark.offsetHeight - text.scrollTop, left: mark.offsetLeft };
  copy.remove();
  return place;
}
