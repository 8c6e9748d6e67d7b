"""The house by keyboard alone."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.keyboard import MOST_STEPS, assert_in_sight, reach


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


def test_tab_passes_the_search_field_and_typing_in_it_opens_the_palette(visit):
    page = visit("imogen")
    page.goto("/groups/")
    field = page.get_by_role("searchbox", name="Search everything")
    reach(page, field)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Write")).to_be_focused()
    expect(page.locator("#palette")).not_to_be_visible()
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("holi")
    expect(page.locator("#palette input")).to_have_value("holi")
    page.keyboard.press("Escape")
    expect(field).to_be_focused()
    expect(field).to_have_value("")


def test_on_a_phone_nothing_covers_what_has_the_focus(visit):
    page = visit("imogen", PHONE)
    for place in ("/settings/notifications/", "/settings/account/erasure/"):
        page.goto(place)
        for _step in range(MOST_STEPS):
            page.keyboard.press("Tab")
            focused = page.locator(":focus")
            if not focused.count():
                break
            assert_in_sight(focused)
        assert not focused.count(), place


def test_the_palette_gives_the_focus_back(visit):
    page = visit("imogen", PHONE)
    page.goto("/groups/")
    search = page.get_by_role("navigation", name="Places").get_by_role("link", name="Search")
    search.press("Enter")
    expect(page.locator("#palette")).to_be_visible()
    page.keyboard.press("Escape")
    expect(search).to_be_focused()


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
