"""What peers say of a thing and where it then stands, by keyboard alone, at two widths."""

import re
from secrets import token_hex

import pytest
from playwright.sync_api import Page, expect

from tests.browser.keyboard import LOOKS, choose, enter, look, press, reach, write

pytestmark = [LOOKS, pytest.mark.long]
FEEDS = ["Latest", "Hot", "Top", "For you", "Following", "Unanswered"]
SHOWN = ["For you", "Unanswered"]  # what the others show is looked at elsewhere


def note(page: Page, words: str) -> str:
    """Write a note; returns its address."""
    enter(page, "/stream/new/note/")
    write(reach(page, page.locator("#id_body")), words)
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile(r"/stream/\d+/"))
    return page.url.partition("#")[0]


def test_a_note_is_found_useful_reacted_to_and_saved(visit, window, scheme):
    writer, reader = visit("robin", window, scheme), visit("imogen", window, scheme)
    enter(reader, note(writer, "Hold the door handle up while you lock."))
    opening = reader.locator(".opening")

    vote(reader, "Useful", "1")
    vote(reader, "Not useful", "-1")
    vote(reader, "Not useful", "0")
    vote(reader, "Useful", "1")
    reach(reader, opening.get_by_role("button", name="Add a reaction"))
    reader.keyboard.press("Enter")
    expect(opening.locator(".emoji-choice").first).to_be_focused()
    look(reader)
    reader.keyboard.press("ArrowRight")
    reader.keyboard.press("Enter")
    expect(opening.locator(".reaction")).to_have_attribute("aria-pressed", "true")
    expect(opening.get_by_role("button", name="Add a reaction")).to_be_focused()
    press(reader, opening.get_by_role("button", name="Save", exact=True))
    expect(opening.get_by_role("button", name="Saved")).to_be_focused()

    enter(reader, "/bookmarks/")
    expect(reader.locator("#feed article").first).to_contain_text("Hold the door handle")
    look(reader)


def vote(page: Page, word: str, score: str) -> None:
    """Press one of the arrows; it keeps the focus."""
    arrow = page.locator(".opening").get_by_role("button", name=word, exact=True)
    press(page, arrow)
    expect(page.locator(".opening output")).to_have_text(score)
    expect(arrow).to_be_focused()


def test_who_reacted_is_shown(visit, window, scheme):
    writer, reader = visit("robin", window, scheme), visit("imogen", window, scheme)
    enter(reader, note(writer, "The lift is back."))
    press(reader, reader.locator(".opening").get_by_role("button", name="Add a reaction"))
    reader.keyboard.press("Enter")
    expect(reader.locator(".opening .reaction")).to_have_count(1)

    reader.keyboard.press("Enter")
    press(reader, reader.locator(".opening").get_by_role("link", name="Who reacted"))
    expect(reader.locator("main")).to_contain_text("Imogen Frost")
    look(reader)


def test_a_list_is_kept_shared_and_followed(visit, window, scheme):
    keeper, other = visit("tess", window, scheme), visit("imogen", window, scheme)
    name = f"For your first week {token_hex(3)}"
    first = note(keeper, "Read the house rules before lunch.")
    second = note(other, "Ask where the good coffee is.")
    begin_list(keeper, first, name)
    enter(keeper, second)
    press(keeper, keeper.get_by_role("link", name="Add to a list"))
    press(keeper, keeper.get_by_role("button", name=f"Add: {name}"))
    expect(keeper.get_by_role("button", name=f"On it: {name}")).to_be_visible()
    look(keeper)

    press(keeper, keeper.locator("main").get_by_role("link", name=name))
    entries = keeper.locator(".entry")
    write(reach(keeper, entries.nth(1).get_by_label("Your note")), "Nobody tells you this.")
    keeper.keyboard.press("Enter")
    expect(entries.nth(1).get_by_label("Your note")).to_have_value("Nobody tells you this.")
    press(keeper, entries.nth(1).get_by_role("button", name="Move up"))
    expect(entries.first).to_contain_text("good coffee")
    follow_list(other, name)
    expect(other.locator(".entry").first).to_contain_text("Nobody tells you this.")
    look(other)
    enter(other, "/lists/")
    expect(other.get_by_role("region", name="Lists you follow")).to_contain_text(name)
    look(other)


def begin_list(page: Page, address: str, name: str) -> None:
    """Begin a list for all members with the conversation at `address`."""
    enter(page, address)
    press(page, page.get_by_role("link", name="Add to a list"))
    page.wait_for_url(re.compile(r"/items/\d+/lists/"))
    press(page, page.get_by_role("link", name="Begin a list with it"))
    write(reach(page, page.get_by_label("Name")), name)
    choose(reach(page, page.get_by_label("Who reads it")), "All members")
    look(page)
    press(page, page.get_by_role("button", name="Begin", exact=True))
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def follow_list(page: Page, name: str) -> None:
    """Find a list among those that are shared, and follow it."""
    enter(page, "/lists/")
    press(page, page.get_by_role("link", name=name))
    press(page, page.get_by_role("button", name="Follow", exact=True))
    expect(page.get_by_role("button", name="Following", exact=True)).to_be_visible()


def test_each_feed_is_reached_and_for_you_says_why(visit, window, scheme):
    page = visit("tess", window, scheme)
    enter(page, "/stream/")
    for feed in FEEDS:
        press(page, page.get_by_role("navigation", name="Order").get_by_role("link", name=feed))
        page.keyboard.press("Tab")  # past the link for what is skipped, once the page is there
        expect(page.locator(".tab[aria-current=true]")).to_have_text(feed)
        assert page.locator("#feed article").count() > 0, feed
        if feed in ("For you", "Following"):
            said = page.locator("#feed article .why").count()
            assert said == page.locator("#feed article").count()
        if feed in SHOWN:
            look(page)


def test_top_of_a_period_is_chosen_without_being_sent_away(visit, window, scheme):
    page = visit("tess", window, scheme)
    enter(page, "/stream/?sort=top")
    period = page.get_by_label("Period")
    reach(page, period)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(period).to_be_focused()
    assert "since" not in page.url
    expect(page.get_by_role("button", name="Show", exact=True)).to_be_visible()
    look(page)
    page.keyboard.press("Enter")

    page.wait_for_url("**/stream/?sort=top&since=week")
    expect(page.get_by_label("Period").locator("option:checked")).to_have_text("This week")


def test_whoever_judges_sees_no_positions(visit, window, scheme):
    page = visit("tess", window, scheme)
    page.goto("/people/")
    held = {
        line.partition(" · ")[2].strip()
        for line in page.locator("main .small.muted").all_inner_texts()
        if " · " in line
    }
    assert "Head of Digital" in held
    page.goto("/stream/?sort=top")
    thread = page.locator("#feed .post-title a").first.get_attribute("href")
    page.goto("/reviews/")
    review = page.locator("main a[href^='/reviews/']").first.get_attribute("href")

    for place in ("/stream/?sort=top", "/stream/?sort=for-you", thread, review):
        enter(page, place)
        said = page.locator("body").inner_text()
        assert not [one for one in held if one in said], place
    look(page)
