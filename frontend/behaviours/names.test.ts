import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { begun } from "./names";

describe("begun", () => {
  const at = (text: string) => begun(text, text.length);
  it("knows a person, a tag and an article by how they begin", () => {
    expect(at("Ask @al")).toEqual({ kind: "person", start: 4, words: "al" });
    expect(at("See #pay")).toEqual({ kind: "tag", start: 4, words: "pay" });
    expect(at("As in [[First 90")).toEqual({ kind: "article", start: 6, words: "First 90" });
  });
  it("leaves addresses, headings and code alone", () => {
    for (const text of ["tess@al", "# ", "## He", "`@al", "```\n@al", "[[done]] x", "a/#b"]) expect(at(text)).toBeUndefined();
  });
});

describe("the list", () => {
  const options = [
    { label: "Alice Amber", detail: "@alice", insert: "@alice" },
    { label: "Albert Ash", detail: "@albert", insert: "@albert" },
  ];
  let text: HTMLTextAreaElement;
  const key = (name: string) => text.dispatchEvent(new KeyboardEvent("keydown", { key: name, cancelable: true }));
  const list = () => document.querySelector<HTMLElement>("[role=listbox]")!;

  beforeEach(async () => {
    vi.useFakeTimers();
    vi.stubGlobal("fetch", vi.fn(async () => Response.json({ options })));
    document.body.innerHTML = '<div><textarea id="t" data-completes></textarea></div>';
    await vi.advanceTimersByTimeAsync(0);
    text = document.querySelector("textarea")!;
    text.focus();
    text.value = "Ask @al";
    text.setSelectionRange(7, 7);
    text.dispatchEvent(new Event("input"));
    await vi.advanceTimersByTimeAsync(200);
  });
  afterEach(() => vi.useRealTimers());

  it("is pointed at by the text, and moved through with arrows", () => {
    expect(list().hidden).toBe(false);
    expect(text.getAttribute("aria-activedescendant")).toBe("t_names_0");
    key("ArrowDown");
    expect(list().children[1]?.getAttribute("aria-selected")).toBe("true");
    expect(document.querySelector("[role=status]")?.textContent).toBe("2 suggestions");
  });
  it("puts the chosen name into the text", () => {
    key("ArrowUp");
    key("Enter");
    expect(text.value).toBe("Ask @albert ");
    expect(list().hidden).toBe(true);
  });
  it("closes with Escape and stays closed for this name", async () => {
    key("Escape");
    text.dispatchEvent(new Event("input"));
    await vi.advanceTimersByTimeAsync(200);
    expect(list().hidden).toBe(true);
    expect(text.hasAttribute("aria-activedescendant")).toBe(false);
  });
});
