import { beforeEach, expect, it, vi } from "vitest";
import { isTyping } from "./keys";

beforeEach(() => {
  document.body.innerHTML = '<dialog data-keys></dialog><article data-row><h3><a href="#1">One</a></h3></article><article data-row><h3><a href="#2">Two</a></h3></article><input>';
});
const press = (key: string, at: Element = document.body) => at.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));

it("knows when a key is text", () => {
  expect(isTyping(document.querySelector("input"))).toBe(true);
  expect(isTyping(document.body)).toBe(false);
});

it("walks a list with j and k", () => {
  press("j");
  press("j");
  expect(document.activeElement?.textContent).toBe("Two");
  press("k");
  expect(document.activeElement?.textContent).toBe("One");
});

it("lists the keys on ?, but not while one types", () => {
  const open = vi.fn();
  document.querySelector("dialog")!.showModal = open;
  press("?", document.querySelector("input")!);
  expect(open).not.toHaveBeenCalled();
  press("?");
  expect(open).toHaveBeenCalledTimes(1);
});
