import { behaviour } from "../attach";
import { word } from "../words";
import { isTyping } from "./keys";

/**
 * Puts what is marked in a reply (or all of it) as a quotation into the field that
 * `data-quote-into` names, and goes there. Without script the link asks the server for it.
 */
behaviour("[data-quote-into]", (link) => {
  const source = link.closest("[data-quote]");
  const field = fieldOf(link);
  if (!field || !source) return;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    quote(source, field);
  });
});

// q quotes the reply one stands in, or what is marked; r goes to one's own answer.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.key !== "q" && event.key !== "r") return;
  const source = markedIn() ?? document.querySelector("[data-quote][data-here]") ?? document.activeElement?.closest("[data-quote]");
  const field = fieldOf(document.querySelector<HTMLElement>("[data-quote-into]"));
  if (!field) return;
  event.preventDefault();
  if (event.key === "q" && source) quote(source, field);
  else go(field);
});

/** A button beside what somebody marks in a conversation. */
const offer = document.createElement("button");
offer.type = "button";
offer.className = "button small quote-offer";
offer.hidden = true;
let timer = 0;
document.addEventListener("selectionchange", () => {
  clearTimeout(timer);
  timer = window.setTimeout(place, 150);
});
offer.addEventListener("mousedown", (event) => event.preventDefault()); // what is marked stays marked
offer.addEventListener("click", () => {
  const source = markedIn();
  const field = fieldOf(source?.querySelector("[data-quote-into]") ?? null);
  if (source && field) quote(source, field);
  offer.hidden = true;
});

function place(): void {
  const source = markedIn();
  offer.hidden = !source?.querySelector("[data-quote-into]");
  if (offer.hidden) return;
  const box = getSelection()!.getRangeAt(0).getBoundingClientRect();
  if (!offer.isConnected) document.body.append(offer);
  offer.textContent = word("Quote");
  offer.style.insetBlockStart = `${scrollY + box.bottom + 6}px`;
  offer.style.insetInlineStart = `${Math.max(8, Math.min(scrollX + box.left, innerWidth - 90))}px`;
}

/** The reply (or the beginning of the conversation) in whose words something is marked. */
function markedIn(): Element | null {
  const selection = getSelection();
  const node = selection?.anchorNode;
  if (!node || selection.isCollapsed) return null;
  const element = node instanceof Element ? node : node.parentElement;
  return element?.closest(".prose")?.closest("[data-quote]") ?? null;
}

function fieldOf(link: HTMLElement | null): HTMLTextAreaElement | null {
  return link ? document.querySelector<HTMLTextAreaElement>(link.dataset["quoteInto"] ?? "") : null;
}

function quote(source: Element, field: HTMLTextAreaElement): void {
  const words = marked(source) || (source.querySelector<HTMLElement>(".prose")?.innerText ?? "");
  const before = field.value.trim() ? `${field.value.trimEnd()}\n\n` : "";
  field.value = `${before}${quoted(words, nameOf(source))}\n\n`;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  go(field);
}

function go(field: HTMLTextAreaElement): void {
  field.focus();
  field.scrollIntoView({ block: "center" });
  field.setSelectionRange(field.value.length, field.value.length);
}

/** Who wrote what is marked: a comment stands inside the reply it is about. */
function nameOf(source: Element): string {
  const node = getSelection()?.anchorNode?.parentElement;
  const writing = marked(source) ? (node?.closest(".comment") ?? source) : source;
  return writing.querySelector(".person")?.textContent?.trim() ?? "";
}

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
