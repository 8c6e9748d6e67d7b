import { behaviour } from "../attach";

/** Marks in the table of contents where the reader is. */
behaviour("[data-toc]", (toc) => {
  const links = [...toc.querySelectorAll<HTMLAnchorElement>('a[href^="#"]')];
  const headings = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  const mark = () => {
    const edge = innerHeight * 0.3;
    const passed = headings.findLastIndex((heading) => heading && heading.getBoundingClientRect().top < edge);
    links.forEach((link, place) => (place === Math.max(0, passed) ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current")));
  };
  let waiting = false;
  document.addEventListener(
    "scroll",
    () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        mark();
      });
    },
    { passive: true },
  );
  mark();
});
