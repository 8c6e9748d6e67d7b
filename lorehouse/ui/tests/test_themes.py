"""The theme a reader chose comes with the page, so that nothing flashes."""

import pytest


@pytest.mark.parametrize(
    ("cookie", "html"), [("dark", 'data-theme="dark"'), ("light", 'data-theme="light"')]
)
def test_the_page_begins_in_the_chosen_theme(client, db, cookie, html):
    client.cookies["theme"] = cookie

    assert html in client.get("/accounts/login/").content.decode()[:200]


def test_a_forged_theme_is_ignored(client, db):
    client.cookies["theme"] = '"><script>'

    page = client.get("/accounts/login/").content.decode()

    assert "data-theme=" not in page[:200]
    assert '"><script>' not in page


def test_the_gallery_is_for_developers(client, db, settings):
    settings.DEBUG = False

    assert client.get("/ui/gallery/").status_code == 404
