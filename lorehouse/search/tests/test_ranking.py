"""Ranking arithmetic."""

import inspect

from hypothesis import given
from hypothesis import strategies as st

from lorehouse.search.documents import Document
from lorehouse.search.ranking import fused

shares = st.floats(0, 1)
ages = st.floats(-10, 10_000)


@given(relevance=shares, merit=shares, vouched=st.booleans(), age=ages)
def test_trust_and_freshness_add_at_most_a_tenth(relevance, merit, vouched, age):
    added = fused(relevance, merit=merit, vouched=vouched, age_days=age) - relevance
    assert 0 <= added <= 0.1 + 1e-9


@given(relevance=shares, merit=shares, age=ages)
def test_what_somebody_vouches_for_comes_before_its_equal(relevance, merit, age):
    plain = fused(relevance, merit=merit, vouched=False, age_days=age)
    assert fused(relevance, merit=merit, vouched=True, age_days=age) > plain


@given(merit=shares, younger=st.floats(0, 3000), older=st.floats(0, 3000))
def test_of_equals_the_younger_is_not_behind(merit, younger, older):
    younger, older = sorted((younger, older))
    scores = [fused(0.5, merit=merit, vouched=False, age_days=age) for age in (younger, older)]
    assert scores[0] >= scores[1]


@given(relevance=shares, merit=shares, age=ages)
def test_a_remark_is_never_before_what_fits_as_well(relevance, merit, age):
    whole = fused(relevance, merit=merit, vouched=False, age_days=age)
    assert fused(relevance, merit=merit, vouched=False, age_days=age, aside=True) <= whole


def test_no_ranking_knows_who_somebody_is():
    """Nothing that a ranking is given could carry a person's position, standing or department."""
    assert set(inspect.signature(fused).parameters) == {
        "relevance", "merit", "vouched", "age_days", "aside"
    }  # fmt: skip
    of_people = {"position", "role", "department", "seniority", "standing", "organisation"}
    assert not of_people & set(Document.__dataclass_fields__)
