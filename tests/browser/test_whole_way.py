"""The whole way, as people go it: from a question to an article, and back to where it came from."""

import json

from playwright.sync_api import Locator, Page, expect

TITLE = "Which heater for the plum store?"
ARTICLE = "Heating the plum store"
KEPT = "A 2 kW oil radiator on a frost stat kept ours at four degrees all January."


IMPORTED = "Pears in the frost cellar"
RECORDS = [
    {
        "id": "a1",
        "kind": "article",
        "title": IMPORTED,
        "space": "orchard",
        "body": "Lay the pears on slatted trays, stalks up, and never let them touch.",
    },
    {"id": "q1", "kind": "question", "title": "How long do pears keep?", "body": "In the cellar."},
    {"id": "r1", "kind": "answer", "reply_to": "q1", "body": "Until February.", "accepted": True},
]


def fill_editor(page: Page, words: str) -> None:
    """Type into the form's Markdown field."""
    page.locator("main textarea[name=body]").first.fill(words)


def test_from_an_import_and_a_question_to_an_article_and_back(visit):
    asker, answerer, editor = visit("imogen"), visit("robin"), visit("tess")

    bring_in(answerer)
    read_what_came(asker)
    thread = ask(asker)
    answer(answerer, thread)
    accept(asker)
    review = distil(asker, thread)
    article = approve(editor, review)
    follow_back(answerer, article)


def bring_in(page: Page) -> None:
    """An administrator imports a file on the page for it."""
    page.goto("/imports/")
    page.locator("[name=source]").select_option("jsonl")
    data = "\n".join(map(json.dumps, RECORDS)).encode()
    page.locator("[name=file]").set_input_files(
        {"name": "orchard.jsonl", "mimeType": "application/jsonl", "buffer": data}
    )
    page.get_by_role("button", name="Begin the import").click()
    expect(page.get_by_text("Brought in")).to_be_visible(timeout=60_000)


def read_what_came(page: Page) -> None:
    """Somebody else finds what came in, and reads it."""
    found = find_first(page, "slatted trays for pears", IMPORTED)
    found.get_by_role("link", name=IMPORTED).first.click()
    expect(page.locator("main")).to_contain_text("stalks up")


def ask(page: Page) -> str:
    """Ask a question; returns its address."""
    page.goto("/stream/new/question/")
    page.locator("[name=title]").fill(TITLE)
    fill_editor(page, "It has no window and one socket.")
    page.locator("main").get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    return page.url


def answer(page: Page, thread: str) -> None:
    """Answer it."""
    page.goto(thread)
    fill_editor(page, f"{KEPT}\n\nAsk Facilities for the key first.")
    page.get_by_role("button", name="Post answer").click()
    expect(page.locator("#replies")).to_contain_text("frost stat")


def accept(page: Page) -> None:
    """The asker says that it solved the question."""
    page.reload()
    page.get_by_role("button", name="This solved it").click()
    expect(page.locator("#replies")).to_contain_text("Accepted")


def distil(page: Page, thread: str) -> str:
    """Make a draft of one passage and hand it in; returns where it is reviewed."""
    page.goto(thread)
    page.get_by_role("link", name="Distil").first.click()
    page.get_by_role("checkbox", name="2 kW oil radiator").check()
    page.locator("[name=title]").fill(ARTICLE)
    page.get_by_role("button", name="Make a draft").click()
    expect(page.locator("textarea[name=body]")).to_have_value(KEPT)
    page.get_by_role("button", name="Hand in for review").click()
    page.wait_for_url("**/reviews/*/")
    expect(page.get_by_role("button", name="Approve")).to_be_disabled()  # never one's own
    return page.url


def approve(page: Page, review: str) -> str:
    """Somebody else finds it in the queue and publishes it; returns the article's address."""
    page.goto("/reviews/")
    page.get_by_role("link", name=ARTICLE).first.click()
    assert page.url == review
    page.get_by_role("button", name="Approve and publish").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(ARTICLE)
    return page.url


def follow_back(page: Page, article: str) -> None:
    """The article is found first, says what it grew from, and the thread says what it became."""
    found = find_first(page, "heating the plum store", ARTICLE)
    expect(found).to_contain_text("Verified")
    found.get_by_role("link", name=ARTICLE).first.click()
    assert page.url.startswith(article)
    expect(page.locator("aside.beside")).to_contain_text(TITLE)
    page.locator("aside.beside").get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.locator("main")).to_contain_text(ARTICLE)


def find_first(page: Page, words: str, title: str) -> Locator:
    """The first result for `words`, once it is the one called `title`, in ten seconds at most."""
    for _ in range(20):
        page.goto(f"/search/?q={words.replace(' ', '+')}")
        results = page.locator("main article")
        if results.count() and title in results.first.inner_text():
            break
        page.wait_for_timeout(500)
    return page.locator("main article").first
