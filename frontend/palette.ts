// The list inside the palette: groups of results, one of them chosen, kept in step with the combobox.

import { word } from "./words";

export interface Result {
  label: string;
  url: string;
  kind: string;
  detail: string;
}
export interface Group {
  label: string;
  results: Result[];
}

/** The commands whose words all begin with the words of `query`, in their order. */
export function matching(commands: Result[], query: string): Result[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  return commands.filter(({ label }) => {
    const words = label.toLowerCase().split(/\s+/);
    return wanted.every((want) => words.some((one) => one.startsWith(want)));
  });
}

/** The shapes of the icon for a kind of result; undefined when there is none (yet). */
export type Sign = (kind: string) => string | undefined;

export class Results {
  private options: HTMLElement[] = [];
  private chosen = 0;
  sign: Sign = () => undefined;

  constructor(
    private readonly list: HTMLElement,
    private readonly input: HTMLInputElement,
    private readonly count: HTMLElement,
  ) {
    list.addEventListener("click", (event) => this.open((event.target as Element).closest<HTMLElement>('[role="option"]'), event.ctrlKey || event.metaKey));
    list.addEventListener("mousemove", (event) => {
      const option = (event.target as Element).closest<HTMLElement>('[role="option"]');
      if (option) this.choose(this.options.indexOf(option), false);
    });
  }

  show(groups: Group[]): void {
    const filled = groups.filter((group) => group.results.length > 0);
    this.list.replaceChildren(...filled.map((group, place) => section(group, place, this.sign)));
    this.options = [...this.list.querySelectorAll<HTMLElement>('[role="option"]')];
    const found = this.options.length;
    this.count.textContent = found === 1 ? word("1 result") : found ? word("%d results", found) : word("No results");
    this.choose(0);
  }

  key(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.choose((this.chosen + step + this.options.length) % this.options.length);
    else if (event.key === "Enter") this.open(this.options[this.chosen] ?? null, event.ctrlKey || event.metaKey);
    else return;
    event.preventDefault();
  }

  private choose(place: number, scroll = true): void {
    this.options[this.chosen]?.setAttribute("aria-selected", "false");
    this.chosen = place;
    const option = this.options[place];
    option?.setAttribute("aria-selected", "true");
    if (scroll) option?.scrollIntoView?.({ block: "nearest" });
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  private open(option: HTMLElement | null, inNewTab: boolean): void {
    const url = option?.dataset["url"];
    if (!url) return;
    if (inNewTab) window.open(url, "_blank", "noopener");
    else location.assign(url);
  }
}

function section(group: Group, place: number, sign: Sign): HTMLElement {
  const element = document.createElement("div");
  element.className = "palette-group";
  element.setAttribute("role", "group");
  if (group.label) {
    const label = document.createElement("span");
    label.id = `palette-group-${place}`;
    label.textContent = group.label;
    element.setAttribute("aria-labelledby", label.id);
    element.append(label);
  }
  element.append(...group.results.map((result, index) => option(result, `palette-${place}-${index}`, sign)));
  return element;
}

function option(result: Result, id: string, sign: Sign): HTMLElement {
  const element = document.createElement("div");
  element.className = "palette-option";
  element.id = id;
  element.setAttribute("role", "option");
  element.setAttribute("aria-selected", "false");
  element.dataset["url"] = result.url;
  const shapes = sign(result.kind);
  if (shapes) element.insertAdjacentHTML("beforeend", `<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${shapes}</svg>`);
  const label = document.createElement("span");
  label.textContent = result.label;
  element.append(label);
  if (result.detail) {
    const detail = document.createElement("small");
    detail.textContent = result.detail;
    element.append(detail);
  }
  return element;
}
