import { behaviour } from "../attach";

/** Keeps where a long column was scrolled to while one goes from page to page: `data-keep-scroll="key"`. */
behaviour("[data-keep-scroll]", (place) => {
  const key = `scroll:${place.dataset["keepScroll"]}`;
  place.scrollTop = Number(sessionStorage.getItem(key) ?? 0);
  addEventListener("pagehide", () => sessionStorage.setItem(key, String(place.scrollTop)));
});
