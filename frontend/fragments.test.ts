import { beforeEach, expect, it } from "vitest";
import { apply } from "./fragments";

const reply = (pk: number, words: string, below = "") =>
  `<article class="reply" id="item-${pk}"><form class="votes" id="votes-${pk}"><output>1</output></form><header class="post-head"><p class="byline"><time>now</time></p></header><div class="prose">${words}</div><footer class="post-foot"></footer><div class="comments" id="comments-${pk}">${below}</div></article>`;
const fragment = (live: string, pk: number, inside = "", more = "") => `<template data-live="${live}" data-item="${pk}" ${more}>${inside}</template>`;
const list = () => document.querySelector<HTMLElement>("#replies-list")!;
const ids = () => [...document.querySelectorAll("[id^=item-]")].map((one) => one.id);

beforeEach(() => {
  document.body.setAttribute("hx-headers:inherited", '{"X-CSRFToken": "secret"}');
  document.body.innerHTML = `<div id="replies-list" data-order="oldest">${reply(1, "One", '<article class="comment" id="item-5"><div class="prose">Five</div></article>')}</div>`;
});

it("puts a reply at the end, once, with this page's token in its forms", () => {
  const html = fragment("put", 2, `${reply(2, "Two<form><csrf><button></button></form>")}`, 'data-into="#replies-list" data-said="New reply by Bob"');
  const change = apply(html);
  expect(change.said).toEqual(["New reply by Bob"]);
  expect(change.arrived.map((one) => one.id)).toEqual(["item-2"]);
  expect(list().querySelector<HTMLInputElement>("#item-2 input")?.value).toBe("secret");
  apply(html);
  expect(ids()).toEqual(["item-1", "item-5", "item-2"]);
});

it("puts a comment below what it is about, and the newest first where that is the order", () => {
  apply(fragment("put", 6, '<article class="comment" id="item-6"></article>', 'data-into="#comments-1"'));
  list().dataset["order"] = "newest";
  apply(fragment("put", 7, reply(7, "Seven"), 'data-into="#replies-list"'));
  expect(ids()).toEqual(["item-7", "item-1", "item-5", "item-6"]);
});

it("leaves a gap in the order to the server: what comes after an unread page is only counted", () => {
  list().insertAdjacentHTML("beforeend", '<p class="more"></p>');
  expect(apply(fragment("put", 9, reply(9, "Nine"), 'data-into="#replies-list"')).elsewhere).toEqual(["9"]);
  expect(ids()).not.toContain("item-9");
});

it("takes the words of a removed reply away and keeps what hangs below", () => {
  apply(fragment("gap", 1, '<div class="reply" id="item-1"><div class="gap"><span>Removed</span></div><div class="comments" id="comments-1"></div></div>'));
  expect(document.body.textContent).not.toContain("One");
  expect(document.querySelector("#comments-1 #item-5")).not.toBeNull();
  apply(fragment("put", 1, reply(1, "One again"), 'data-into="#replies-list"'));
  expect(document.querySelector("#item-1 #item-5")).not.toBeNull();
});

it("does not take away the form somebody is typing into", () => {
  document.querySelector("#item-1 .post-foot")!.innerHTML = "<textarea>My thoughts</textarea>";
  apply(fragment("gap", 1, '<div class="reply" id="item-1"><div class="gap"><span>Removed</span></div></div>'));
  expect(document.querySelector("textarea")?.value).toBe("My thoughts");
  expect(document.querySelector("#item-1 .prose")?.textContent).toBe("Removed");
});

it("changes text, score and acceptance where they stand", () => {
  apply(fragment("text", 1, '<div class="prose">Better</div><a class="edited">edited</a>') + fragment("score", 1, "12") + fragment("accepted", 1, '<span class="chip">Accepted</span>'));
  const item = document.querySelector("#item-1")!;
  expect(item.querySelector(".prose")?.textContent).toBe("Better");
  expect(item.querySelector(".byline .edited")).not.toBeNull();
  expect(item.querySelector("output")?.textContent).toBe("12");
  expect(item.classList.contains("accepted")).toBe(true);
  apply(fragment("accepted", 0));
  expect(item.querySelector(".chip")).toBeNull();
});

it("keeps one's own reactions when others react", () => {
  const form = (pressed: string, count: number) => `<form class="reactions" id="reactions-1"><button class="reaction" value="x" aria-pressed="${pressed}">${count}</button></form>`;
  document.querySelector("#item-1 .post-foot")!.innerHTML = form("true", 1);
  apply(fragment("reactions", 1, form("false", 2)));
  const button = document.querySelector(".reaction")!;
  expect([button.textContent, button.getAttribute("aria-pressed")]).toEqual(["2", "true"]);
});
