import { beforeEach, expect, it } from "vitest";
import { notice } from "./notices";

beforeEach(() => void (document.body.innerHTML = "<div data-notices></div>"));
const said = () => document.querySelector("[data-notices]")!.textContent;

function refused(status: number, type: string, text: string): void {
  const response = new Response(text, { status, headers: { "content-type": type } });
  document.dispatchEvent(new CustomEvent("htmx:response:error", { detail: { ctx: { response, text } } }));
}

it("shows a sentence as words, never as markup", () => {
  notice("<b>Saved</b>", "ok");
  expect(said()).toBe("<b>Saved</b>");
});

it("shows what the server says with its answer", () => {
  document.dispatchEvent(new CustomEvent("notice", { detail: { text: "You joined.", tone: "ok" } }));
  expect(said()).toBe("You joined.");
});

it("shows the sentence of a refusal", () => {
  refused(403, "text/plain; charset=utf-8", "You cannot vote on your own question.");
  expect(said()).toBe("You cannot vote on your own question.");
});

it("says one sentence of its own when an error page came", () => {
  refused(500, "text/html", "<!doctype html>…");
  expect(said()).toBe("Something went wrong. What you typed is still here.");
});

it("is silent when the form itself shows what is wrong", () => {
  refused(422, "text/html", "<form>…");
  expect(said()).toBe("");
});
