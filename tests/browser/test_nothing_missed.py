"""Nothing missed, by keyboard alone: catching up, the inbox, preferences, mail, feeds."""

import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from playwright.sync_api import Page, expect

from tests.browser.house import DemoHouse
from tests.browser.keyboard import WINDOWS, agree, choose, follow, look, reach, write
from tests.browser.newcomers import Newcomer, arrive
from tests.faults.house import wait_for

pytestmark = pytest.mark.long

HIDDEN = "Object.defineProperty(document, 'visibilityState', {value: 'hidden'})"
WORDS = "the ladder is back, @{handle}: it hangs behind the press."


@WINDOWS
def test_what_was_addressed_to_somebody_waits_until_it_was_seen(visit, window):
    nora = arrive(visit, window)
    page = nora.page
    mention(visit("imogen"), nora)

    page.goto("/")
    expect(page.get_by_role("link", name="Inbox, 1 unread")).to_be_visible()
    in_the_background(page)
    page.goto("/catch-up/")
    mine = page.locator("section", has=page.locator("#addressed")).locator("li")
    expect(mine).to_contain_text("Imogen Frost mentioned you")
    look(page)
    catch_up(page)
    read_the_inbox(page)


@WINDOWS
def test_one_page_holds_all_preferences_and_one_step_from_a_mail_changes_them(visit, house, window):
    nora = arrive(visit, window)
    page = nora.page
    page.goto("/inbox/")
    follow(page, reach(page, page.get_by_role("link", name="Choose what reaches you")))
    look(page)

    choose_what_comes(page)
    refuse_push(page)
    renew_the_feeds(page)
    mention(visit("imogen"), nora)
    unsubscribe(visit("", window), way_out(house, nora))
    page.reload()
    row = page.get_by_role("group", name="Somebody mentions me")
    expect(row.get_by_role("checkbox", name="Mail")).not_to_be_checked()
    expect(row.get_by_role("checkbox", name="Inbox")).to_be_checked()


def mention(page: Page, somebody: Newcomer) -> None:
    """Write a note that mentions somebody."""
    page.goto("/stream/new/note/")
    write(page.locator("textarea[name=body]"), WORDS.format(handle=somebody.handle))
    page.keyboard.press("Escape")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    expect(page.locator(".opening a.mention")).to_have_text(f"@{somebody.handle}")


def in_the_background(page: Page) -> None:
    """What is shown where nobody looks does not count as seen."""
    hidden = page.context.new_page()
    hidden.add_init_script(HIDDEN)
    for _visit in range(2):
        hidden.goto("/catch-up/")
        expect(hidden.locator("#addressed")).to_be_visible()
        assert hidden.locator("[data-was-seen]").count() == 0
    hidden.close()


def catch_up(page: Page) -> None:
    """Walk the page to its end, and say that one has seen it."""
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("[data-row]").nth(1)).to_have_attribute("data-here", "")
    expect(page.locator(".the-end")).to_contain_text("That is all.")
    follow(page, reach(page, page.get_by_role("button", name="I have seen these")))
    expect(page.locator(".empty")).to_contain_text("That is all.")
    look(page)


def read_the_inbox(page: Page) -> None:
    """What was seen is not read yet: the badge counts it until it is."""
    follow(page, reach(page, page.get_by_role("link", name="Inbox, 1 unread")))
    line = page.locator("#inbox li")
    reach(page, line.get_by_role("button", name="Mark as read")).press("Enter")
    reach(page, line.get_by_role("button", name="Mark as unread")).press("Enter")
    expect(line.get_by_role("button", name="Mark as read")).to_be_visible()
    look(page)
    follow(page, reach(page, line.get_by_role("link")))
    expect(page.locator(".opening")).to_contain_text("the ladder is back")
    follow(page, reach(page, page.get_by_role("link", name="Inbox", exact=True)))
    expect(page.locator(".empty")).to_contain_text("You have read everything")


def choose_what_comes(page: Page) -> None:
    """Choose channels in both lanes, and the hours of one's own clock."""
    in_talk, in_library = (
        page.get_by_role("group", name=name).get_by_role("checkbox", name="Mail")
        for name in ("Somebody replies to me", "A review is asked of me")
    )
    for box in (in_talk, in_library):
        expect(box).to_be_checked()
        reach(page, box).press("Space")
    choose(page.locator("#id_digest"), "Every day")
    choose(page.get_by_label("It leaves at"), "17")
    for label in ("Quiet from", "until"):  # the same hour twice: never quiet
        choose(page.get_by_label(label), "09")
    follow(page, reach(page, page.get_by_role("button", name="Save", exact=True)))
    expect(page.locator("#notices")).to_contain_text("Saved.")
    for box in (in_talk, in_library):
        expect(box).not_to_be_checked()
    expect(page.locator("#id_digest")).to_have_value("daily")
    expect(page.get_by_label("It leaves at")).to_have_value("17")


def unsubscribe(page: Page, address: str) -> None:
    """Whoever follows the address in a mail, signed in or not, needs one press of a key."""
    page.goto(address)
    expect(page.locator("main")).to_contain_text("Somebody mentions me")
    look(page)
    follow(page, reach(page, page.get_by_role("button", name="Unsubscribe")))
    expect(page.get_by_role("heading", level=1)).to_have_text("No more of these")


def refuse_push(page: Page) -> None:
    """A browser that refuses, or has no push service, says so in plain words."""
    reach(page, page.get_by_role("button", name="Allow on this device")).press("Enter")
    said = re.compile("You have not allowed it|cannot be reached")
    expect(page.locator("[data-push-state]")).to_have_text(said)


def renew_the_feeds(page: Page) -> None:
    """An address of one's own opens a feed; after other addresses were asked for, it does not."""
    link = page.get_by_role("link", name="Addressed to me")
    old = link.get_attribute("href") or ""
    answer = page.request.get(old)
    assert answer.headers["content-type"].startswith("application/atom+xml")
    reach(page, page.get_by_role("button", name="Give me other addresses")).press("Enter")
    agree(page)
    expect(page.locator("#notices")).to_contain_text("new addresses")
    assert page.request.get(old).status == 404
    assert page.request.get(link.get_attribute("href") or "").ok


def way_out(house: DemoHouse, somebody: Newcomer) -> str:
    """The address at the foot of the mail that somebody got for being mentioned.

    Mail waits two minutes for those who read here; the test does not.
    """
    found: list[str] = []

    def is_there() -> bool:
        send_at_once(house)
        for file in (house.data / "demo" / "outbox").glob("*.eml"):
            raw = file.read_bytes()
            if somebody.email.encode() not in raw:
                continue
            mail = message_from_bytes(raw, policy=policy.default)
            if header := mail.get("List-Unsubscribe"):
                found.append(str(header).strip("<> "))
        return bool(found)

    wait_for(is_there, "the mail", house.log, 60)
    return found[0]


def send_at_once(house: DemoHouse) -> None:
    """Let the time pass for all mail that is on its way."""
    now = datetime.now(UTC).isoformat(sep=" ")[:26]
    with closing(sqlite3.connect(house.data / "demo" / "lorehouse.sqlite3", timeout=20)) as base:
        base.execute("UPDATE notify_delivery SET due_at = ? WHERE due_at > ?", (now, now))
        base.commit()
