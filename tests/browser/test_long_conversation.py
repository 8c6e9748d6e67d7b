"""A conversation of hundreds of replies, by keyboard alone, at phone and desktop width."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.house import DemoHouse
from tests.browser.keyboard import LOOKS, enter, from_menu, look, press, reach, write

pytestmark = [LOOKS, pytest.mark.long]
TITLE = "Who waters the quince trees in which week?"
REPLIES = 320
SOLVED = 200  # the number of the accepted answer
BEGUN = datetime(2026, 3, 1, 8, tzinfo=UTC)
CLIPBOARD = ["clipboard-read", "clipboard-write"]
RICH = """Three ways to say it:

```python
def litres(trees: int) -> int:
    return 12 * trees
```

| Week | Who | Litres |
| --- | --- | ---: |
| 12 | Ada | 36 |

The mean is $\\bar{x} = \\frac{1}{n}\\sum x_i$.

"""
COPY_A_PICTURE = """async () => {
  const canvas = Object.assign(document.createElement("canvas"), {width: 40, height: 30});
  canvas.getContext("2d").fillRect(5, 5, 20, 20);
  const picture = await new Promise((given) => canvas.toBlob(given, "image/png"));
  await navigator.clipboard.write([new ClipboardItem({"image/png": picture})]);
}"""


def records() -> Iterator[dict[str, Any]]:
    """A question and its answers, two hours apart."""
    yield {"id": "tree", "kind": "question", "title": TITLE, "body": "The rota is full of holes.",
           "created": BEGUN.isoformat()}  # fmt: skip
    for number in range(1, REPLIES + 1):
        yield {
            "id": f"tree-{number}",
            "kind": "answer",
            "reply_to": "tree",
            "body": f"Suggestion {number}: I take row n{number}x.",
            "author": {"name": f"Gardener {number % 7}"},
            "created": (BEGUN + timedelta(hours=2 * number)).isoformat(),
            "accepted": number == SOLVED,
        }


@pytest.fixture(scope="module")
def gathered(house: DemoHouse, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The long conversation, brought in once and found by search."""
    file = tmp_path_factory.mktemp("talk") / "quince.jsonl"
    file.write_text("\n".join(map(json.dumps, records())))
    house.inside("import", "jsonl", str(file), "--audience", "members")
    house.inside("index", "wait")


def find(page: Page) -> str:
    """Where the long conversation is."""
    page.goto(f"/search/?q={TITLE.replace(' ', '+')}")
    link = page.locator("#results h2").get_by_role("link", name=TITLE).first
    return re.split("[?#]", link.get_attribute("href") or "")[0]


def replies(page: Page):
    """The answers that the page shows."""
    return page.locator("#replies-list > article")


@pytest.mark.usefixtures("gathered")
def test_the_next_pages_come_where_one_reads(visit, window, scheme):
    page = visit("imogen", window, scheme)
    enter(page, f"{find(page)}?sort=oldest")
    expect(replies(page)).to_have_count(20)
    look(page)

    page.get_by_role("link", name="Show more replies").focus()
    page.keyboard.press("Enter")
    expect(replies(page)).to_have_count(40)
    expect(replies(page).nth(20).get_by_role("link").first).to_be_focused()
    expect(replies(page).nth(39)).to_contain_text("Suggestion 39:")  # the solution stands first


@pytest.mark.usefixtures("gathered")
def test_one_jumps_to_a_day_to_the_answer_and_to_the_end(visit, window, scheme):
    page = visit("imogen", window, scheme)
    enter(page, find(page))
    reach(page, page.get_by_label("Go to a day"))
    page.keyboard.type("03032026")  # the same day wherever the month comes first
    page.keyboard.press("Enter")
    expect(replies(page).first.locator("time").first).to_have_attribute(
        "datetime", re.compile("^2026-03-03")
    )
    expect(page.get_by_role("link", name="Show it from the beginning")).to_be_visible()
    look(page)

    press(page, page.locator(".jumps").get_by_role("link", name="Accepted answer"))
    accepted = page.locator(".reply.accepted")
    expect(accepted).to_contain_text(f"Suggestion {SOLVED}:")
    expect(accepted).to_be_in_viewport()
    enter(page, page.url.partition("?")[0])
    press(page, page.locator(".jumps").get_by_role("link", name="Latest reply"))
    expect(replies(page).last).to_contain_text(f"Suggestion {REPLIES}:")


@pytest.mark.usefixtures("gathered")
def test_one_finds_a_reply_and_its_address_stays(visit, window, scheme):
    page = visit("imogen", window, scheme)
    page.context.grant_permissions(CLIPBOARD)
    enter(page, find(page))
    write(reach(page, page.get_by_role("searchbox", name="Search in this conversation")), "n250x")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    look(page)
    press(page, page.locator("#results h2").get_by_role("link").first)
    wanted = replies(page).filter(has_text="Suggestion 250:")
    expect(wanted).to_be_in_viewport()

    wanted.get_by_role("button", name="Copy link").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#notices")).to_contain_text("Copied")
    address = page.evaluate("navigator.clipboard.readText()")
    assert re.search(r"/items/\d+/$", address)
    page.goto("/")
    page.goto(address)
    expect(wanted).to_be_in_viewport()


@pytest.mark.usefixtures("gathered")
def test_one_comes_back_to_the_first_unread(visit, window, scheme):
    page = visit("tess", window, scheme)
    address = find(page)
    page.clock.install()
    page.goto(f"{address}?sort=oldest")
    with page.expect_response(re.compile("/reading$")):
        page.clock.fast_forward(6000)  # as long as it takes to have read something

    enter(page, address)
    unread = page.get_by_role("link", name=re.compile(r"First of \d+ new"))
    number = re.search(r"\d+", unread.inner_text())
    assert number is not None
    assert int(number[0]) > REPLIES - 20  # the solution, which stands first, is not how far one was
    press(page, unread)
    line = page.locator("#unread")
    expect(line).to_have_text("New since your last visit")
    expect(line).to_be_in_viewport()
    look(page)


def test_a_reply_holds_files_pictures_code_tables_and_formulas(visit, window, scheme):
    page = visit("robin", window, scheme)
    page.context.grant_permissions(CLIPBOARD)
    page.goto("/stream/new/note/")
    page.locator("#id_body").focus()
    page.keyboard.type("How much water does a quince need?")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile(r"/stream/\d+/"))
    field = page.locator("#id_body")
    write(reach(page, field), RICH)
    attach(page)
    page.evaluate(COPY_A_PICTURE)
    field.focus()
    page.keyboard.press("Control+v")
    expect(field).to_have_value(re.compile(r"!\[[^\]]*\]\(/attachments/"))
    page.keyboard.press("Control+Enter")

    said = replies(page).locator(".prose")
    expect(said.locator("pre code")).to_contain_text("12 * trees")
    expect(said.locator("table td").last).to_have_text("36")
    expect(said.locator("math mfrac")).to_have_count(1)
    expect(said.get_by_role("link", name="rota.txt")).to_have_count(1)
    expect(said.locator("img")).to_have_js_property("naturalWidth", 40)
    look(page)


def attach(page: Page) -> None:
    """Choose a file by the last tool above the text."""
    reach(page, page.get_by_role("button", name="Heading", exact=True))
    page.keyboard.press("ArrowLeft")
    expect(page.locator("[data-upload]")).to_be_focused()
    with page.expect_file_chooser() as chosen:
        page.keyboard.press("Enter")
    chosen.value.set_files({"name": "rota.txt", "mimeType": "text/plain", "buffer": b"Week 12"})
    expect(page.locator("#id_body")).to_have_value(re.compile(r"\[rota\.txt\]\(/attachments/"))


def test_what_was_changed_is_seen_by_all(visit, window, scheme):
    writer, reader = visit("robin", window, scheme), visit("imogen", window, scheme)
    writer.goto("/stream/new/note/")
    writer.locator("#id_body").focus()
    writer.keyboard.type("The tap is left of the gate.")
    writer.keyboard.press("Control+Enter")
    writer.wait_for_url(re.compile(r"/stream/\d+/"))
    address = writer.url.partition("#")[0]

    from_menu(writer, writer.locator(".opening").get_by_role("button", name="More"), "Edit")
    write(reach(writer, writer.locator("#id_body")), "The tap is right of the gate.")
    write(reach(writer, writer.get_by_label("What did you change?")), "Left and right")
    look(writer)
    press(writer, writer.get_by_role("button", name="Save", exact=True))
    expect(writer.locator(".opening .edited")).to_be_visible()

    enter(reader, address)
    press(reader, reader.locator(".opening .edited"))
    expect(reader.locator(".difference mark").last).to_have_text("right")
    expect(reader.locator(".history")).to_contain_text("Left and right")
    look(reader)
    press(reader, reader.get_by_role("button", name="Compare"))
    reader.wait_for_url("**new=2&old=1")
