import { expect, it } from "vitest";
import "./editor";
import "./preview";

const nextTask = () => new Promise((done) => setTimeout(done));

async function editor(): Promise<HTMLTextAreaElement> {
  document.body.innerHTML = `<div data-editor><div class="editor-bar" hidden>
    <button data-show="write" aria-selected="true"></button><button data-show="preview"></button>
    <div class="editor-tools"><button data-tool="bold"></button></div></div>
    <textarea>one two</textarea><div data-preview="/previews" hidden></div></div>`;
  await nextTask();
  return document.querySelector("textarea")!;
}

it("shows its tools and uses them on the selection", async () => {
  const text = await editor();
  expect(document.querySelector<HTMLElement>(".editor-bar")!.hidden).toBe(false);
  text.setSelectionRange(4, 7);
  document.querySelector<HTMLElement>("[data-tool]")!.click();
  expect(text.value).toBe("one **two**");
});

it("knows the keys of its tools", async () => {
  const text = await editor();
  text.setSelectionRange(0, 3);
  text.dispatchEvent(new KeyboardEvent("keydown", { key: "i", ctrlKey: true, bubbles: true }));
  expect(text.value).toBe("_one_ two");
});

it("says when there is nothing to preview", async () => {
  const text = await editor();
  text.value = "  ";
  document.querySelector<HTMLElement>('[data-show="preview"]')!.click();
  expect(text.hidden).toBe(true);
  expect(document.querySelector("[data-preview]")!.textContent).toBe("Nothing to show yet.");
});
