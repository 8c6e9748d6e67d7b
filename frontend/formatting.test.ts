import { describe, expect, it } from "vitest";
import { insert, lines, link, type Selection, wrap } from "./formatting";

/** "a [b] c": the selection is what stands between the brackets. */
function selection(marked: string): Selection {
  const start = marked.indexOf("[");
  return { text: marked.replace(/[[\]]/g, ""), start, end: marked.indexOf("]") - 1 };
}

function chosen({ text, start, end }: Selection): string {
  return text.slice(start, end);
}

describe("wrap", () => {
  it("puts the mark round the selection and keeps it selected", () => {
    const after = wrap("**", "text")(selection("a [b] c"));
    expect(after.text).toBe("a **b** c");
    expect(chosen(after)).toBe("b");
  });
  it("takes the mark away again", () => {
    const once = wrap("**", "text")(selection("a [b] c"));
    expect(wrap("**", "text")(once)).toEqual({ text: "a b c", start: 2, end: 3 });
  });
  it("writes a placeholder, selected, where nothing is selected", () => {
    const after = wrap("_", "text")({ text: "", start: 0, end: 0 });
    expect(after.text).toBe("_text_");
    expect(chosen(after)).toBe("text");
  });
});

describe("lines", () => {
  it("begins every selected line with its sign", () => {
    const text = "one\ntwo\nthree";
    expect(lines((n) => `${n}. `)({ text, start: 1, end: 6 }).text).toBe("1. one\n2. two\nthree");
  });
  it("takes the signs away when every line has one", () => {
    expect(lines(() => "> ")({ text: "> one\n> two", start: 0, end: 11 }).text).toBe("one\ntwo");
  });
});

it("makes a link with its address selected", () => {
  const after = link("words")(selection("see [here]"));
  expect(after.text).toBe("see [here](https://)");
  expect(chosen(after)).toBe("https://");
});

it("sets a block apart from what is before and after", () => {
  const after = insert("TABLE")({ text: "before\nafter", start: 6, end: 6 });
  expect(after.text).toBe("before\n\nTABLE\n\nafter");
  expect(chosen(after)).toBe("TABLE");
});
