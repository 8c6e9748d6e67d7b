import { beforeEach, expect, it, vi } from "vitest";
import "./uploads";

const nextTask = () => new Promise((done) => setTimeout(done));
const file = new File(["x"], "plan.png", { type: "image/png" });
let text: HTMLTextAreaElement;

beforeEach(async () => {
  document.body.innerHTML = '<div data-notices></div><div data-editor><textarea></textarea><input type="file" data-upload="/attachments/"></div>';
  await nextTask();
  text = document.querySelector("textarea")!;
});

function drop(): void {
  const event = new Event("drop", { bubbles: true, cancelable: true });
  Object.defineProperty(event, "dataTransfer", { value: { files: [file], types: ["Files"] } });
  text.dispatchEvent(event);
}

it("puts the Markdown of a dropped file where it was dropped", async () => {
  vi.stubGlobal("fetch", async () => Response.json({ markdown: "![plan](/attachments/1/plan.png)" }));
  drop();
  expect(text.value).toContain("plan.png");
  await nextTask();
  expect(text.value).toBe("![plan](/attachments/1/plan.png)");
});

it("takes its holder away and says why when the file was refused", async () => {
  vi.stubGlobal("fetch", async () => new Response("Files of 30 MB are too large.", { status: 413 }));
  drop();
  await nextTask();
  expect(text.value).toBe("");
  expect(document.querySelector("[data-notices]")!.textContent).toBe("Files of 30 MB are too large.");
});
