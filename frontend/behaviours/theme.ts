import { behaviour } from "../attach";

const YEAR = 365 * 24 * 3600; // s

/** Light, dark or as the computer says. The cookie lets the server send the next page right away. */
behaviour("[data-theme-switch]", (place) => {
  place.addEventListener("change", (event) => choose((event.target as HTMLInputElement).value));
});

export function choose(theme: string): void {
  const root = document.documentElement;
  if (theme) root.dataset["theme"] = theme;
  else delete root.dataset["theme"];
  document.querySelector('meta[name="color-scheme"]')?.setAttribute("content", theme || "light dark");
  document.cookie = `theme=${theme}; path=/; max-age=${theme ? YEAR : 0}; samesite=lax`;
}
