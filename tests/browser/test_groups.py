"""Groups, from founding to leaving, by keyboard alone, at phone and desktop width."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.accessibility import assert_fits
from tests.browser.keyboard import WINDOWS, choose, follow, look, reach, write
from tests.browser.newcomers import arrive

pytestmark = pytest.mark.long

PURPOSE = "Grafting old apple trees, and finding out whose they were."
NOTE = "The Blenheim by the gate has taken."


@WINDOWS
def test_a_group_from_founding_to_leaving(visit, window):
    tess, imogen = visit("tess", window), visit("imogen", window)

    group = found(tess, "By request", look)
    ask_to_join(imogen, group)
    let_in(tess, group)
    be_welcomed(imogen, group)
    keep_on_top(tess, group)
    change_the_purpose(tess, group)
    walk_the_tabs(imogen, group)
    hand_over(tess, group, "Imogen Frost")
    leave(tess, group, watched_by=imogen)


@WINDOWS
def test_an_invitation_is_a_question(visit, window):
    tess, imogen, robin = visit("tess", window), visit("imogen", window), visit("robin", window)
    group = found(tess, "By invitation")

    for handle in ("imogen", "robin"):
        write(tess.get_by_label("Handle or e-mail"), handle)
        follow(tess, tess.get_by_role("button", name="Invite", exact=True))
    invited = card(imogen, group)
    look(imogen)
    follow(imogen, reach(imogen, invited.get_by_role("button", name="Say yes")))
    expect(imogen.get_by_role("button", name="Leave, silently")).to_be_visible()
    follow(robin, card(robin, group).get_by_role("button", name="No, thank you"))
    robin.goto(group)
    expect(robin.get_by_role("heading", level=1)).to_have_text("There is nothing here for you")


@WINDOWS
def test_each_member_says_what_reaches_them(visit, window):
    nora, page = arrive(visit, window), visit("tess", window)
    group = found(page, "Open")
    nora.page.goto(group)
    follow(nora.page, reach(nora.page, nora.page.get_by_role("button", name="Join")))

    for level in ("Every post", "A daily digest", "Only what is addressed"):
        choose(nora.page.get_by_label("Of this group", exact=True), level)
        follow(nora.page, panel(nora.page).get_by_role("button", name="Save"))
    follow(nora.page, reach(nora.page, panel(nora.page).get_by_role("link", name="All pref")))
    mine = nora.page.get_by_label(name_of(page))
    expect(mine.locator("option:checked")).to_have_text("Only what is addressed to me")
    choose(nora.page.get_by_label("Quiet from"), "18")
    choose(nora.page.get_by_label("until"), "09")
    choose(nora.page.get_by_label("Time zone"), "America/Hal")
    follow(nora.page, reach(nora.page, nora.page.get_by_role("button", name="Save", exact=True)))
    expect(nora.page.get_by_label("Quiet from")).to_have_value("18")
    expect(nora.page.get_by_label("Time zone")).to_have_value("America/Halifax")


@WINDOWS
def test_a_guest_sees_what_is_shared_with_them_and_no_directory(visit, window):
    guest, tess = arrive(visit, window, "Guest").page, visit("tess", window)
    group = found(tess, "By invitation")
    note = say(tess, NOTE)

    for place in ("/people/", "/people/imogen/", "/groups/client-corner/", group, note):
        guest.goto(place)
        expect(guest.get_by_role("heading", level=1)).to_have_text("There is nothing here for you")
    guest.goto("/groups/")
    expect(guest.locator("main")).to_contain_text("You are in no group yet")
    assert guest.locator(".rail, #drawer").get_by_role("link", name="People").count() == 0
    ask_for_access(guest, note)
    grant(tess, group)
    say_yes(guest, note)


def found(page: Page, entry: str, look: Callable[[Page], object] = assert_fits) -> str:
    """Found a group from the list of groups, with a look at each page; returns its address."""
    page.goto("/groups/")
    follow(page, reach(page, page.get_by_role("link", name="Found a group")))
    write(page.get_by_label("Name", exact=True), f"Old Orchards {uuid4().hex[:6]}")
    write(page.get_by_label("Purpose"), PURPOSE)
    choose(page.get_by_label("Entry"), entry)
    write(page.get_by_label("Welcome"), "Bring **secateurs**.")
    box = page.get_by_label("All members may read along")
    if entry != "Open":
        reach(page, box).press("Space")
    look(page)
    follow(page, reach(page, page.get_by_role("button", name="Found the group")))
    expect(page.locator(".lead")).to_have_text(PURPOSE)
    look(page)
    return page.url


def name_of(page: Page) -> str:
    """What the group on this page is called."""
    return page.get_by_role("heading", level=1).inner_text()


def card(page: Page, group: str) -> Locator:
    """The card of a group in the list of groups."""
    page.goto("/groups/")
    place = "/" + group.split("/", 3)[3]
    return page.locator("li.card").filter(has=page.locator(f"a[href='{place}']"))


def panel(page: Page) -> Locator:
    """What reaches one from the group on this page."""
    return page.locator(".panel", has_text="What reaches you")


def ask_to_join(page: Page, group: str) -> None:
    """Ask the stewards, with a word to them."""
    follow(page, reach(page, card(page, group).get_by_role("link", name="Ask to join")))
    expect(page.locator("main")).to_contain_text("Only its members read what is said here")
    write(reach(page, page.get_by_label("Ask to join")), "I have two trees and no names.")
    look(page)
    follow(page, reach(page, page.get_by_role("button", name="Ask to join")))
    expect(page.locator(".heading")).to_contain_text("You have asked to join")


def let_in(page: Page, group: str) -> None:
    """The steward finds who asks, and lets them in."""
    page.goto(group)
    follow(page, reach(page, page.get_by_role("link", name="1 person would like to join.")))
    expect(page.locator("blockquote")).to_have_text("I have two trees and no names.")
    look(page)
    follow(page, reach(page, page.get_by_role("button", name="Let in")))
    expect(page.locator("#notices")).to_contain_text("Imogen Frost is in.")


def be_welcomed(page: Page, group: str) -> None:
    """Whoever is new is welcomed once."""
    page.goto(group)
    welcome = page.locator("section", has=page.locator("#welcome"))
    expect(welcome.locator("strong")).to_have_text("secateurs")
    follow(page, reach(page, welcome.get_by_role("button", name="Thank you")))
    expect(welcome).to_have_count(0)


def say(page: Page, words: str) -> str:
    """Write a note to the group of this page; returns its address."""
    follow(page, page.get_by_role("link", name="Write a note"))
    write(page.locator("textarea[name=body]"), words)
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    expect(page.locator(".opening")).to_contain_text(words)
    return page.url


def keep_on_top(page: Page, group: str) -> None:
    """A steward pins one conversation on top and another as decided."""
    for words, place in ((NOTE, "On top"), ("We meet on Sundays.", "As decided")):
        page.goto(group)
        say(page, words)
        follow(page, reach(page, page.get_by_role("link", name="Pin")))
        line = page.locator("li", has=page.locator(f"input[value='{group.split('/')[-2]}']"))
        assert_fits(page)
        follow(page, line.get_by_role("button", name=place))
    expect(page.locator("section", has=page.locator("#pinned"))).to_contain_text(NOTE)
    look(page)


def change_the_purpose(page: Page, group: str) -> None:
    """What it was for before can be read later."""
    page.goto(group)
    follow(page, reach(page, page.get_by_role("link", name="Look after this group")))
    write(page.get_by_label("Purpose"), "Grafting, and cider.")
    follow(page, reach(page, page.get_by_role("button", name="Save")))
    follow(page, reach(page, page.get_by_role("link", name="Its purpose over time")))
    expect(page.locator("main")).to_contain_text("Grafting, and cider.")
    expect(page.locator("main .rows")).to_contain_text(PURPOSE)
    look(page)


def walk_the_tabs(page: Page, group: str) -> None:
    """Conversations, articles, decisions and people, by the tabs of the group."""
    page.goto(group)
    tabs = page.get_by_role("navigation", name="Parts of this group")
    for tab, shown in (
        ("Articles", "No articles yet"),
        ("Decided", "We meet on Sundays."),
        ("People", "Tess Whitcombe"),
        ("Conversations", NOTE),
    ):
        follow(page, reach(page, tabs.get_by_role("link", name=tab)))
        expect(page.locator("main")).to_contain_text(shown)
        if tab != "Conversations":
            look(page)


def hand_over(page: Page, group: str, name: str) -> None:
    """Make somebody else a steward, and step down."""
    page.goto(f"{group}settings/")
    line = page.locator("li", has_text=name)
    follow(page, reach(page, line.get_by_role("button", name="Make steward")))
    assert_fits(page)
    follow(page, reach(page, page.get_by_role("button", name="Step down")))
    expect(page).to_have_url(group)
    expect(page.get_by_role("link", name="Look after this group")).to_have_count(0)


def leave(page: Page, group: str, watched_by: Page) -> None:
    """Leave by pressing one key once; nobody is told."""
    watched_by.goto(f"{group}people/")
    expect(watched_by.locator("#people")).to_contain_text("Tess Whitcombe")
    before = watched_by.locator("#bell").get_attribute("aria-label")
    follow(page, reach(page, page.get_by_role("button", name="Leave, silently")))
    expect(page.get_by_role("button", name="Leave, silently")).to_have_count(0)
    watched_by.reload()
    expect(watched_by.locator("#people")).not_to_contain_text("Tess Whitcombe")
    assert watched_by.locator("#bell").get_attribute("aria-label") == before
    expect(watched_by.get_by_role("link", name="Look after this group")).to_be_visible()


def ask_for_access(page: Page, address: str) -> None:
    """Ask on the page of an address behind which there may be nothing."""
    page.goto(address)
    look(page)
    write(reach(page, page.get_by_label("Ask for access")), "We own the Blenheim.")
    follow(page, reach(page, page.get_by_role("button", name="Ask for access")))
    expect(page.locator("main")).to_contain_text("No answer yet")
    look(page)


def grant(page: Page, group: str) -> None:
    """Whoever looks after it is asked, and decides."""
    page.goto(group)
    asking = page.get_by_role("link", name=re.compile("asks? to see something you look after"))
    follow(page, reach(page, asking))
    request = page.locator("li", has_text=NOTE)
    expect(request).to_contain_text("We own the Blenheim.")
    look(page)
    follow(page, reach(page, request.get_by_role("button", name="Invite them")))
    expect(request).to_have_count(0)


def say_yes(page: Page, note: str) -> None:
    """To be given access to a group's talk is to be invited: one is in by saying yes."""
    page.goto("/access/")
    expect(page.locator("main")).to_contain_text("Granted")
    follow(page, reach(page, page.get_by_role("link", name="you are invited to its group")))
    look(page)
    follow(page, reach(page, page.get_by_role("button", name="Say yes")))
    page.goto(note)
    expect(page.locator(".opening")).to_contain_text(NOTE)
