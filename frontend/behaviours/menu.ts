import { behaviour } from "../attach";

const GAP = 6;

/** A popover menu: placed at its button, moved through with the arrow keys. */
behaviour("[data-menu]", (menu) => {
  const opener = document.querySelector<HTMLElement>(`[popovertarget="${menu.id}"]`);
  menu.addEventListener("toggle", (event) => {
    const isOpen = (event as ToggleEvent).newState === "open";
    opener?.setAttribute("aria-expanded", String(isOpen));
    if (isOpen && opener) place(menu, opener.getBoundingClientRect());
  });
  menu.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || (event.target as HTMLElement).matches("input")) return;
    event.preventDefault();
    move(menu, step);
  });
  menu.addEventListener("click", (event) => {
    // A choice is sent and done with: the focus goes back to the button.
    if ((event.target as HTMLElement).closest("[data-closes]")) menu.hidePopover();
  });
  opener?.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    menu.showPopover();
    move(menu, 1);
  });
});

function place(menu: HTMLElement, at: DOMRect): void {
  const { offsetWidth: width, offsetHeight: height } = menu;
  const left = at.left + width + GAP > innerWidth ? at.right - width : at.left;
  const below = at.bottom + GAP;
  const top = below + height > innerHeight && at.top > height ? at.top - height - GAP : below;
  menu.style.left = `${Math.max(GAP, left)}px`;
  menu.style.top = `${top}px`;
}

function move(menu: HTMLElement, step: number): void {
  const entries = [...menu.querySelectorAll<HTMLElement>("a, button")];
  const here = entries.indexOf(document.activeElement as HTMLElement);
  const next = here < 0 ? (step > 0 ? 0 : entries.length - 1) : (here + step + entries.length) % entries.length;
  entries[next]?.focus();
}
