import { expect, it } from "vitest";
import { choose } from "./theme";

it("sets the theme now and tells the server by a cookie", () => {
  choose("dark");
  expect(document.documentElement.dataset["theme"]).toBe("dark");
  expect(document.cookie).toContain("theme=dark");
  choose("");
  expect(document.documentElement.hasAttribute("data-theme")).toBe(false);
  expect(document.cookie).not.toContain("theme=dark");
});
