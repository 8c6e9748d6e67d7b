import { behaviour } from "../attach";
import { apply, parsed } from "../fragments";
import { word } from "../words";
import { notice } from "./notices";

const TRY_AGAIN = 5000; // ms, doubled up to a minute while the house does not answer
const LONGEST_WAIT = 60_000;

class Listening {
  private source: EventSource | undefined;
  private after: string;
  private wait = TRY_AGAIN;
  private timer = 0;
  private isOver = false;
  private readonly posts = new Set<string>();

  constructor(private readonly place: HTMLElement) {
    this.after = place.dataset["after"] ?? "";
  }

  begin(): void {
    if (this.source || this.isOver || !this.place.isConnected) return;
    clearTimeout(this.timer);
    const source = new EventSource(`${this.place.dataset["live"]}&after=${this.after}`);
    this.source = source;
    const on = (name: string, act: (data: string) => void) =>
      source.addEventListener(name, (event) => {
        this.after = event.lastEventId || this.after;
        act(event.data as string);
      });
    on("open", () => {
      this.wait = TRY_AGAIN;
      this.place.dataset["listening"] = "";
    });
    on("beat", () => undefined);
    on("thread", (html) => show(html, this.place));
    on("feed", (html) => this.count(html));
    on("stale", () => offer(this.place, location.href, word("A lot has happened here. Load the page again")));
    on("gone", () => this.end());
    source.addEventListener("error", () => {
      delete this.place.dataset["listening"];
      if (source.readyState === EventSource.CLOSED) this.tryLater();
    });
  }

  pause(): void {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = undefined;
    delete this.place.dataset["listening"];
  }

  private tryLater(): void {
    this.pause();
    this.timer = window.setTimeout(() => this.begin(), this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }

  /** The reader may not read this any more: its words go, what they were typing stays. */
  private end(): void {
    this.isOver = true;
    this.pause();
    for (const one of document.querySelectorAll("#replies-list, .debate .replies, .experiences .replies, .opening .prose")) one.replaceChildren();
    notice(word("You cannot read this any more."), "warn");
  }

  private count(html: string): void {
    for (const one of parsed(html)) this.posts.add(one.dataset["item"] ?? "");
    const number = this.posts.size;
    offer(this.place, this.place.dataset["again"] ?? location.href, number === 1 ? word("1 new post") : word("%d new posts", number));
  }
}

/**
 * Goes on being told what happens (`data-live` is the address, `data-after` what the page knows),
 * for as long as the page is in sight. A browser has few connections, so a hidden page gives its
 * own back; when it is looked at again it is told what it missed.
 */
behaviour("[data-live]:not(template)", (place) => {
  const listening = new Listening(place);
  const look = () => (document.visibilityState === "visible" ? listening.begin() : listening.pause());
  document.addEventListener("visibilitychange", look);
  window.addEventListener("pagehide", () => listening.pause());
  window.addEventListener("pageshow", look);
  look();
});

function show(html: string, list: HTMLElement): void {
  const change = apply(html);
  const place = document.getElementById("arrivals");
  if (!place) return;
  if (change.arrived.length || change.elsewhere.length) document.querySelector("[data-while-empty]")?.remove();
  const hidden = change.arrived.filter((one) => !isInSight(one));
  const count = (Number(place.dataset["count"]) || 0) + hidden.length + change.elsewhere.length;
  place.dataset["count"] = String(count);
  const first = hidden[0]?.id ?? "";
  const anchor = place.querySelector("a")?.getAttribute("href") ?? (first ? `#${first}` : `?reply=${change.elsewhere[0]}#item-${change.elsewhere[0]}`);
  if (count) offer(place, anchor, count === 1 ? word("1 new reply") : word("%d new replies", count));
  else if (change.said.length) said(place, change.said.join(". "));
  list.dispatchEvent(new CustomEvent("lorehouse:arrived", { bubbles: true }));
}

/** Shows a link to what is new; a screen reader says it. */
function offer(place: HTMLElement, address: string, words: string): void {
  const link = document.createElement("a");
  link.className = "button small";
  link.href = address;
  link.textContent = words;
  link.addEventListener("click", () => {
    delete place.dataset["count"];
    setTimeout(() => place.replaceChildren());
  });
  place.hidden = false;
  place.replaceChildren(link);
}

/** Has a screen reader say what everybody else sees. */
function said(place: HTMLElement, words: string): void {
  const unseen = document.createElement("span");
  unseen.className = "unseen";
  unseen.textContent = words;
  place.replaceChildren(unseen);
}

function isInSight(element: HTMLElement): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}
