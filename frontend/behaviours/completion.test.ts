import { expect, test } from "vitest";
import { completed, lastWord } from "./completion";

test("the word behind the last comma is the one being typed", () => {
  expect(lastWord("figs, po")).toBe("po");
  expect(lastWord("figs, ")).toBe("");
  expect(lastWord("fi")).toBe("fi");
});

test("a taken tag replaces the word and makes room for the next", () => {
  expect(completed("figs, po", "pots")).toBe("figs, pots, ");
  expect(completed("fi", "figs")).toBe("figs, ");
});
