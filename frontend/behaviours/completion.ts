import { behaviour } from "../attach";

const WAIT = 150; // ms after the last key

interface Found {
  name: string;
  count: number;
}

class Completion {
  private list = document.createElement("ul");
  private here = -1;
  private timer = 0;

  constructor(private field: HTMLInputElement) {
    this.list.className = "completion";
    this.list.id = `${field.id}_completion`;
    this.list.role = "listbox";
    this.list.hidden = true;
    field.parentElement?.classList.add("completes");
    field.after(this.list);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id })) field.setAttribute(name, value);
    field.addEventListener("input", () => this.later());
    field.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault(); // the field keeps the focus
      const option = (event.target as Element).closest<HTMLElement>("[data-name]");
      if (option) this.take(option.dataset["name"] ?? "");
    });
  }

  private later(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.look(), WAIT);
  }

  private async look(): Promise<void> {
    const word = lastWord(this.field.value);
    if (!word) return this.close();
    try {
      const answer = await fetch(`${this.field.dataset["complete"]}?complete=${encodeURIComponent(word)}`);
      const { tags } = (await answer.json()) as { tags: Found[] };
      if (document.activeElement === this.field && word === lastWord(this.field.value)) this.show(tags);
    } catch {
      this.close(); // one can type the whole word
    }
  }

  private show(found: Found[]): void {
    this.list.replaceChildren(...found.map((one, place) => this.option(one, place)));
    this.list.hidden = found.length === 0;
    this.field.setAttribute("aria-expanded", String(found.length > 0));
    this.point(-1);
  }

  private option(one: Found, place: number): HTMLElement {
    const option = document.createElement("li");
    option.id = `${this.list.id}_${place}`;
    option.role = "option";
    option.dataset["name"] = one.name;
    const count = document.createElement("span");
    count.textContent = String(one.count);
    count.className = "muted";
    option.append(one.name, count);
    return option;
  }

  private key(event: KeyboardEvent): void {
    if (this.list.hidden) return;
    const options = [...this.list.querySelectorAll<HTMLElement>("[data-name]")];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.point((Math.max(this.here, step > 0 ? -1 : 0) + step + options.length) % options.length);
    } else if ((event.key === "Enter" || event.key === "Tab") && this.here >= 0) this.take(options[this.here]?.dataset["name"] ?? "");
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }

  private point(place: number): void {
    this.here = place;
    [...this.list.children].forEach((option, number) => option.setAttribute("aria-selected", String(number === place)));
    if (place < 0) this.field.removeAttribute("aria-activedescendant");
    else this.field.setAttribute("aria-activedescendant", `${this.list.id}_${place}`);
  }

  private take(name: string): void {
    this.field.value = completed(this.field.value, name);
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    this.close();
  }

  private close(): void {
    clearTimeout(this.timer);
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.point(-1);
  }
}

/**
 * Completes the last of several words in a field: `data-complete` is the address that answers
 * `?complete=` with `{"tags": [{name, count}]}`. Arrows choose, Enter or Tab takes, Escape closes.
 */
behaviour("input[data-complete]", (element) => {
  if (element instanceof HTMLInputElement) new Completion(element);
});

/** The word one is typing, behind the last comma. */
export function lastWord(text: string): string {
  return text.slice(text.lastIndexOf(",") + 1).trim();
}

/** `text` with its last word replaced by `name`, ready for the next. */
export function completed(text: string, name: string): string {
  const before = text.slice(0, text.lastIndexOf(",") + 1).trim();
  return `${before}${before ? " " : ""}${name}, `;
}
