import { expect, it } from "vitest";
import { word } from "./words";

it("says it in the language of the page, with the values put in", () => {
  document.body.innerHTML = '<script type="application/json" id="words">{"%d results": "%d Treffer"}</script>';
  expect(word("%d results", 3)).toBe("3 Treffer");
  expect(word("Not translated %s", "x")).toBe("Not translated x");
});
