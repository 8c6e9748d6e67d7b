import { afterEach, expect, test } from "vitest";
import { quoted } from "./quote";

afterEach(() => document.body.replaceChildren());

test("every line of a quotation is marked, and says whose it is", () => {
  expect(quoted("Half loam.\n\nHalf grit.", "Bob Beech")).toBe("> **Bob Beech:**\n>\n> Half loam.\n>\n> Half grit.");
});

test("the button puts the reply behind what was typed already", async () => {
  document.body.innerHTML = `
    <article data-quote><a class="person">Bob</a><div class="prose">Water them.</div><a data-quote-into="#text" href="?quote=1"></a></article>
    <textarea id="text">Hello</textarea>`;
  const field = document.querySelector("textarea")!;
  field.scrollIntoView = () => undefined;
  const prose = document.querySelector<HTMLElement>(".prose")!;
  Object.defineProperty(prose, "innerText", { value: prose.textContent });
  await Promise.resolve();
  document.querySelector<HTMLElement>("[data-quote-into]")!.click();
  expect(field.value).toBe("Hello\n\n> **Bob:**\n>\n> Water them.\n\n");
});
