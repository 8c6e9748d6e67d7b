"""The house by keyboard alone."""

import re

from playwright.sync_api import expect


def test_the_first_tab_leads_past_the_chrome(visit):
    page = visit("tess")
    page.goto("/stream/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_palette_finds_an_article_and_opens_it(visit):
    page = visit("imogen")
    page.keyboard.press("Control+k")
    page.keyboard.type("evaluation questionnaire")
    article = page.locator(".palette-option[data-url^='/library/']").first
    expect(article).to_be_visible()
    while article.get_attribute("aria-selected") != "true":
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/library/**")


def test_a_command_of_the_palette_begins_a_question(visit):
    page = visit("imogen")
    page.keyboard.press("/")
    page.keyboard.type("ask a q")
    expect(page.get_by_role("option", name=re.compile("Ask a question"))).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).not_to_be_visible()


def test_g_and_a_letter_go_to_a_place(visit):
    page = visit("imogen")
    page.keyboard.press("g")
    page.keyboard.press("l")
    page.wait_for_url("**/library/")


def test_j_and_k_walk_the_stream(visit):
    page = visit("imogen")
    page.goto("/stream/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator("[data-row]").nth(1).get_attribute("data-here") == ""


def test_a_menu_is_moved_through_with_arrows_and_gives_the_focus_back(visit):
    page = visit("tess")
    page.get_by_role("button", name="Write").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert "note" in page.evaluate("document.activeElement.textContent").lower()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Write")).to_be_focused()
