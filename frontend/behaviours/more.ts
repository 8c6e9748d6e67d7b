import { behaviour } from "../attach";

/** Whoever asks for more of a list by keyboard goes on at the first of what came. */
behaviour(".more", (more) => {
  const list = more.parentElement;
  if (!list) return;
  more.addEventListener("click", () => {
    const before = more.previousElementSibling;
    const watcher = new MutationObserver(() => {
      if (more.isConnected) return;
      watcher.disconnect();
      const first = before ? before.nextElementSibling : list.firstElementChild;
      if (document.activeElement !== document.body) return; // they went elsewhere meanwhile
      first?.querySelector<HTMLElement>("h3 a, h2 a, a")?.focus({ preventScroll: true });
    });
    watcher.observe(list, { childList: true });
  });
});
