import { behaviour } from "../attach";
import { send } from "../requests";

const LONG_ENOUGH = 5000; // ms in sight before something counts as read
const AGAIN = 3000; // ms after one has read on

/** How far down a conversation one has been, as long as it is shown in the order of time, or as a whole. */
class Far {
  onFurther: () => void = () => undefined;
  private readonly list = document.getElementById("replies-list");
  private newest = "";
  private item = "";

  constructor() {
    if (!this.list || typeof IntersectionObserver === "undefined") return;
    const watcher = new IntersectionObserver((seen) => {
      for (const one of seen) if (one.isIntersecting) this.see(one.target as HTMLElement);
    });
    const watch = () => this.list?.querySelectorAll(".reply, .comment").forEach((one) => watcher.observe(one));
    new MutationObserver(watch).observe(this.list, { childList: true, subtree: true });
    watch();
  }

  /** The id of the newest reply in sight so far; "" when that says nothing about those before. */
  reached(): string {
    const isInOrder = this.list?.dataset["order"] === "oldest" || !this.list?.querySelector(".more");
    const isWhole = !this.list?.querySelector(":scope > .more:first-child") || document.getElementById("unread");
    return isInOrder && isWhole ? this.item : "";
  }

  private see(item: HTMLElement): void {
    // The solution of a long conversation stands first, before what was written earlier.
    if (item.closest(".reply.accepted") && this.list?.querySelector(".more")) return;
    const time = item.querySelector("time")?.getAttribute("datetime") ?? "";
    if (time <= this.newest) return;
    this.newest = time;
    this.item = item.id.replace("item-", "");
    this.onFurther();
  }
}

/**
 * Tells the house that something was read: `data-reading` is the address, after some seconds in sight;
 * of a conversation also how far, as one goes on reading.
 */
behaviour("[data-reading]", (place) => {
  let timer = 0;
  let told: string | undefined;
  const far = new Far();
  const begin = (wait: number) => {
    clearTimeout(timer);
    if (document.visibilityState === "visible") timer = window.setTimeout(tell, wait);
  };
  const tell = () => {
    const reached = far.reached();
    if (told === reached) return;
    told = reached;
    const body = reached ? new URLSearchParams({ reached }) : undefined;
    send(place.dataset["reading"] ?? "", "POST", body).catch(() => undefined); // nobody misses it today
  };
  far.onFurther = () => told !== undefined && begin(AGAIN);
  document.addEventListener("visibilitychange", () => told === undefined && begin(LONG_ENOUGH));
  begin(LONG_ENOUGH);
});
