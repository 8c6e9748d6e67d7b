"""The rules of the house, by keyboard alone: flagging, removing, appealing, the public log."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.keyboard import WINDOWS, follow, look, reach, write
from tests.browser.newcomers import arrive

pytestmark = pytest.mark.long

RULE = "Argue with the idea, not with the person"
REASON = "“Clowns” is about the people, not about their plan."


@WINDOWS
def test_every_rule_has_an_address(visit, window):
    page = visit("", window)
    page.goto("/rules/")
    rules = page.locator(".rule-list a")
    addresses = rules.evaluate_all("links => links.map(one => one.pathname)")
    look(page)

    follow(page, reach(page, rules.first))
    look(page)
    for address in addresses:
        assert page.goto(address).status == 200
        expect(page.locator("main .chips")).to_contain_text("In force")
    assert len(addresses) == len(set(addresses)) > 3


@WINDOWS
def test_from_a_flag_to_an_appeal_that_is_granted(visit, window):
    author = arrive(visit, window)
    imogen, grace, robin = (visit(name, window) for name in ("imogen", "grace", "robin"))
    words = f"The clowns of the second floor have moved the printer, says {author.name}."
    note = say(author.page, words)

    flag(imogen, note)
    case = remove(grace, words)
    appeal(author.page, words)
    wait_for_another(grace, case)
    decide(robin, words)
    read_that_it_is_back(author.page, note)
    read_the_log(imogen, words)
    bring_back_a_mistake(grace, note, author.page)


def say(page: Page, words: str) -> str:
    """Write a note for all members; returns its address."""
    page.goto("/stream/new/note/")
    write(page.locator("textarea[name=body]"), words)
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    expect(page.locator(".opening")).to_contain_text(words)
    return page.url


def more(page: Page, choice: str) -> Page:
    """What is behind the three dots of the conversation on this page."""
    menu = reach(page, page.locator(".opening").get_by_role("button", name="More", exact=True))
    menu.press("Enter")
    return follow(page, reach(page, page.locator(".opening").get_by_role("link", name=choice)))


def cite(page: Page, rule: str) -> Locator:
    """Choose a rule among the cards, with the arrows as in any such group."""
    cards, wanted = page.locator("main [type=radio]"), page.get_by_role("radio", name=rule)
    chosen = page.locator("main [type=radio]:checked")
    reach(page, chosen if chosen.count() else cards.first)
    for _card in range(cards.count()):
        if wanted.is_checked():
            break
        page.keyboard.press("ArrowDown")
    expect(wanted).to_be_checked()
    return wanted


def flag(page: Page, note: str) -> None:
    """Say which rule it breaks."""
    page.goto(note)
    more(page, "Flag")
    cite(page, RULE)
    look(page)
    write(page.get_by_label("A word on it"), "That is no way to speak of them.")
    follow(page, reach(page, page.locator("main").get_by_role("button", name="Flag")))
    expect(page.locator("#notices")).to_contain_text("Thank you.")


def remove(page: Page, words: str) -> str:
    """A moderator finds it in the queue and removes it; returns the address of the case."""
    page.goto("/moderation/?tab=flagged")
    look(page)
    follow(page, reach(page, page.get_by_role("link", name=words)))
    case = page.url
    expect(page.locator("main")).to_contain_text("That is no way to speak of them.")
    expect(page.get_by_role("radio", name=RULE)).to_be_checked()
    look(page)
    write(page.get_by_label("What in it breaks the rule?"), REASON)
    follow(page, reach(page, page.get_by_role("button", name="Remove", exact=True)))
    expect(page.locator("#notices")).to_contain_text("Its author is told")
    return case


def appeal(page: Page, words: str) -> None:
    """The author is told, with the rule, the reason and their own text, and appeals."""
    page.goto("/inbox/")
    notice = page.locator("#inbox li", has_text=re.compile("removed", re.IGNORECASE)).first
    follow(page, reach(page, notice.get_by_role("link")))
    main = page.locator("main")
    for told in (RULE, REASON, words):
        expect(main).to_contain_text(told)
    look(page)
    reach(page, page.locator("summary", has_text="as you typed it")).press("Enter")
    expect(page.locator("pre.source")).to_have_text(words)
    write(page.get_by_label("Why should it stay?"), "They call themselves the clowns.")
    follow(page, reach(page, page.get_by_role("button", name="Appeal")))
    expect(main).to_contain_text("Somebody other than who removed it will decide.")


def wait_for_another(page: Page, case: str) -> None:
    """Who removed it does not decide the appeal."""
    page.goto(case)
    expect(page.locator("#appeal")).to_contain_text("Somebody else decides it: you removed it.")
    assert page.get_by_role("button", name="Bring it back").count() == 0
    look(page)


def decide(page: Page, words: str) -> None:
    """Another moderator reads both sides and brings it back."""
    page.goto("/moderation/")
    tabs = page.get_by_role("navigation", name="Moderation")
    follow(page, reach(page, tabs.get_by_role("link", name="Appeals")))
    follow(page, reach(page, page.get_by_role("link", name=words)))
    write(reach(page, page.get_by_label("What you answer")), "Then they may be called so.")
    look(page)
    follow(page, reach(page, page.get_by_role("button", name="Bring it back")))
    expect(page.locator("#notices")).to_contain_text("its author is told")


def read_that_it_is_back(page: Page, note: str) -> None:
    """The author reads the answer, and the text stands where it was."""
    page.goto("/moderation/mine/")
    look(page)
    follow(page, reach(page, page.locator("#mine a").first))
    expect(page.get_by_role("heading", level=1)).to_have_text("It is back")
    expect(page.locator("#appeal")).to_contain_text("Then they may be called so.")
    follow(page, reach(page, page.locator("main").get_by_role("link", name="Go there")))
    expect(page).to_have_url(note)


def read_the_log(page: Page, words: str) -> None:
    """Everybody sees that a rule was cited and an appeal granted, and not a word of the text."""
    page.goto("/rules/")
    tabs = page.get_by_role("navigation", name="House rules")
    follow(page, reach(page, tabs.get_by_role("link", name="Public log")))
    latest = page.locator("section", has=page.locator("#entries")).locator("li").first
    expect(latest).to_contain_text(RULE)
    expect(latest).to_contain_text("Appeal granted")
    for secret in ("clowns", words, "Nora"):
        expect(page.locator("main")).not_to_contain_text(secret)
    look(page)


def bring_back_a_mistake(page: Page, note: str, author: Page) -> None:
    """A moderator removes something without a flag, sees that it was wrong, and brings it back."""
    other = say(author, "The printer is on the third floor now.")
    page.goto(other)
    more(page, "Remove")
    cite(page, "Nothing unlawful")
    write(page.get_by_label("What in it breaks the rule?"), "Nothing, I took the wrong one.")
    look(page)
    follow(page, reach(page, page.get_by_role("button", name="Remove", exact=True)))
    author.goto(other)
    expect(author.locator(".opening")).to_have_count(0)
    follow(page, reach(page, page.get_by_role("button", name="Bring it back")))
    expect(page.locator("main")).to_contain_text("Restored")
    author.goto(other)
    expect(author.locator(".opening")).to_contain_text("third floor")
    assert note != other
