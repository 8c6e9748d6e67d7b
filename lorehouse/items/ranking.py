"""Scores that put the better thing first. Arithmetic only: no database, nobody's position."""

from math import exp2, log2, sqrt

HALF_LIFE_DAYS = 2.0  # after so long a thing needs twice the judgement to be as hot


def wilson_lower_bound(up: int, total: int, *, z: float = 1.96) -> float:
    """How good a thing surely is, from 0 to 1, when `up` of its `total` votes are up.

    The lower end of the 95 % interval (z = 1.96), so 1 of 1 stays behind 95 of 100.
    Without votes it is 0. Raises ValueError unless 0 <= up <= total.

    Source: E. B. Wilson, "Probable inference", J. Am. Stat. Assoc. 22 (1927), 209-212.
    """
    if not 0 <= up <= total:
        raise ValueError(f"{up} of {total} votes")
    if up == 0:
        return 0.0  # the formula gives a tiny negative number here, by rounding
    share = up / total
    spread = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    bound = (share + z * z / (2 * total) - spread) / (1 + z * z / total)
    return min(1.0, max(0.0, bound))


def freshness(age_days: float, *, half_life_days: float) -> float:
    """1.0 for a thing of today, 0.5 after `half_life_days`, 0.25 after twice that."""
    return exp2(-max(0.0, age_days) / half_life_days)


def weight(score: int, replies: int) -> float:
    """How much peers make of a thing, above 0: 1 for one nobody has touched.

    A reply says half as much as a vote, and a score below zero divides instead of adding.
    """
    touched = 1.0 + max(0, score) + max(0, replies) / 2
    return touched / (1 - score) if score < 0 else touched


def heat(
    score: int, replies: int, begun_days: float, *, half_life_days: float = HALF_LIFE_DAYS
) -> float:
    """Where a thing stands among what is hot; `begun_days` is when it began, in days since 1970.

    At every moment it orders as `weight` times `freshness` does, so it need not be computed again
    while time goes by: it is the logarithm of that product, without the part all things share.
    """
    return log2(weight(score, replies)) + begun_days / half_life_days
