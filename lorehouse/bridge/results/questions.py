"""A question as it was asked: words, operators, filters. It becomes what search understands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta

from django.db.models import Q, QuerySet

from lorehouse.groups.models import Group
from lorehouse.items.writing import tag_name
from lorehouse.library.models import Space
from lorehouse.people.models import Person
from lorehouse.search.documents import Filters, Wanted
from lorehouse.search.operators import Asked, asked

PERIODS = {"week": 7, "month": 31, "year": 366}  # days back from now
Places = tuple["QuerySet[Space]", "QuerySet[Group]"]
NOBODY = 0  # an id that nothing has: a filter that names what does not exist finds nothing


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked, as addresses carry it. `since` is a period (week, month, year) or a date.

    `space` and `group` are slugs, `author` is a handle, `thread` is the id of a conversation.
    """

    q: str = ""
    lane: str = ""
    kind: str = ""
    space: str = ""
    group: str = ""
    thread: str = ""
    author: str = ""
    tag: str = ""
    since: str = ""
    until: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Question":
        """The question in an address; parameters it does not know are left alone."""
        given = {name: value.replace("\0", "") for name, value in given.items()}
        return cls(**{one.name: given.get(one.name, "").strip() for one in fields(cls)})

    @property
    def filters(self) -> dict[str, str]:
        """The filters that are set, by name."""
        return {
            one.name: getattr(self, one.name)
            for one in fields(self)
            if one.name != "q" and getattr(self, one.name)
        }


@dataclass(frozen=True, kw_only=True)
class Understood:
    """A question as search takes it; `misread` are the parts that mean nothing."""

    wanted: Wanted
    filters: Filters
    misread: tuple[str, ...] = ()


def understand(question: Question, places: Callable[[], Places], *, now: datetime) -> Understood:
    """Read operators and filters; `places` gives the spaces and groups the reader may see."""
    typed = asked(question.q)
    since, until = _moment(question.since, now), _moment(question.until, now)
    wrong = [v for v, m in ((question.since, since), (question.until, until)) if v and not m]
    return Understood(
        wanted=typed.wanted,
        filters=Filters(
            lanes=_codes(question.lane, *typed.named.get("lane", ())),
            kinds=_codes(question.kind, *typed.named.get("kind", ())),
            threads=_numbers(question.thread, *typed.named.get("thread", ())),
            tags=frozenset(tag_name(t) for t in (question.tag, *typed.named.get("tag", ())) if t),
            authors=_authors([question.author, *typed.named.get("by", ())]),
            since=typed.after or since,
            until=typed.before or until,
            **_places(question, typed, places),
        ),
        misread=(*typed.misread, *wrong),
    )


def _codes(*values: str) -> frozenset[str]:
    """Lanes or kinds as they are kept; one that does not exist stays, and finds nothing."""
    return frozenset(value.lower().replace("-", "_") for value in values if value)


def _numbers(*values: str) -> frozenset[int]:
    """Ids as they are kept; what is none finds nothing."""
    return frozenset(
        int(value) if value.isascii() and value.isdigit() and len(value) < 19 else NOBODY
        for value in values
        if value
    )


def _authors(names: list[str]) -> frozenset[int]:
    wanted = [name.lstrip("@") for name in names if name]
    if not wanted:
        return frozenset()
    match = Q()
    for name in wanted:
        match |= Q(handle__iexact=name) | Q(name__iexact=name)
    return _ids(Person.objects.filter(match))


def _places(
    question: Question, typed: Asked, places: Callable[[], Places]
) -> dict[str, frozenset[int]]:
    """`in:` names a space or a group; what it does not name finds nothing."""
    if not (question.space or question.group or typed.named.get("in")):
        return {}
    spaces, groups = places()
    chosen = {
        "spaces": _ids(spaces.filter(slug=question.space)) if question.space else frozenset(),
        "groups": _ids(groups.filter(slug=question.group)) if question.group else frozenset(),
    }
    for name in typed.named.get("in", ()):
        named = Q(slug__iexact=name) | Q(name__iexact=name)
        found = [(kind, rows.filter(named)) for kind, rows in _both(spaces, groups)]
        kind, rows = next(((k, r) for k, r in found if r.exists()), found[0])
        chosen[kind] = _ids(rows)
    return chosen


def _both(
    spaces: "QuerySet[Space]", groups: "QuerySet[Group]"
) -> list[tuple[str, "QuerySet[Space] | QuerySet[Group]"]]:
    return [("spaces", spaces), ("groups", groups)]


def _ids(rows: "QuerySet[Space] | QuerySet[Group] | QuerySet[Person]") -> frozenset[int]:
    return frozenset(rows.values_list("pk", flat=True)) or frozenset({NOBODY})


def _moment(value: str, now: datetime) -> datetime | None:
    if value in PERIODS:
        return now - timedelta(days=PERIODS[value])
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
