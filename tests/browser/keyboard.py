"""Pages used by keyboard alone: one gets to a control by Tab, presses it, or types."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.accessibility import assert_accessible, assert_fits
from tests.browser.conftest import DESK, PHONE

# With a wide window in `./lore long` alone, which has the time.
WINDOWS = pytest.mark.parametrize(
    "window",
    [pytest.param(PHONE, id="phone"), pytest.param(DESK, id="desk", marks=pytest.mark.long)],
)
# The same with colours: a phone in the dark and a wide window in the light show every page in both.
LOOKS = pytest.mark.parametrize(
    ("window", "scheme"),
    [
        pytest.param(PHONE, "dark", id="phone"),
        pytest.param(DESK, "light", id="desk", marks=pytest.mark.long),
    ],
)
MOST_STEPS = 250  # presses of Tab that anybody may be asked for
IS_HERE = "it => it === document.activeElement"
IS_BEFORE = "it => (document.activeElement.compareDocumentPosition(it) & 2) === 2"
COVERED = """it => {
  const {left, top, width, height} = it.getBoundingClientRect();
  const above = document.elementFromPoint(left + width / 2, top + Math.min(height / 2, 20));
  if (above?.closest("#notices")) return false;
  return !above || !(it.contains(above) || above.contains(it) || it.labels?.[0]?.contains(above));
}"""  # notices go by themselves


def enter(page: Page, address: str) -> None:
    """Open a page and go past its frame, as the first Tab offers."""
    page.goto(address)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def reach(page: Page, target: Locator) -> Locator:
    """Press Tab, or Shift and Tab, until `target` has the focus; return it.

    Fails when it never has, or lies under something.
    """
    target.wait_for(state="attached")
    key = "Shift+Tab" if target.evaluate(IS_BEFORE) else "Tab"
    for _step in range(MOST_STEPS):
        if target.evaluate(IS_HERE):
            break
        page.keyboard.press(key)
    expect(target, f"{key} reaches it on {page.url}").to_be_focused()
    assert_in_sight(target)
    return target


def assert_in_sight(target: Locator) -> None:
    """Fail when `target`, which has the focus, is outside the window or lies under something."""
    if target.evaluate(COVERED):
        it = target.evaluate("it => it.outerHTML.slice(0, 150)")
        raise AssertionError(f"on {target.page.url} one does not see {it}")


def press(page: Page, target: Locator, key: str = "Enter") -> None:
    """Go to a control and press it."""
    reach(page, target)
    page.keyboard.press(key)


def follow(page: Page, target: Locator) -> Page:
    """Press Enter on `target` and wait for the page it leads to."""
    with page.expect_navigation():
        target.press("Enter")
    return page


def write(target: Locator, words: str) -> None:
    """Put `words` into a field, in place of what is there."""
    target.press("Control+a")
    target.page.keyboard.insert_text(words)


def choose(target: Locator, option: str) -> None:
    """Choose the option of a select that begins with `option`, by typing it."""
    target.focus()
    target.page.keyboard.type(option)
    expect(target.locator("option:checked")).to_have_text(re.compile(rf"^{re.escape(option)}"))


def mark(page: Page, box: Locator) -> None:
    """Go to a box and tick it."""
    press(page, box, "Space")
    expect(box).to_be_checked()


def from_menu(page: Page, opener: Locator, entry: str) -> None:
    """Open a menu and choose an entry of it with the arrow keys."""
    reach(page, opener)
    page.keyboard.press("ArrowDown")
    entries = page.locator(":popover-open").locator("a, button")
    wanted = entries.filter(has_text=re.compile(rf"^\s*{re.escape(entry)}\s*$"))
    for _ in range(entries.count()):
        if wanted.evaluate(IS_HERE):
            break
        page.keyboard.press("ArrowDown")
    expect(wanted).to_be_focused()
    page.keyboard.press("Enter")


def agree(page: Page) -> Page:
    """Say yes to the question whether one really means it, and wait for what follows."""
    yes = page.get_by_role("button", name="Yes, do it")
    return follow(page, reach(page, yes))


def look(page: Page) -> Page:
    """Whatever is shown now fits its window, has one title, and everybody can use it."""
    assert page.locator("h1").count() == 1, page.url
    assert_fits(page)
    assert_accessible(page)
    return page
