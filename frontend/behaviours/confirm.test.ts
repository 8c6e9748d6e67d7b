import { beforeEach, expect, it, vi } from "vitest";
import { ask } from "./confirm";

beforeEach(() => {
  document.body.innerHTML = "<dialog data-confirm-dialog><h2></h2></dialog><form data-confirm='Delete this?'><button>Delete</button></form>";
  HTMLDialogElement.prototype.showModal ??= () => {};
});
const dialog = () => document.querySelector("dialog")!;

function answer(value: string): void {
  dialog().returnValue = value;
  dialog().dispatchEvent(new Event("close"));
}

it("goes on only after yes", () => {
  const onYes = vi.fn();
  const onNo = vi.fn();
  ask("Sure?", onYes, onNo);
  expect(dialog().querySelector("h2")!.textContent).toBe("Sure?");
  answer("no");
  ask("Sure?", onYes, onNo);
  answer("yes");
  expect([onYes.mock.calls.length, onNo.mock.calls.length]).toEqual([1, 1]);
});

it("holds a form back until then", async () => {
  await new Promise((done) => setTimeout(done));
  const form = document.querySelector("form")!;
  const sent = vi.fn((event: Event) => event.preventDefault());
  form.addEventListener("submit", sent);
  form.requestSubmit();
  expect(sent).not.toHaveBeenCalled();
  answer("yes");
  expect(sent).toHaveBeenCalledTimes(1);
});
