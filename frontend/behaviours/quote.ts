import { behaviour } from "../attach";

/**
 * Puts what is marked in a reply (or all of it) as a quotation into the field that
 * `data-quote-into` names, and goes there. Without script the button stays hidden.
 */
behaviour("[data-quote-into]", (button) => {
  const field = document.querySelector<HTMLTextAreaElement>(button.dataset["quoteInto"] ?? "");
  const source = button.closest("[data-quote]");
  if (!field || !source) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const words = marked(source) || (source.querySelector<HTMLElement>(".prose")?.innerText ?? "");
    const name = source.querySelector(".person")?.textContent?.trim() ?? "";
    const before = field.value.trim() ? `${field.value.trimEnd()}\n\n` : "";
    field.value = `${before}${quoted(words, name)}\n\n`;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
    field.scrollIntoView({ block: "center" });
    field.setSelectionRange(field.value.length, field.value.length);
  });
});

/** `words` as a Markdown quotation of somebody. */
export function quoted(words: string, name: string): string {
  const lines = words.trim().split(/\n/).map((line) => `> ${line}`.trimEnd());
  return name ? [`> **${name}:**`, ">", ...lines].join("\n") : lines.join("\n");
}

function marked(source: Element): string {
  const selection = getSelection();
  const isInside = selection?.anchorNode && source.contains(selection.anchorNode);
  return isInside ? selection.toString().trim() : "";
}
