import { behaviour } from "../attach";
import { caretOf } from "../caret";
import { word } from "../words";

const WAIT = 120; // ms after the last key
const KINDS: Record<string, string> = { "@": "person", "#": "tag", "[[": "article" };

/** What is being typed: a name begun by `@`, `#` or `[[`, from `start` to the caret. */
export interface Begun {
  kind: string;
  start: number;
  words: string;
}
interface Option {
  label: string;
  detail: string;
  insert: string;
}

/** The name that ends at `caret`; undefined where none is being typed, as inside an address or code. */
export function begun(text: string, caret: number): Begun | undefined {
  const before = text.slice(0, caret);
  const line = before.slice(before.lastIndexOf("\n") + 1);
  if ((line.match(/`/g) ?? []).length % 2 || (before.match(/^(```|~~~)/gm) ?? []).length % 2) return undefined;
  const found = /(?:^|[\s(>*_"'])(@)([\p{L}\p{N}._-]{0,40})$|(?:^|[\s(])(#)([\p{L}\p{N}_-]{1,40})$|(\[\[)([^[\]|\n]{0,80})$/u.exec(line);
  if (!found) return undefined;
  const sign = found[1] ?? found[3] ?? found[5] ?? "";
  const words = found[2] ?? found[4] ?? found[6] ?? "";
  return { kind: KINDS[sign] ?? "", start: caret - words.length - sign.length, words };
}

/**
 * Offers people, tags and articles while their names are typed into a text: arrows choose, Enter or
 * Tab takes, Escape closes. The list is a listbox that the text points at.
 */
class Names {
  private readonly list = document.createElement("ul");
  private readonly status = document.createElement("span");
  private options: Option[] = [];
  private here = 0;
  private timer = 0;
  private asked: Begun | undefined;
  private dismissed = -1;

  constructor(private readonly text: HTMLTextAreaElement) {
    this.list.className = "completion names";
    this.list.id = `${text.id}_names`;
    this.list.role = "listbox";
    this.list.setAttribute("aria-label", word("Suggestions"));
    this.list.hidden = true;
    this.status.className = "unseen";
    this.status.role = "status";
    text.setAttribute("aria-autocomplete", "list");
    text.setAttribute("aria-haspopup", "listbox");
    (text.closest(".editor-frame") ?? text).after(this.status, this.list);
    this.list.parentElement?.classList.add("completes");
    text.addEventListener("input", () => this.later());
    text.addEventListener("keydown", (event) => this.key(event));
    text.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault(); // the text keeps the focus
      const option = (event.target as Element).closest<HTMLElement>("[role=option]");
      if (option) this.take(Number(option.dataset["place"]));
    });
  }

  private later(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.look(), WAIT);
  }

  private async look(): Promise<void> {
    const found = begun(this.text.value, this.text.selectionEnd);
    if (!found || found.start === this.dismissed) return this.close();
    this.asked = found;
    try {
      const query = new URLSearchParams({ kind: found.kind, q: found.words });
      const answer = await fetch(`/completions?${query}`, { headers: { Accept: "application/json" } });
      const { options } = (await answer.json()) as { options: Option[] };
      if (this.asked === found && document.activeElement === this.text) this.show(options, found);
    } catch {
      this.close(); // one can type the whole name
    }
  }

  private show(options: Option[], found: Begun): void {
    this.options = options;
    this.list.replaceChildren(...options.map((one, place) => this.element(one, place)));
    if (!options.length) return this.close();
    this.list.hidden = false;
    const { top, left } = caretOf(this.text, found.start);
    const frame = (this.list.offsetParent ?? this.text).getBoundingClientRect();
    const box = this.text.getBoundingClientRect();
    const most = frame.width - this.list.offsetWidth;
    this.list.style.insetBlockStart = `${box.top - frame.top + Math.min(top, box.height) + 2}px`;
    this.list.style.insetInlineStart = `${Math.max(0, Math.min(box.left - frame.left + left, most))}px`;
    this.text.setAttribute("aria-controls", this.list.id);
    this.status.textContent = options.length === 1 ? word("1 suggestion") : word("%d suggestions", options.length);
    this.point(0);
  }

  private element(one: Option, place: number): HTMLElement {
    const option = document.createElement("li");
    option.id = `${this.list.id}_${place}`;
    option.role = "option";
    option.dataset["place"] = String(place);
    const detail = document.createElement("span");
    detail.className = "muted";
    detail.textContent = one.detail;
    option.append(one.label, detail);
    return option;
  }

  private key(event: KeyboardEvent): void {
    if (this.list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.point((this.here + step + this.options.length) % this.options.length);
    else if ((event.key === "Enter" && !event.ctrlKey && !event.metaKey) || (event.key === "Tab" && !event.shiftKey)) this.take(this.here);
    else if (event.key === "Escape") {
      this.dismissed = this.asked?.start ?? -1;
      this.close();
    } else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  private point(place: number): void {
    this.here = place;
    [...this.list.children].forEach((option, number) => option.setAttribute("aria-selected", String(number === place)));
    this.list.children[place]?.scrollIntoView?.({ block: "nearest" });
    this.text.setAttribute("aria-activedescendant", `${this.list.id}_${place}`);
  }

  private take(place: number): void {
    const option = this.options[place];
    if (!option || !this.asked) return;
    this.text.setRangeText(`${option.insert} `, this.asked.start, this.text.selectionEnd, "end");
    this.close();
    this.text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  private close(): void {
    clearTimeout(this.timer);
    this.asked = undefined;
    this.list.hidden = true;
    this.status.textContent = "";
    this.text.removeAttribute("aria-activedescendant");
    this.text.removeAttribute("aria-controls");
  }
}

behaviour("[data-editor] textarea, textarea[data-completes]", (text) => {
  if (text instanceof HTMLTextAreaElement) new Names(text);
});
