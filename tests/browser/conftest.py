"""A browser, a filled house, and people who sign in to it."""

import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.house import DemoHouse, demo_house

NAMES = ("chromium", "chromium-browser", "google-chrome")
DESK = {"width": 1360, "height": 900}
PHONE = {"width": 390, "height": 844}
Visit = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests of this folder share one house, so they run in one process."""
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


def chromium() -> str:
    """Where Chromium is; empty when it is not here."""
    named = os.environ.get("LOREHOUSE_CHROMIUM", "")
    return named or next(filter(None, map(shutil.which, NAMES)), "")


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoHouse]:
    """The demo house, filled once for all tests."""
    with demo_house(tmp_path_factory.mktemp("demo")) as opened:
        yield opened


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium."""
    program = chromium()
    if not program:
        pytest.skip("Chromium is not here.")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def signed_in(browser: Browser, house: DemoHouse) -> Callable[[str], Any]:
    """What a browser keeps for somebody who has signed in; each signs in once for all tests."""

    @cache
    def cookies(who: str) -> Any:
        with browser.new_context(base_url=house.url, locale="en-GB") as context:
            sign_in(context.new_page(), house.accounts()[who])
            return context.storage_state()

    return cookies


@pytest.fixture
def visit(browser: Browser, house: DemoHouse, signed_in: Callable[[str], Any]) -> Iterator[Visit]:
    """Opens a window: `visit("tess")` signed in, `visit()` as a visitor; also `window`, `scheme`.

    The test fails when the page's scripts do, or when the content policy stops something.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_window(who: str = "", window: dict[str, int] = DESK, scheme: str = "light") -> Page:
        viewport: Any = window
        context = browser.new_context(
            base_url=house.url,
            viewport=viewport,
            color_scheme=scheme,
            locale="en-GB",
            storage_state=signed_in(who) if who else None,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda fault: faults.append(f"{page.url}: {fault}"))
        page.on("console", lambda said: faults.extend(refused(said.text)))
        if who:
            page.goto("/")
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert not faults


def refused(said: str) -> list[str]:
    """What a message on the console says of the content policy; nothing otherwise."""
    return [said] if "Content Security Policy" in said else []


def sign_in(page: Page, account: dict[str, str]) -> None:
    """Sign in by the form, with the Enter key."""
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(account["email"])
    page.get_by_label("Password").fill(account["password"])
    page.get_by_label("Password").press("Enter")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)
