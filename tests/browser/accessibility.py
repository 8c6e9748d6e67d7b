"""Whether everybody can use a page, as far as axe can tell: WCAG 2.2 AA and good practice."""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[2] / "frontend/node_modules/axe-core/axe.min.js"
SLACK = 600  # pixels; some distances grow with the window
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": RULES, "resultTypes": ["violations"]}


def assert_accessible(page: Page) -> None:
    """Fail with axe's own words when it finds anything wrong with what `page` shows now.

    The window is made as tall as the page for the check, so that nothing that stays in place while
    one scrolls lies over anything else.
    """
    size = page.viewport_size or {"width": 1280, "height": 800}
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": int(height) + SLACK})
    page.evaluate(source())
    found = page.evaluate("(options) => axe.run(options)", OPTIONS)["violations"]
    page.set_viewport_size(size)
    assert not found, f"{page.url}\n" + "\n".join(map(sentence, found))


def sentence(violation: dict[str, Any]) -> str:
    """What axe says of one violation and where it found it first."""
    nodes = violation["nodes"]
    where, why = nodes[0]["html"][:200], nodes[0]["failureSummary"]
    return f"{violation['id']} ({len(nodes)} times): {where}\n  {why}"


def assert_fits(page: Page) -> None:
    """Fail when the page is wider than its window, so that one would have to scroll sideways."""
    over = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert over <= 0, f"{page.url} is {over} pixels too wide"


@cache
def source() -> str:
    """The source of axe."""
    return AXE.read_text(encoding="utf-8")
