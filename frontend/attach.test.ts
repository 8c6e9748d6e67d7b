import { expect, it, vi } from "vitest";
import { behaviour } from "./attach";

const nextTask = () => new Promise((done) => setTimeout(done));

it("starts once for each element, now and later", async () => {
  document.body.innerHTML = '<p data-try id="now"></p>';
  const start = vi.fn();
  behaviour("[data-try]", start);
  document.body.insertAdjacentHTML("beforeend", '<div><p data-try id="later"></p></div>');
  await nextTask();
  document.body.append(document.querySelector("#now")!); // moved, not new
  await nextTask();
  expect(start.mock.calls.map(([element]) => element.id)).toEqual(["now", "later"]);
});
