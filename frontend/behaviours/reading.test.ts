import { afterEach, beforeEach, expect, test, vi } from "vitest";
import "./reading";

const send = vi.fn(() => Promise.resolve(new Response(null, { status: 204 })));

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", send);
});

afterEach(() => {
  document.body.replaceChildren();
  vi.useRealTimers();
  send.mockClear();
});

test("what was in sight for some seconds counts as read, once", async () => {
  document.body.innerHTML = `<article data-reading="/items/7/reading"></article>`;
  await vi.advanceTimersByTimeAsync(4000);
  expect(send).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(9000);
  expect(send).toHaveBeenCalledTimes(1);
  expect(send.mock.calls[0]?.[0 as never]).toBe("/items/7/reading");
});
