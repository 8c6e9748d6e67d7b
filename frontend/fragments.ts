// Puts what the server tells an open conversation into its place. Nothing typed, chosen or focused is lost.

import { csrfToken } from "./requests";

/** What became of a page: replies that arrived, and those it does not show because they are elsewhere. */
export interface Change {
  arrived: HTMLElement[];
  elsewhere: string[];
  said: string[];
}

type Step = (fragment: HTMLTemplateElement, change: Change) => void;

const STEPS: Record<string, Step> = { put, gap, text, score, reactions, accepted };

/** Applies the <template> fragments in `html` to this page. */
export function apply(html: string): Change {
  const change: Change = { arrived: [], elsewhere: [], said: [] };
  for (const fragment of parsed(html)) {
    STEPS[fragment.dataset["live"] ?? ""]?.(fragment, change);
    if (fragment.dataset["said"]) change.said.push(fragment.dataset["said"]);
  }
  return change;
}

/** The fragments in `html`, their forms with this page's token. */
export function parsed(html: string): HTMLTemplateElement[] {
  const token = `<input type="hidden" name="csrfmiddlewaretoken" value="${csrfToken()}">`;
  const holder = document.createElement("template");
  holder.innerHTML = html.replaceAll("<csrf>", token); // made and escaped by the server
  return [...holder.content.querySelectorAll<HTMLTemplateElement>("template[data-live]")];
}

function shown(fragment: HTMLTemplateElement): HTMLElement | null {
  return document.getElementById(`item-${fragment.dataset["item"]}`);
}

function put(fragment: HTMLTemplateElement, change: Change): void {
  const fresh = fragment.content.firstElementChild as HTMLElement | null;
  const old = shown(fragment);
  if (!fresh) return;
  if (old) return old.querySelector(":scope > .gap") || old.classList.contains("gap") ? replace(old, fresh) : undefined;
  const into = document.querySelector<HTMLElement>(fragment.dataset["into"] ?? "");
  const isMore = into?.querySelector(":scope > .more:last-child");
  if (!into || (isMore && into.dataset["order"] !== "newest")) {
    change.elsewhere.push(fragment.dataset["item"] ?? "");
    return;
  }
  fresh.classList.add("arrived");
  if (into.dataset["order"] === "newest") into.prepend(fresh);
  else into.append(fresh);
  alive(fresh);
  change.arrived.push(fresh);
}

function gap(fragment: HTMLTemplateElement): void {
  const fresh = fragment.content.firstElementChild as HTMLElement | null;
  const old = shown(fragment);
  if (!old || !fresh) return;
  if (!isTypedIn(old)) return replace(old, fresh);
  const words = fresh.querySelector("span")?.textContent ?? "";
  old.querySelector(".prose")?.replaceChildren(words); // somebody is answering it: only its words go
}

/** Puts `fresh` in place of `old`, with the comments that hang below it. */
function replace(old: HTMLElement, fresh: HTMLElement): void {
  const below = fresh.querySelector<HTMLElement>(".comments");
  const kept = old.querySelector<HTMLElement>(".comments");
  if (below && kept && !below.childElementCount) below.append(...kept.childNodes);
  old.replaceWith(fresh);
  alive(fresh);
}

function text(fragment: HTMLTemplateElement): void {
  const item = shown(fragment);
  const [title, prose, edited] = ["h1", ".prose", ".edited"].map((one) => fragment.content.querySelector(one));
  if (!item) return;
  if (title) item.querySelector(".thread-title")?.replaceChildren(title.textContent ?? "");
  if (prose) item.querySelector(".prose")?.replaceWith(prose);
  const mark = item.querySelector(".byline > .edited");
  if (edited && mark) mark.replaceWith(edited);
  else if (edited) item.querySelector(".byline > time")?.after(edited);
}

function score(fragment: HTMLTemplateElement): void {
  const output = document.querySelector(`#votes-${fragment.dataset["item"]} output`);
  if (output) output.textContent = fragment.content.textContent?.trim() ?? "";
}

function reactions(fragment: HTMLTemplateElement): void {
  const old = document.getElementById(`reactions-${fragment.dataset["item"]}`);
  const fresh = fragment.content.querySelector<HTMLElement>(".reactions");
  if (!fresh || old?.querySelector(":popover-open")) return; // somebody is choosing one
  const mine = new Set([...(old?.querySelectorAll<HTMLButtonElement>('[aria-pressed="true"]') ?? [])].map((one) => one.value));
  for (const one of fresh.querySelectorAll<HTMLButtonElement>(".reaction")) one.setAttribute("aria-pressed", String(mine.has(one.value)));
  const focused = old?.contains(document.activeElement) ? document.activeElement?.id : "";
  if (old) old.replaceWith(fresh);
  else shown(fragment)?.querySelector(".post-foot")?.prepend(fresh);
  alive(fresh);
  if (focused) document.getElementById(focused)?.focus();
}

function accepted(fragment: HTMLTemplateElement): void {
  const mark = fragment.content.firstElementChild;
  for (const one of document.querySelectorAll<HTMLElement>(".reply.accepted")) {
    one.classList.remove("accepted");
    one.querySelector(".post-head > .chip")?.remove();
  }
  const item = shown(fragment);
  if (!item || !mark) return;
  item.classList.add("accepted");
  item.querySelector(".post-head")?.append(mark);
}

/** Lets htmx know of `element`; behaviours notice it by themselves. */
function alive(element: HTMLElement): void {
  (window as { htmx?: { process(element: HTMLElement): void } }).htmx?.process(element);
}

function isTypedIn(element: HTMLElement): boolean {
  return [...element.querySelectorAll("textarea")].some((field) => field.value.trim() !== "");
}
