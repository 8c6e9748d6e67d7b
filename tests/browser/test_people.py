"""People, by keyboard alone: profiles, following, closing an account, taking along, erasure."""

import re
import zipfile

import pytest
from playwright.sync_api import Page, expect

from tests.browser.keyboard import WINDOWS, agree, follow, look, reach, write
from tests.browser.newcomers import PASSWORD, Newcomer, arrive, sign_in

pytestmark = pytest.mark.long

MAKING = 30_000  # ms in which the worker has put a newcomer's things together


@WINDOWS
def test_a_profile_is_what_its_person_says_and_did_and_others_may_follow(visit, window):
    nora, imogen = arrive(visit, window), visit("imogen", window)
    page = nora.page

    introduce(page)
    question = ask(imogen, nora.name)
    help_with(page, imogen, question)
    page.goto(nora.place)
    main = page.locator("main")
    for told in ("pears, cellars", "grafting", "Helped with", "Where do pears keep", "Wrote this"):
        expect(main).to_contain_text(told)
    expect(page.locator(".stat", has_text="accepted").locator("dd")).to_have_text("1")
    look(page)
    imogen.goto(nora.place)
    expect(imogen.locator("main")).to_contain_text("pears, cellars")
    assert imogen.get_by_role("link", name="Edit", exact=True).count() == 0
    follow_all(page)


@WINDOWS
def test_an_account_is_its_persons_to_take_along_to_close_and_to_erase(visit, window):
    nora, imogen = arrive(visit, window), visit("imogen", window)
    say(nora.page, "Wrote this to take it along.")

    take_everything(nora)
    look(ask_to_be_erased(nora.page, "My words go, too"))
    stay(nora.page)
    ask_to_be_erased(nora.page, "My words stay, as somebody's")
    stay(nora.page)
    close(nora, watched_by=imogen)
    come_back(nora, watched_by=imogen)


def introduce(page: Page) -> None:
    """Say what one knows and what one wants to learn."""
    page.goto("/settings/")
    write(page.get_by_label("Ask me about"), "pears, cellars")
    write(page.get_by_label("I would like to learn"), "grafting")
    follow(page, reach(page, page.get_by_role("button", name="Save")))
    expect(page.locator("#notices")).to_contain_text("Your profile is saved.")
    say(page, "Wrote this on the first day.")


def say(page: Page, words: str) -> None:
    """Write a note for all members."""
    page.goto("/stream/new/note/")
    write(page.locator("textarea[name=body]"), words)
    send(page)


def ask(page: Page, name: str) -> str:
    """Ask a question; returns its address."""
    page.goto("/stream/new/question/")
    write(page.locator("[name=title]"), f"Where do pears keep until {name} comes back?")
    write(page.locator("textarea[name=body]"), "It is too warm here.")
    send(page)
    return page.url


def help_with(page: Page, asker: Page, question: str) -> None:
    """Answer, and be told by the asker that it helped."""
    page.goto(question)
    write(page.locator("#id_body"), "In the cellar, on straw.")
    send(page)
    expect(page.locator("#replies")).to_contain_text("on straw")
    asker.goto(question)
    reach(asker, asker.get_by_role("button", name="This solved it")).press("Enter")
    expect(asker.locator("#replies")).to_contain_text("Accepted answer")


def send(page: Page) -> None:
    """Send what one has written."""
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")


def follow_all(page: Page) -> None:
    """Follow a person, a tag and a group, and one of them no more."""
    for place in ("/people/grace/", "/tags/induction/", "/groups/client-corner/"):
        page.goto(place)
        follow(page, reach(page, page.get_by_role("button", name="Follow", exact=True)))
        expect(page.get_by_role("button", name="Following")).to_be_visible()
    page.goto("/following/")
    main = page.locator("main")
    for name in ("Grace Eze", "Client Corner", "induction"):
        expect(main).to_contain_text(name)
    look(page)
    line = page.locator("li", has_text="Grace Eze")
    follow(page, reach(page, line.get_by_role("button", name="Following")))
    expect(main).to_contain_text("Client Corner")
    expect(main).not_to_contain_text("Grace Eze")


def take_everything(somebody: Newcomer) -> None:
    """Have everything put together, and find in it what one wrote and who one is."""
    page = somebody.page
    page.goto("/settings/")
    tabs = page.get_by_role("navigation", name="Settings")
    follow(page, reach(page, tabs.get_by_role("link", name="Account", exact=True)))
    follow(page, reach(page, page.get_by_role("button", name="Put it together")))
    download = page.get_by_role("link", name=re.compile("Download"))
    expect(download).to_be_visible(timeout=MAKING)
    look(page)
    with page.expect_download() as brought:
        reach(page, download).press("Enter")
    with zipfile.ZipFile(brought.value.path()) as everything:
        texts = [everything.read(name).decode(errors="replace") for name in everything.namelist()]
    assert any("Wrote this to take it along." in text for text in texts)
    assert any(somebody.email in text for text in texts)


def ask_to_be_erased(page: Page, words: str) -> Page:
    """See what would happen, choose what becomes of one's words, and ask for it."""
    page.goto("/settings/account/")
    follow(page, reach(page, page.get_by_role("link", name="See what would happen")))
    expect(page.locator("main")).to_contain_text("1 thing you said")
    wanted = page.get_by_role("radio", name=words)
    reach(page, page.locator("main [type=radio]:checked"))
    if not wanted.is_checked():
        page.keyboard.press("ArrowDown")
        look(page)
    expect(wanted).to_be_checked()
    write(reach(page, page.get_by_label("Your password")), PASSWORD)
    follow(page, reach(page, page.get_by_role("button", name=re.compile("^Erase me on"))))
    expect(page.locator("main")).to_contain_text("You are going to be erased on")
    expect(page.locator("main")).to_contain_text(words)
    return page


def stay(page: Page) -> None:
    """Take it back."""
    follow(page, reach(page, page.get_by_role("button", name="I stay after all")))
    expect(page.locator("#notices")).to_contain_text("You stay. Nothing was erased.")


def close(somebody: Newcomer, watched_by: Page) -> None:
    """Close the account: nobody finds the profile any more."""
    page = somebody.page
    page.goto("/settings/account/")
    reach(page, page.get_by_role("button", name="Close my account")).press("Enter")
    look(page)
    look(agree(page))
    watched_by.goto(somebody.place)
    title = watched_by.get_by_role("heading", level=1)
    expect(title).to_have_text("There is nothing here for you")


def come_back(somebody: Newcomer, watched_by: Page) -> None:
    """Sign in, and open the account again."""
    page = somebody.page
    look(sign_in(somebody))
    follow(page, reach(page, page.get_by_role("button", name="Open my account again")))
    sign_in(somebody)
    watched_by.goto(somebody.place)
    expect(watched_by.get_by_role("heading", level=1)).to_have_text(somebody.name)
