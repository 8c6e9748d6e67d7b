"""Everything one can begin in the stream, by keyboard alone, at phone and desktop width."""

import re
from secrets import token_hex

import pytest
from playwright.sync_api import Page, expect

from tests.browser.keyboard import (
    LOOKS,
    choose,
    enter,
    look,
    mark,
    press,
    reach,
    write,
)

pytestmark = [LOOKS, pytest.mark.long]
GROUP = "Digital Experiments"
WITHIN = "http://127.0.0.1:9/handover"  # an address that no house fetches


def button(page: Page, name: str):
    """A button of the page."""
    return page.locator("main").get_by_role("button", name=name, exact=True)


def begin(page: Page, kind: str, *, title: str = "", body: str = "") -> None:
    """Open the form of a kind and fill in what all kinds have."""
    enter(page, f"/stream/new/{kind}/")
    if title:
        write(reach(page, page.locator("#id_title")), title)
    if body:
        write(reach(page, page.locator("#id_body")), body)


def post(page: Page, name: str) -> str:
    """Send the form; returns the address of what it became."""
    press(page, button(page, name))
    page.wait_for_url(re.compile(r"/stream/\d+/"))
    return page.url.partition("#")[0]


def test_a_note_needs_nothing_but_its_text(visit, window, scheme):
    page = visit("imogen", window, scheme)
    begin(page, "note", body="The kettle on the second floor works again.")
    look(page)
    post(page, "Post")

    expect(page.locator(".opening .prose")).to_have_text(
        "The kettle on the second floor works again."
    )
    look(page)


def test_a_blog_post_is_ones_own_or_a_groups(visit, window, scheme):
    page = visit("tess", window, scheme)
    begin(page, "blog", title="What a year of editing taught me", body="## Cut\n\nThen cut again.")
    post(page, "Publish")
    expect(page.locator(".opening .shared-with")).to_have_text("All members")
    expect(page.locator(".opening .prose h2")).to_have_text("Cut")

    begin(page, "blog", title="Three tools we stopped using", body="And why nobody misses them.")
    choose(reach(page, page.get_by_label("Who may read it")), GROUP)
    post(page, "Publish")
    expect(page.locator(".opening .byline")).to_contain_text(GROUP)
    enter(page, "/groups/digital-experiments/")
    expect(page.locator("#feed")).to_contain_text("Three tools we stopped using")
    look(page)


def test_a_question_is_asked_answered_and_solved(visit, window, scheme):
    asker, answerer = visit("imogen", window, scheme), visit("robin", window, scheme)
    begin(
        asker, "question", title="Where do spare badges live?", body="Mine stopped opening doors."
    )
    address = post(asker, "Ask")

    enter(answerer, address)
    write(reach(answerer, answerer.locator("#id_body")), "In the grey box behind reception.")
    press(answerer, button(answerer, "Post answer"))
    expect(answerer.locator("#replies-list")).to_contain_text("grey box")

    enter(asker, address)
    press(asker, button(asker, "This solved it"))
    expect(asker.locator("#replies .accepted")).to_contain_text("Accepted answer")
    expect(button(asker, "Not the answer after all")).to_be_focused()
    look(asker)
    enter(answerer, "/stream/?kind=question")
    expect(answerer.locator("#feed article").first).to_contain_text("Answered")


def test_a_link_says_where_it_leads_and_who_else_shared_it(visit, window, scheme):
    first, second = visit("tess", window, scheme), visit("imogen", window, scheme)
    address = f"{WITHIN}/{token_hex(3)}"
    begin(first, "link", body="How other houses hand over.")
    write(reach(first, first.locator("#id_address")), address)
    earlier = post(first, "Share")
    begin(second, "link")
    write(reach(second, second.locator("#id_address")), f"{address}?utm_source=mail")
    write(reach(second, second.locator("#id_body")), "Worth ten minutes.")
    post(second, "Share")

    page = second.locator(".shared-page")
    expect(page).to_contain_text("127.0.0.1")
    expect(page.get_by_role("link")).to_have_attribute("href", re.compile(re.escape(address)))
    expect(second.locator(".also-shared")).to_contain_text("Tess Whitcombe")
    look(second)
    press(second, second.locator(".also-shared").get_by_role("link", name="How other houses"))
    second.wait_for_url(earlier)


def test_what_is_no_address_is_said_at_the_field(visit, window, scheme):
    page = visit("imogen", window, scheme)
    begin(page, "link", body="Kept, whatever happens.")
    write(reach(page, page.locator("#id_address")), "javascript:alert(1)")
    press(page, button(page, "Share"))

    expect(page.locator("#id_address")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#id_body")).to_have_value("Kept, whatever happens.")
    look(page)


def test_a_poll_is_opened_voted_in_and_closed(visit, window, scheme):
    asker, voter = visit("robin", window, scheme), visit("imogen", window, scheme)
    begin(asker, "poll", title="Which day for the open hour?")
    write(reach(asker, asker.get_by_label("Options")), "Tuesday\nWednesday\nNever")
    mark(asker, asker.get_by_label("Several may be chosen"))
    look(asker)
    address = post(asker, "Open the poll")

    enter(voter, address)
    expect(voter.locator(".poll")).to_contain_text("You see the results when you have voted.")
    mark(voter, voter.get_by_label("Tuesday"))
    mark(voter, voter.get_by_label("Wednesday"))
    press(voter, button(voter, "Vote"))
    expect(voter.locator(".poll")).to_contain_text("1 person has voted.")
    expect(voter.locator(".poll-option.mine")).to_have_count(2)
    expect(button(voter, "Change my vote")).to_be_focused()
    look(voter)
    press(voter, voter.get_by_label("Wednesday"), "Space")
    press(voter, button(voter, "Change my vote"))
    expect(voter.locator(".poll-option.mine")).to_have_count(1)

    enter(asker, address)
    press(asker, button(asker, "Close the poll"))
    press(asker, asker.get_by_role("button", name="Yes, do it"))
    expect(asker.locator(".poll")).to_contain_text("The poll is closed.")
    expect(asker.locator(".poll-results")).to_contain_text("100 %")
    look(asker)


def test_an_idea_is_debated_tried_and_adopted(visit, window, scheme):
    author, peer = visit("robin", window, scheme), visit("imogen", window, scheme)
    begin(author, "idea", title="A quiet hour every morning", body="No meetings before ten.")
    address = post(author, "Propose")

    move(author, "Debated", "Three people asked for it.")
    enter(peer, address)
    argue(peer, "for", "Add what speaks for it", "I get more done before ten than after.")
    argue(peer, "against", "Add what speaks against it", "Clients ring us at nine.")
    expect(peer.locator("#arguments-for")).to_contain_text("more done")
    expect(peer.locator("#arguments-against")).to_contain_text("ring us")
    assert_side_by_side(peer)
    look(peer)

    enter(author, address)
    move(author, "On trial", "Two weeks, then we look.")
    enter(peer, address)
    report(peer, "worked with changes", "On the advice line", "We took turns with the telephone.")
    expect(peer.locator(".tried")).to_contain_text("On the advice line")
    enter(author, address)
    move(author, "Adopted", "It worked for all who tried it.")
    expect(author.locator("[data-stage=adopted]")).to_have_attribute("aria-current", "step")
    expect(author.locator(".idea .notice")).to_contain_text("It worked for all who tried it.")
    press(author, author.locator("summary", has_text="How it got here"))
    expect(author.locator(".path-history")).to_contain_text("Two weeks, then we look.")
    look(author)


def test_an_idea_is_declined_only_with_a_reason(visit, window, scheme):
    page = visit("robin", window, scheme)
    begin(page, "idea", title="A gong for every sale")
    post(page, "Propose")
    move(page, "Declined", "")
    expect(page.get_by_label("Reason")).to_be_focused()
    expect(page.locator(".idea .field-error")).to_be_visible()
    look(page)

    page.keyboard.type("We sell three times a year.")
    press(page, button(page, "Move"))
    expect(page.locator(".idea .notice")).to_contain_text("We sell three times a year.")
    enter(page, "/stream/?kind=idea&stage=declined")
    expect(page.locator("#feed")).to_contain_text("A gong for every sale")


def move(page: Page, stage: str, reason: str) -> None:
    """Bring an idea to a stage."""
    press(page, page.locator("summary", has_text="Move this idea"))
    choose(reach(page, page.get_by_label("To", exact=True)), stage)
    write(reach(page, page.get_by_label("Reason")), reason)
    with page.expect_navigation():
        press(page, button(page, "Move"))


def argue(page: Page, side: str, label: str, words: str) -> None:
    """Add an argument on one side."""
    place = page.locator(f".side[data-side={side}]")
    press(page, place.locator("summary", has_text=label))
    write(reach(page, place.get_by_role("textbox", name=label)), words)
    press(page, place.get_by_role("button", name="Post", exact=True))
    expect(page.locator(f"#arguments-{side}")).to_contain_text(words)


def report(page: Page, outcome: str, circumstances: str, words: str) -> None:
    """Tell how trying an idea went."""
    place = page.locator(".experiences")
    press(page, place.locator("summary", has_text="Tell how it went for you"))
    choose(reach(page, place.get_by_label("It", exact=True)), outcome)
    write(reach(page, place.get_by_label("Under which circumstances")), circumstances)
    write(reach(page, place.get_by_role("textbox", name="Tell how it went for you")), words)
    press(page, place.get_by_role("button", name="Post", exact=True))


def assert_side_by_side(page: Page) -> None:
    """What speaks for an idea stands beside what speaks against; on a phone above it."""
    pro, contra = (page.locator(f".side[data-side={side}]").bounding_box() for side in SIDES)
    assert pro is not None
    assert contra is not None
    is_phone = page.viewport_size is not None and page.viewport_size["width"] < 600
    assert (pro["x"] == contra["x"]) == is_phone
    assert (pro["y"] == contra["y"]) != is_phone


SIDES = ("for", "against")


def test_nobody_sees_who_writes_under_a_pseudonym(visit, window, scheme):
    steward, writer, member = (visit(who, window, scheme) for who in ("robin", "imogen", "tess"))
    allow_pseudonyms(steward)
    join(writer)
    begin(
        writer,
        "question",
        title="Am I the only one who fears the demo?",
        body="I rehearse at night.",
    )
    choose(reach(writer, writer.get_by_label("Who may read it")), GROUP)
    choose(reach(writer, writer.get_by_label("Under which name")), "A new pseudonym")
    look(writer)
    address = post(writer, "Ask")
    name = writer.locator(".opening .pseudonym").inner_text().partition("(")[0].strip()

    for page in (member, steward):
        enter(page, address)
        expect(page.locator(".opening .pseudonym")).to_contain_text(name)
        assert "Imogen" not in page.locator("main").inner_text()
        assert "imogen" not in page.locator(".opening").inner_html()
    write(reach(member, member.locator("#id_body")), "You are not.")
    press(member, button(member, "Post answer"))
    enter(writer, address)
    expect(writer.get_by_label("Under which name").last).not_to_have_value("")
    enter(writer, "/settings/pseudonyms/")
    expect(writer.locator("main")).to_contain_text("Am I the only one who fears the demo?")
    look(writer)


def allow_pseudonyms(page: Page) -> None:
    """A steward allows them, unless that was done."""
    enter(page, "/groups/digital-experiments/settings/")
    if button(page, "Allow pseudonyms").count():
        press(page, button(page, "Allow pseudonyms"))
    enter(page, "/groups/digital-experiments/")
    expect(page.locator(".beside")).to_contain_text("Pseudonyms allowed")


def join(page: Page) -> None:
    """Join the group, unless one is in it."""
    enter(page, "/groups/digital-experiments/")
    if button(page, "Join").count():
        press(page, button(page, "Join"))
        expect(button(page, "Join")).to_have_count(0)
