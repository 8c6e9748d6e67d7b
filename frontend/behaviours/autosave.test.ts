import { afterEach, beforeEach, expect, it, vi } from "vitest";
import "./autosave";

const nextTask = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  vi.stubGlobal("fetch", vi.fn(async () => new Response("", { status: 200 })));
});
afterEach(() => vi.useRealTimers());

async function form(): Promise<{ text: HTMLTextAreaElement; said: () => string }> {
  document.body.innerHTML = '<form><input name="title" value="Figs"><div data-draft="new/question"><span class="editor-state"></span><textarea></textarea></div></form>';
  await nextTask();
  return { text: document.querySelector("textarea")!, said: () => document.querySelector(".editor-state")!.textContent! };
}
function type(text: HTMLTextAreaElement, words: string): void {
  text.value = words;
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

it("keeps what is typed in the browser at once and on the server when typing rests", async () => {
  const { text, said } = await form();
  type(text, "Why");
  type(text, "Why do they drop?");
  expect(localStorage.getItem("draft:new/question")).toBe("Why do they drop?");
  expect(fetch).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1500);
  expect(fetch).toHaveBeenCalledTimes(1);
  expect(vi.mocked(fetch).mock.calls[0]![0]).toBe("/drafts/new/question");
  const sent = vi.mocked(fetch).mock.calls[0]![1]!.body as URLSearchParams;
  expect([sent.get("title"), sent.get("body")]).toEqual(["Figs", "Why do they drop?"]);
  expect(said()).toBe("Saved");
  expect(localStorage.length).toBe(0); // the server has it now
});

it("says so when the server cannot be reached, and gives the text back next time", async () => {
  vi.mocked(fetch).mockRejectedValue(new TypeError("offline"));
  const { text, said } = await form();
  type(text, "Kept");
  await vi.advanceTimersByTimeAsync(1500);
  expect(said()).toContain("kept in this browser");
  expect((await form()).text.value).toBe("Kept");
});

it("forgets the draft of what was sent", async () => {
  const { text } = await form();
  type(text, "Sent");
  text.form!.dispatchEvent(new Event("submit"));
  await vi.advanceTimersByTimeAsync(1500);
  expect(localStorage.length).toBe(0);
  expect(fetch).not.toHaveBeenCalled();
});

it("does not write over a text that the server sent", async () => {
  localStorage.setItem("draft:k", "old");
  document.body.innerHTML = '<form><div data-draft="k"><textarea>from the server</textarea></div></form>';
  const text = document.querySelector("textarea")!;
  text.value = "typed meanwhile";
  await nextTask();
  expect(text.value).toBe("typed meanwhile");
});
