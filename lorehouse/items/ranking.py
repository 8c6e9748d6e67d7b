"""Scores that put the better thing first. Arithmetic only: no database, nobody's position."""

from math import exp2, log10, sqrt


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


def heat(score: int, age_days: float, *, half_life_days: float = 2.0) -> float:
    """How much a thing is talked about now: its votes on a log scale, fading with age.

    0 for a thing without votes; a score of 10 today weighs as much as 100 one half-life ago.
    """
    size = log10(max(1, abs(score)) + 1)
    return (size if score >= 0 else -size) * freshness(age_days, half_life_days=half_life_days)
