// Keys that work everywhere: g and a letter goes somewhere, j and k walk a list, ? says so.

const PLACES: Record<string, string> = { h: "/", s: "/stream/", l: "/library/", g: "/groups/" };
const CHORD = 1200; // ms between g and the letter

let chordBegan = 0;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const place = PLACES[event.key];
  if (place && event.timeStamp - chordBegan < CHORD) {
    location.assign(place);
    return;
  }
  chordBegan = event.key === "g" ? event.timeStamp : 0;
  if (event.key === "?") document.querySelector<HTMLDialogElement>("[data-keys]")?.showModal();
  else if (event.key === "j") walk(1);
  else if (event.key === "k") walk(-1);
});

/** Whether a key pressed at `target` is text or belongs to a dialog. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, dialog[open], [contenteditable]") !== null;
}

function walk(step: number): void {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-row]")];
  const here = rows.findIndex((row) => "here" in row.dataset);
  const next = rows[here < 0 ? 0 : here + step];
  if (!next) return;
  for (const row of rows) delete row.dataset["here"];
  next.dataset["here"] = "";
  next.scrollIntoView({ block: "center" });
  next.querySelector<HTMLElement>("h3 a, h2 a, a")?.focus({ preventScroll: true });
}
