"""How much a text looks like spam: arithmetic, and what may never follow from it."""

from hypothesis import given
from hypothesis import strategies as st

from lorehouse.moderation.confidence import (
    ACT,
    PASS,
    REVIEW,
    Text,
    fingerprint,
    judge,
    links_in,
    repeats_in,
)

TEXTS = st.builds(
    Text,
    links=st.integers(0, 50),
    words=st.integers(0, 500),
    mentions=st.integers(0, 60),
    repeats=st.integers(0, 10),
    from_new_account=st.booleans(),
)


@given(TEXTS)
def test_only_new_accounts_are_held_back(text):
    judged = judge(text)
    assert 0 <= judged.score <= 1
    assert judged.confidence in {ACT, REVIEW, PASS}
    if judged.confidence == ACT:
        assert text.from_new_account
        assert len(judged.signs) >= 2


@given(TEXTS)
def test_being_new_is_no_sign_by_itself(text):
    plain = Text(words=text.words, from_new_account=True)
    assert judge(plain).confidence == PASS
    assert judge(plain).signs == ()


@given(TEXTS, st.integers(0, 20))
def test_more_links_never_look_better(text, more):
    worse = Text(
        links=text.links + more,
        words=text.words,
        mentions=text.mentions,
        repeats=text.repeats,
        from_new_account=text.from_new_account,
    )
    assert judge(worse).score >= judge(text).score


def test_a_new_account_with_many_links_is_held_and_an_old_one_is_not():
    assert judge(Text(links=9, words=100, from_new_account=True)).confidence == ACT
    assert judge(Text(links=3, words=100, from_new_account=True)).confidence == REVIEW
    assert judge(Text(links=9, words=100)).confidence == PASS
    assert judge(Text(links=9, words=100, repeats=2)).confidence == REVIEW


def test_links_into_the_house_are_no_links_out():
    body = "See https://house.example/items/1/ and <https://elsewhere.example/a>."
    assert links_in(body, own="https://house.example") == 1


def test_the_same_text_with_other_numbers_is_the_same_text():
    one = "Cheap seats for 20 euros at the concert hall in town! https://a.example"
    two = "CHEAP seats for 25 euros, at the concert hall in town!! https://b.example"
    assert repeats_in(one, [two, "Something else entirely, said at some length by somebody."]) == 1
    assert repeats_in("Thank you!", ["Thank you!"] * 5) == 0


@given(st.text(max_size=300))
def test_a_fingerprint_is_made_of_any_text(text):
    assert fingerprint(text) == fingerprint(f"  {text}\n")
