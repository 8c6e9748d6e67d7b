// Joins behaviours to elements: those in the page now and those that come later.

type Start = (element: HTMLElement) => void;

const known: [selector: string, start: Start, started: WeakSet<HTMLElement>][] = [];

/** Runs `start` once for each element that matches `selector`, now and whenever one is added. */
export function behaviour(selector: string, start: Start): void {
  known.push([selector, start, new WeakSet()]);
  attach(document);
}

function attach(root: ParentNode): void {
  for (const [selector, start, started] of known) {
    for (const element of matching(root, selector)) {
      if (started.has(element)) continue;
      started.add(element);
      start(element);
    }
  }
}

function matching(root: ParentNode, selector: string): HTMLElement[] {
  const inside = [...root.querySelectorAll<HTMLElement>(selector)];
  return root instanceof HTMLElement && root.matches(selector) ? [root, ...inside] : inside;
}

new MutationObserver((changes) => {
  for (const change of changes) {
    for (const node of change.addedNodes) if (node instanceof HTMLElement) attach(node);
  }
}).observe(document.documentElement, { childList: true, subtree: true });
