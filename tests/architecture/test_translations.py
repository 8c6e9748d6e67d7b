"""Every language is whole, compiled, and fills in what the original fills in."""

import pytest
from django.utils import translation

from tests.architecture.translations import LANGUAGES, compiled, missing, places, translated

MAY_MISS = 0.03  # of all messages: those a change has just added

each_language = pytest.mark.parametrize("file", LANGUAGES, ids=lambda file: file.parents[1].name)


def test_german_is_there():
    assert [file.parents[1].name for file in LANGUAGES] == ["de"]


@each_language
def test_what_django_reads_is_what_translators_wrote(file):
    assert file.with_suffix(".mo").read_bytes() == compiled(file), "run ./lore fix"


@each_language
def test_almost_nothing_is_missing(file):
    gone = missing(file)

    assert len(gone) <= MAY_MISS * len(translated(file)), gone


@each_language
def test_a_translation_leaves_the_same_places_to_fill_in(file):
    for message in translated(file):
        originals = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        asked = set().union(*map(places, originals))
        for string in strings:
            assert places(string) <= asked, message.id
        assert set().union(*map(places, strings)) == asked, message.id


def test_a_page_speaks_german(client, alice, public):
    alice.language = "de"
    alice.save(update_fields=["language"])
    client.force_login(alice)

    page = client.get("/").content.decode()

    assert '<html lang="de"' in page
    assert "Bibliothek" in page
    assert "Library" not in page


def test_plurals_are_those_of_the_language():
    with translation.override("de"):
        assert translation.ngettext("%(num)d person", "%(num)d people", 2) == "%(num)d Personen"
