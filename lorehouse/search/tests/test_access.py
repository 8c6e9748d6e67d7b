"""Nothing that search says tells an outsider what the inside says."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lorehouse.search.documents import OPERATOR, Filters, Viewer, Wanted
from lorehouse.search.tests.conftest import ALICE, CAROL, GROUP, NOW, PUBLIC, document

SECRET = ["zeppelin", "zeppelins", "quicksilver"]


@pytest.fixture
def index(index_of):
    inside = [
        document(
            n, f"Project {word}", word, audience_id=GROUP, tags=(word,), space_id=9, author_id=8
        )
        for n, word in enumerate(SECRET * 3, start=1)
    ]
    return index_of(
        [*inside, document(100, "Project plan", "A zebra crossing."), document(101, "Tea")]
    )


def test_hits_counts_and_totals_are_those_of_the_viewer(index):
    found = index.search(Wanted(words="project"), CAROL, Filters(), now=NOW, counts=True)
    assert [hit.key for hit in found.hits] == [100]
    assert found.total == 1
    assert found.counts["tag"] == found.counts["space"] == found.counts["author"] == {}


def test_a_hidden_word_is_not_offered_as_a_spelling(index):
    assert index.search(Wanted(words="zepelin"), ALICE, Filters(), now=NOW).corrected == "zeppelin"
    assert index.search(Wanted(words="zepelin"), CAROL, Filters(), now=NOW).corrected == ""


def test_suggestions_and_similar_things_are_those_of_the_viewer(index):
    assert index.suggest("quick", ALICE, Filters(), now=NOW).hits
    assert not index.suggest("quick", CAROL, Filters(), now=NOW).hits
    assert not index.similar("zeppelin quicksilver", CAROL, Filters(), now=NOW).hits


def test_a_filter_does_not_open_a_door(index):
    filters = Filters(spaces=frozenset({9}), tags=frozenset({"zeppelin"}))
    assert not index.search(Wanted(words="project"), CAROL, filters, now=NOW).hits
    phrase = Wanted(words="", phrases=("project zeppelin",), without=("tea",))
    assert not index.search(phrase, CAROL, Filters(), now=NOW).hits


def test_nobody_without_an_audience_finds_anything(index):
    nobody = Viewer(frozenset())
    found = index.search(Wanted(words="project"), nobody, Filters(), now=NOW, counts=True)
    assert (found.hits, found.total, found.corrected) == ([], 0, "")
    assert len(index.search(Wanted(words="project"), OPERATOR, Filters(), now=NOW).hits) == 10


@pytest.fixture(scope="module")
def crowd(tmp_path_factory):
    from lorehouse.search.engines.tantivy.engine import TantivyIndex

    index = TantivyIndex(tmp_path_factory.mktemp("crowd") / "search", home="en")
    index.rebuild(
        (
            document(n, f"Item w{n % 7}", f"secret{n} w{n % 11}", audience_id=n % 13)
            for n in range(400)
        ),
        lambda keys: [],
    )
    return index


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(held=st.frozensets(st.integers(0, 12)), word=st.integers(0, 399), common=st.integers(0, 10))
def test_whoever_asks_whatever_they_get_is_theirs(crowd, held, word, common):
    viewer = Viewer(held)
    for text in (f"secret{word}", f"item w{common}", f"item secret{word}x"):
        found = crowd.search(Wanted(words=text), viewer, Filters(), now=NOW, limit=400, counts=True)
        assert all(hit.key % 13 in held for hit in found.hits)
        assert found.total <= sum(n % 13 in held for n in range(400))
        if found.corrected:
            again = crowd.search(Wanted(words=found.corrected), viewer, Filters(), now=NOW)
            assert again.hits
    assert all(hit.key % 13 in held for hit in crowd.suggest("it", viewer, Filters(), now=NOW).hits)


def test_carol_sees_the_public_part(index):
    assert PUBLIC in CAROL.audiences
    assert [h.key for h in index.search(Wanted(words="tea"), CAROL, Filters(), now=NOW).hits] == [
        101
    ]
