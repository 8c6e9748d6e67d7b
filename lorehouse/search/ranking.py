"""Arithmetic that puts the better result first. No Django, no database, nobody's position."""

from math import exp2

MERIT_SHARE = 0.04  # the most that each may add to a relevance between 0 and 1
VOUCHED_SHARE = 0.04
FRESH_SHARE = 0.02
HALF_LIFE_DAYS = 365.0


ASIDE = 0.75  # what is said in passing is short, and short texts look more relevant than they are


def fused(
    relevance: float, *, merit: float, vouched: bool, age_days: float, aside: bool = False
) -> float:
    """The score that orders results: `relevance` (0 to 1) plus at most 0.1 for trust and freshness.

    `merit` is what peers make of the thing, from 0 to 1; `vouched` that somebody answers for it
    now; `aside` that it is only a remark on something else. So a thing that nobody vouched for
    still comes first when it fits clearly better.
    """
    fresh = exp2(-max(age_days, 0.0) / HALF_LIFE_DAYS)
    fitting = relevance * ASIDE if aside else relevance
    return fitting + MERIT_SHARE * merit + VOUCHED_SHARE * vouched + FRESH_SHARE * fresh
