"""The part of a text that answers, safe to show."""

from hypothesis import given
from hypothesis import strategies as st

from lorehouse.search.engines.tantivy.analysis import terms_of, words_of
from lorehouse.search.engines.tantivy.snippets import snippet


def shown(text: str, question: str, language: str = "en") -> str:
    words = words_of(question)
    return snippet(text, words, {t for w in words for t in terms_of(w, language)}, language)


def test_words_are_marked_in_whatever_form_they_stand():
    assert shown("We verify each supplier.", "verified suppliers") == (
        "We <mark>verify</mark> each <mark>supplier</mark>."
    )


def test_accents_do_not_hide_a_word():
    assert "<mark>Résumés</mark>" in shown("Résumés are kept for a year.", "resume")


def test_only_words_that_match_are_marked():
    assert "<mark>policy</mark>" in shown("The policy on police visits.", "policies")
    assert "<mark>police</mark>" not in shown("The policy on police visits.", "policies")


def test_a_part_of_an_unspaced_run_is_marked():
    assert shown("我們的知識管理手冊", "知識", "zh") == "我們的<mark>知識</mark>管理手冊"


def test_the_stretch_with_most_of_the_words_is_shown():
    text = "Leave. " + "Nothing here. " * 60 + "Parental leave is paid in full." + " More." * 60
    part = shown(text, "parental leave paid")
    assert "<mark>Parental</mark> <mark>leave</mark> is <mark>paid</mark>" in part
    assert part.startswith("… ")
    assert part.endswith(" …")


def test_without_a_match_it_is_the_beginning():
    assert shown("A short text.", "elephant") == "A short text."
    assert shown("", "elephant") == ""


@given(text=st.text(max_size=600), question=st.text(max_size=40))
def test_nothing_of_the_text_becomes_html(text, question):
    part = shown(text, question)
    bare = part.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in bare
    assert ">" not in bare
    assert part.count("<mark>") == part.count("</mark>")
