"""How much a new text looks like spam. Arithmetic: no Django, no database, no names, no words.

The house acts by itself only on what comes from a new account and has two strong signs; everything
else is seen at once, and at most somebody looks at it later.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

ACT, REVIEW, PASS = "act", "review", "pass"
ACT_FROM, REVIEW_FROM, REVIEW_NEW_FROM = 0.8, 0.8, 0.5

_LINK = re.compile(r"https?://[^\s<>()\[\]\"']+", re.IGNORECASE)
_SHORTEST_REPEATED = 40  # characters; "Thank you!" may be said often


@dataclass(frozen=True, kw_only=True)
class Text:
    """What is counted of a new text. `repeats`: earlier texts of its author that say the same."""

    links: int = 0
    words: int = 0
    mentions: int = 0
    repeats: int = 0
    from_new_account: bool = False


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """`confidence` is act, review or pass; `score` from 0 to 1; `signs` say what it is made of."""

    confidence: str
    score: float
    signs: tuple[str, ...]


def judge(text: Text) -> Judgement:
    """How much `text` looks like spam. Being new alone is no sign at all."""
    found = list(_signs(text))
    if found and text.from_new_account:
        found.append(("new_account", 0.3))
    score = min(1.0, round(sum(weight for _, weight in found), 3))
    signs = tuple(name for name, _ in found)
    if text.from_new_account and score >= ACT_FROM:
        return Judgement(confidence=ACT, score=score, signs=signs)
    review_from = REVIEW_NEW_FROM if text.from_new_account else REVIEW_FROM
    confidence = REVIEW if score >= review_from else PASS
    return Judgement(confidence=confidence, score=score, signs=signs)


def _signs(text: Text) -> Iterable[tuple[str, float]]:
    """Each sign with its weight."""
    if text.links >= 3:
        yield "many_links", 0.5 if text.links >= 8 else 0.25
    if text.links >= 2 and text.links * 5 > text.words:
        yield "little_but_links", 0.2
    if text.repeats:
        yield "repeated", 0.5 if text.repeats >= 2 else 0.3
    if text.mentions >= 8:
        yield "many_mentions", 0.5 if text.mentions >= 20 else 0.3


def links_in(body: str, *, own: str = "") -> int:
    """How many addresses outside this house `body` has; those that begin with `own` are inside."""
    found = _LINK.findall(body)
    return sum(not own or not address.startswith(own) for address in found)


def fingerprint(body: str) -> str:
    """What stays of a text when addresses, digits, spaces and signs are taken out of it."""
    return re.sub(r"[\W\d_]+", "", _LINK.sub("", body).lower())


def repeats_in(body: str, earlier: Iterable[str]) -> int:
    """How many of the `earlier` texts say the same as `body`; a short one repeats nothing."""
    own = fingerprint(body)
    if len(own) < _SHORTEST_REPEATED:
        return 0
    return sum(fingerprint(text) == own for text in earlier)
