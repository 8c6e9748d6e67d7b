"""What scripts add to pages: votes, drafts, previews, themes."""

from pathlib import Path

from playwright.sync_api import expect

PICTURE = Path(__file__).resolve().parents[2] / "lorehouse/ui/static/ui/mark.svg"


def ask(page):
    """The form of a new question."""
    page.goto("/stream/new/question/")
    return page.locator("textarea[name=body]")


def test_a_vote_changes_the_arrows_and_keeps_the_focus(visit):
    page = visit("imogen")
    page.goto("/stream/?kind=question")
    up = page.locator(".vote[aria-label=Useful][aria-pressed=false]:enabled").first
    name = up.get_attribute("id")
    up.click()
    expect(page.locator(f"#{name}")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(f"#{name}")).to_be_focused()


def test_what_is_typed_survives_a_lost_page(visit):
    page = visit("imogen")
    body = ask(page)
    page.locator("[name=title]").fill("Does the tax code matter?")
    body.fill("Does the tax code on my first payslip matter?")
    expect(page.locator(".editor-state")).to_have_text("Saved")
    page.goto("/")
    expect(page.get_by_role("link", name="Does the tax code")).to_be_visible()
    assert ask(page).input_value() == "Does the tax code on my first payslip matter?"


def test_without_a_connection_it_survives_in_the_browser(visit):
    page = visit("tess")
    text = ask(page)
    page.context.set_offline(True)
    text.fill("Typed in a tunnel")
    expect(page.locator(".editor-state")).to_contain_text("kept in this browser")
    page.context.set_offline(False)
    assert ask(page).input_value() == "Typed in a tunnel"


def test_the_preview_shows_what_saving_would_make(visit):
    page = visit("grace")
    ask(page).fill("**Bold** and\n\n- a list\n\n<script>alert(1)</script>")
    page.get_by_role("tab", name="Preview").click()
    expect(page.locator(".editor-preview strong")).to_have_text("Bold")
    assert page.locator(".editor-preview script").count() == 0


def test_the_theme_is_kept_and_comes_with_the_page(visit):
    page = visit("tess")
    page.get_by_role("button", name="Your account").click()
    page.get_by_title("Dark", exact=True).click()
    page.goto("/stream/")
    assert page.locator("html").get_attribute("data-theme") == "dark"
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Your account").click()
    page.get_by_title("Light", exact=True).click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != dark


def test_reading_and_posting_work_without_script(browser, house, visit):
    account = house.accounts()["imogen"]
    context = browser.new_context(base_url=house.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(account["email"])
    page.get_by_label("Password").fill(account["password"])
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    page.goto("/stream/new/note/")
    page.locator("textarea[name=body]").fill("Written in a browser without script.")
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator("main")).to_contain_text("Written in a browser without script.")
    context.close()
