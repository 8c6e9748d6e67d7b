"""The frame of a page is kept for equal inputs, and never shown to somebody else."""

import pytest
from django.utils import translation

from lorehouse.ui import keeping

BARS = {"write_menu": (), "person_menu": (), "unread": 0, "theme": "", "query": ""}


@pytest.fixture
def made(monkeypatch):
    """The names of the parts that were rendered anew."""
    rendered = []
    render = keeping._render
    monkeypatch.setattr(
        keeping, "_kept", keeping.lru_cache(lambda *of: (rendered.append(of), render(*of))[1])
    )
    return rendered


def bar(name, **changes):
    """The top bar of somebody called `name`."""
    return keeping.kept(
        "ui/layout/top.html", name=name, email=f"{name}@x.example", **BARS | changes
    )


def test_equal_inputs_are_rendered_once(made):
    assert bar("Ada") == bar("Ada")
    assert len(made) == 1


def test_another_person_theme_or_language_has_a_bar_of_their_own(made):
    with translation.override("de"):
        bar("Ada")
    assert "Bob" in bar("Bob")
    assert "Bob" not in bar("Ada")
    assert "checked" in bar("Ada", theme="dark")
    assert len(made) == 4


def test_a_name_is_words_even_when_it_looks_like_a_token_or_a_tag():
    assert "&lt;csrf&gt;" in bar("<csrf>")


def test_every_page_carries_its_own_token(client, alice):
    client.force_login(alice)
    first, second = (client.get("/").content.decode() for _ in range(2))

    assert "<csrf>" not in first
    assert token(first) != token(second)


def token(page):
    """The token in the form that signs out."""
    return page.split("/accounts/logout/")[1].split('value="')[1].split('"')[0]


def test_outsiders_get_no_bar_of_somebody_else(client, alice, carol):
    client.force_login(alice)
    client.get("/")
    client.force_login(carol)

    assert alice.email not in client.get("/").content.decode()
