import { beforeEach, describe, expect, it } from "vitest";
import { type Group, matching, Results } from "./palette";

const commands = ["Home", "Ask a question", "Write a note"].map((label) => ({ label, url: `/${label}`, kind: "", detail: "" }));

describe("matching", () => {
  it("finds commands by the beginnings of their words, in any order", () => {
    expect(matching(commands, "quest as").map((one) => one.label)).toEqual(["Ask a question"]);
  });
  it("finds all without a query and none for strangers", () => {
    expect(matching(commands, "")).toHaveLength(3);
    expect(matching(commands, "xyz")).toEqual([]);
  });
});

describe("Results", () => {
  const groups: Group[] = [
    { label: "Articles", results: commands.slice(0, 2) },
    { label: "Empty", results: [] },
    { label: "Commands", results: commands.slice(2) },
  ];
  let list: HTMLElement, input: HTMLInputElement, count: HTMLElement, results: Results;

  beforeEach(() => {
    document.body.innerHTML = '<input><div role="listbox"></div><p></p>';
    [input, list, count] = ["input", "div", "p"].map((name) => document.querySelector<HTMLElement>(name)!) as [HTMLInputElement, HTMLElement, HTMLElement];
    results = new Results(list, input, count);
    results.show(groups);
  });
  const chosen = () => list.querySelector('[aria-selected="true"]')?.textContent;
  const press = (key: string) => results.key(new KeyboardEvent("keydown", { key }));

  it("shows each group that has results, the first result chosen", () => {
    expect([...list.querySelectorAll("[role=group] > span")].map((one) => one.textContent)).toEqual(["Articles", "Commands"]);
    expect(chosen()).toBe("Home");
    expect(input.getAttribute("aria-activedescendant")).toBe(list.querySelector('[role="option"]')!.id);
    expect(count.textContent).toBe("3 results");
  });
  it("moves with the arrows, round the end", () => {
    press("ArrowDown");
    expect(chosen()).toBe("Ask a question");
    press("ArrowUp");
    press("ArrowUp");
    expect(chosen()).toBe("Write a note");
  });
  it("says when nothing is found and points at nothing", () => {
    results.show([]);
    expect(count.textContent).toBe("No results");
    expect(input.hasAttribute("aria-activedescendant")).toBe(false);
    press("Enter"); // opens nothing
  });
  it("shows words from elsewhere as words", () => {
    results.show([{ label: "", results: [{ label: "<img src=x>", url: "/", kind: "", detail: "<b>" }] }]);
    expect(list.querySelector("img, b")).toBeNull();
  });
});
