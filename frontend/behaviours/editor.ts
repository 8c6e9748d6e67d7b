import { behaviour } from "../attach";
import { insert, lines, link, wrap, type Selection } from "../formatting";
import { word } from "../words";

const TOOLS: Record<string, () => (before: Selection) => Selection> = {
  heading: () => lines(() => "## "),
  bold: () => wrap("**", word("Text to format")),
  italic: () => wrap("_", word("Text to format")),
  code: () => wrap("`", word("Text to format")),
  quote: () => lines(() => "> "),
  list: () => lines(() => "- "),
  numbers: () => lines((number) => `${number}. `),
  task: () => lines(() => "- [ ] "),
  link: () => link(word("Link text")),
  table: () => insert("|  |  |\n| --- | --- |\n|  |  |"),
};
const KEYS: Record<string, string> = { b: "bold", i: "italic", e: "code", k: "link" };

/** The toolbar of a Markdown field and its keys. Without script the toolbar stays hidden. */
behaviour("[data-editor]", (editor) => {
  const text = editor.querySelector("textarea");
  const bar = editor.querySelector<HTMLElement>(".editor-bar");
  if (!text || !bar) return;
  bar.hidden = false;
  bar.addEventListener("click", (event) => {
    const name = (event.target as Element).closest<HTMLElement>("[data-tool]")?.dataset["tool"];
    if (name) use(name, text);
  });
  bar.querySelector(".editor-tools")?.addEventListener("keydown", (event) => moveFocus(event as KeyboardEvent));
  text.addEventListener("keydown", (event) => {
    const hasControl = event.ctrlKey || event.metaKey;
    if (hasControl && event.key === "Enter") return text.form?.requestSubmit();
    const name = hasControl && !event.shiftKey && !event.altKey ? KEYS[event.key.toLowerCase()] : undefined;
    if (!name) return;
    event.preventDefault();
    event.stopPropagation(); // Ctrl-K is a link here, not the palette
    use(name, text);
  });
});

function use(name: string, text: HTMLTextAreaElement): void {
  const tool = TOOLS[name]?.();
  if (!tool) return;
  const after = tool({ text: text.value, start: text.selectionStart, end: text.selectionEnd });
  replace(text, after);
}

/** Sets the whole text in a way that Ctrl-Z takes back. */
export function replace(text: HTMLTextAreaElement, after: Selection): void {
  text.focus();
  text.select();
  if (!document.execCommand?.("insertText", false, after.text)) {
    text.value = after.text;
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
  text.setSelectionRange(after.start, after.end);
}

/** One stop for Tab, arrows inside: how a toolbar works. The last tool chooses files. */
function moveFocus(event: KeyboardEvent): void {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const tools = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>("[data-tool], [data-upload]")];
  const here = tools.indexOf(document.activeElement as HTMLElement);
  const next = tools[(here + step + tools.length) % tools.length];
  tools.forEach((tool) => (tool.tabIndex = tool === next ? 0 : -1));
  next?.focus();
}
