"""The filters beside results: what can be chosen, how many close matches it would give."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lorehouse.bridge.results.questions import Question
from lorehouse.lib import rows
from lorehouse.search.documents import Counts
from lorehouse.ui.signs import KINDS

SHOWN = 8  # of the values of one filter

NAMES = """
    SELECT 'space' AS kind, id, name, slug AS address FROM library_space
    WHERE id IN %(space)s {visible}
    UNION ALL SELECT 'group', id, name, slug FROM groups_group WHERE id IN %(group)s
    UNION ALL SELECT 'author', id, name, handle FROM people_person WHERE id IN %(author)s
"""
VISIBLE = "AND audience_id IN %(audiences)s"
Named = dict[tuple[str, int], tuple[str, str]]  # by filter and id: name, address


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One value of a filter; `value` is what addresses carry, "" to choose nothing."""

    label: str
    value: str
    count: int
    chosen: bool = False


@dataclass(frozen=True, kw_only=True)
class Choosing:
    """One filter with its values; `name` is its parameter."""

    name: str
    label: str
    choices: list[Choice]


def choices(
    question: Question,
    counts: Mapping[str, Counts],
    *,
    audiences: frozenset[int] | None,
) -> list[Choosing]:
    """The filters that have something to choose, in the order a page shows them.

    `audiences` are those of the reader; None when everything may be seen.
    """
    lanes = {"library": _("Library"), "stream": _("Stream")}
    periods = {"week": _("Past week"), "month": _("Past month"), "year": _("Past year")}
    named = [
        ("lane", _("Where"), counts.get("lane", {}), lanes),
        ("kind", _("Kind"), counts.get("kind", {}), {k: str(s.word) for k, s in KINDS.items()}),
    ]
    offered = [_plain(question, *one) for one in named]
    known = _names(counts, audiences)
    offered += [
        _rows(question, "space", _("Space"), counts.get("space", {}), known),
        _rows(question, "group", _("Group"), counts.get("group", {}), known),
        _plain(question, "tag", _("Tag"), counts.get("tag", {}), None),
        _rows(question, "author", _("Written by"), counts.get("author", {}), known),
        _plain(question, "since", _("When"), counts.get("time", {}), periods),
    ]
    return [one for one in offered if one.choices]


def _plain(
    question: Question, name: str, label: str, counts: Counts, words: Mapping[str, str] | None
) -> Choosing:
    """A filter whose values are codes; with `words` those are all it may show, in that order."""
    order = [str(value) for value in counts] if words is None else [*words]
    chosen = getattr(question, name)
    listed = [
        Choice(
            label=words[value] if words else value,
            value=value,
            count=counts.get(value, 0),
            chosen=value == chosen,
        )
        for value in order
        if counts.get(value) or value == chosen
    ]
    return Choosing(name=name, label=label, choices=listed[: max(SHOWN, len(words or ()))])


def _rows(question: Question, name: str, label: str, counts: Counts, known: Named) -> Choosing:
    """A filter whose values are rows, the most frequent first."""
    listed = [
        Choice(
            label=known[name, int(pk)][0],
            value=known[name, int(pk)][1],
            count=count,
            chosen=known[name, int(pk)][1] == getattr(question, name),
        )
        for pk, count in counts.items()
        if (name, int(pk)) in known
    ]
    return Choosing(name=name, label=label, choices=listed[:SHOWN])


def _names(counts: Mapping[str, Counts], audiences: frozenset[int] | None) -> Named:
    """The names and addresses of the spaces, groups and people that were counted.

    What was counted the reader may read, so its group and its author are no secret; the space an
    article stands in may be one that the reader does not see.
    """
    question = NAMES.replace("{visible}", "" if audiences is None else VISIBLE)
    values = {
        name: [int(pk) for pk in counts.get(name, ())] for name in ("space", "group", "author")
    }
    found = rows.fetch(question, {**values, "audiences": audiences or ()})
    return {(row.kind, row.id): (row.name, row.address) for row in found}
