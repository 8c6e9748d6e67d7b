"""Every page a member, an editor or an administrator meets: it fits, and everybody can use it."""

import re

import pytest

from tests.browser.accessibility import assert_accessible, assert_fits
from tests.browser.conftest import DESK, PHONE

PLACES = {
    "tess": """
        / /stream/ /stream/?sort=top /stream/new/question/ /stream/new/blog/ /library/ /library/new/
        /library/new/?type=guide /reviews/ /groups/ /people/ /drafts/ /bookmarks/ /tags/
        /search/?q=evaluation /search/?q=nothingatall /settings/ /settings/tokens/
        /accounts/email/ /accounts/password/change/ /nowhere/
    """,
    "robin": """
        /settings/people/ /settings/house/ /imports/ /groups/new/ /library/new/space/
        /moderation/limits/
    """,
    "grace": """
        /moderation/ /moderation/?tab=flagged /moderation/?tab=held /moderation/removed/
        /moderation/cases/2/ /moderation/cases/3/ /moderation/log/ /moderation/mine/
        /rules/ /rules/respect/ /rules/respect/edit/ /rules/respect/history/
    """,
    "": "/ /library/ /stream/ /accounts/login/ /accounts/signup/ /accounts/password/reset/",
}
WINDOWS = {"desk": DESK, "phone": PHONE}
# What fits depends on the window, what is legible on the colours: half of the pairs see all of it.
LOOKS = pytest.mark.parametrize(
    ("window", "scheme"),
    [
        ("desk", "dark"),
        ("phone", "light"),
        pytest.param("desk", "light", marks=pytest.mark.long),
        pytest.param("phone", "dark", marks=pytest.mark.long),
    ],
)
# From a list to the first thing in it: the address of the list, and what the link looks like.
FIRST = [
    ("/stream/?sort=top", r"^/stream/\d+/"),
    ("/stream/?kind=question", r"^/stream/\d+/"),
    ("/library/", r"^/library/[\w-]+/$"),
    ("/search/?q=evaluation&lane=library", r"^/library/[\w-]+/[\w-]+/$"),
    ("/reviews/", r"^/reviews/\d+/"),
    ("/groups/", r"^/groups/[\w-]+/$"),
    ("/people/", r"^/people/[\w-]+/$"),
]


@LOOKS
@pytest.mark.parametrize("who", PLACES)
def test_every_place_fits_and_is_accessible(visit, who, window, scheme):
    page = visit(who, WINDOWS[window], scheme)

    for place in PLACES[who].split():
        page.goto(place)
        assert page.locator("h1").count() == 1, place
        assert_fits(page)
        assert_accessible(page)


@LOOKS
def test_what_the_lists_lead_to_fits_and_is_accessible(visit, window, scheme):
    page = visit("tess", WINDOWS[window], scheme)

    for place, looks in FIRST:
        page.goto(place)
        links = page.locator("main a").evaluate_all("links => links.map(a => a.pathname)")
        page.goto(next(link for link in links if re.match(looks, link) and "/new/" not in link))
        assert_fits(page)
        assert_accessible(page)


def test_menus_dialogs_and_the_palette_are_accessible(visit):
    page = visit("tess")
    page.get_by_role("button", name="Write").click()
    assert_accessible(page)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert_accessible(page)
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("evaluation")
    page.locator(".palette-option").nth(3).wait_for()
    assert_accessible(page)


def test_the_drawer_of_a_phone_is_accessible(visit):
    page = visit("tess", PHONE)
    page.get_by_role("button", name="Menu").click()
    assert page.locator("#drawer").get_by_role("link", name="Groups").is_visible()
    assert_accessible(page)
