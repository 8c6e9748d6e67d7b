"""People who have just come, each for one test, so that it may do with them what it wants."""

from dataclasses import dataclass
from uuid import uuid4

from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, Visit
from tests.browser.keyboard import choose, follow, write

PASSWORD = "ninety-nine pear trees"  # of people who live as long as a test


@dataclass(frozen=True)
class Newcomer:
    """Somebody with a fresh account, and the page on which they are signed in."""

    page: Page
    name: str
    email: str

    @property
    def handle(self) -> str:
        """What others mention them by."""
        return self.name.lower().replace(" ", "-")

    @property
    def place(self) -> str:
        """The address of their profile."""
        return f"/people/{self.handle}/"


def arrive(visit: Visit, window: dict[str, int] = DESK, standing: str = "Member") -> Newcomer:
    """An administrator invites somebody; they follow the link and make an account."""
    name = f"Nora {uuid4().hex[:8].translate(str.maketrans('0123456789', 'ghijklmnop')).title()}"
    email = f"{name.replace(' ', '.').lower()}@elsewhere.example"
    link = invite(visit("robin"), email, standing)
    page = visit("", window)
    page.goto(link)
    follow(page, page.locator("main").get_by_role("link", name="Make an account"))
    write(page.get_by_label("Email"), email)
    write(page.get_by_label("Password"), PASSWORD)
    write(page.get_by_label("Name"), name)
    follow(page, page.locator("main").get_by_role("button", name="Make an account"))
    expect(page.get_by_role("button", name="Your account")).to_be_visible()
    return Newcomer(page, name, email)


def invite(page: Page, email: str, standing: str) -> str:
    """Invite somebody; returns the address of the link they are sent."""
    page.goto("/settings/people/")
    write(page.get_by_label("E-mail", exact=True), email)
    choose(page.get_by_label("As", exact=True), standing)
    follow(page, page.get_by_role("button", name="Send invitation"))
    line = page.locator("li", has_text=email).locator("small")
    return line.inner_text().split()[-1]


def sign_in(newcomer: Newcomer) -> Page:
    """Sign in again."""
    page = newcomer.page
    page.goto("/accounts/login/")
    write(page.get_by_label("Email"), newcomer.email)
    write(page.get_by_label("Password"), PASSWORD)
    return follow(page, page.locator("main").get_by_role("button", name="Sign in", exact=True))
