import { behaviour } from "../attach";
import { send } from "../requests";

const LONG_ENOUGH = 1200; // ms that an entry has to be in sight before it counts as seen
const GATHER = 2000; // ms between two notes to the house

/** Notes which entries of the catch-up page have been seen: those that stood still in sight. */
behaviour("[data-catch-up]", (page) => {
  const address = page.dataset["catchUp"] ?? "";
  const waiting = new Set<string>();
  const timers = new Map<Element, number>();

  const tell = (): void => {
    if (!waiting.size) return;
    const form = new URLSearchParams([...waiting].map((key) => ["seen", key]));
    const left = page.querySelectorAll("[data-seen]:not([data-was-seen])").length;
    if (!left && page.dataset["until"]) form.set("until", page.dataset["until"]);
    waiting.clear();
    send(address, "POST", form, { keepalive: true }).catch(() => undefined); // they are shown once more
  };

  const watcher = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        window.clearTimeout(timers.get(target));
        if (isIntersecting) timers.set(target, window.setTimeout(() => see(target as HTMLElement), LONG_ENOUGH));
      }
    },
    { threshold: 0.8 },
  );

  const see = (entry: HTMLElement): void => {
    if (document.visibilityState !== "visible") return;
    watcher.unobserve(entry);
    entry.dataset["wasSeen"] = "";
    waiting.add(entry.dataset["seen"] ?? "");
  };

  for (const entry of page.querySelectorAll("[data-seen]")) watcher.observe(entry);
  window.setInterval(tell, GATHER);
  window.addEventListener("pagehide", tell);
});
