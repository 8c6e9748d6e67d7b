"""The inbox as it is read: notices with what they are about, and how many are unread.

What several people did for one reason to one thing is one line, until it is read and after.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lorehouse.groups.audiences import audience_ids
from lorehouse.lib import rows
from lorehouse.lib.pagination import page
from lorehouse.notify import subjects
from lorehouse.notify.models import Notice, NoticeQuerySet, Preferences
from lorehouse.notify.reasons import REASONS
from lorehouse.notify.subjects import Ref, Subject
from lorehouse.people.models import Person, Visitor
from lorehouse.pseudonyms.voices import own_ids

SIZE = 30
ORDER = ("-at", "-pk")
ITEM = "item"
MOST_COUNTED = 100  # the badge says 99+
# Every page asks this. Followers put away what is about an item soon after it went out of sight;
# of anything else the row says what it is about, to be looked up.
UNREAD = """
SELECT DISTINCT n.reason, n.about_id, CASE WHEN n.about_id IS NULL THEN n.id END AS alone,
  CASE WHEN n.subject_kind <> 'item' THEN n.subject_kind END AS kind,
  CASE WHEN n.subject_kind <> 'item' THEN n.subject_id END AS subject_id
FROM notify_notice n
WHERE n.person_id = %(reader)s AND n.read_at IS NULL AND n.in_inbox
  AND (n.audience_id IS NULL OR n.audience_id IN %(audiences)s)
  AND NOT EXISTS (
    SELECT 1 FROM notify_preferences p WHERE p.person_id = n.person_id AND p.read_until >= n.at)
LIMIT %(most)s
"""
MOST_TOGETHER = 500  # notices behind the lines of one page that are told with them


@dataclass(frozen=True, kw_only=True)
class Line:
    """One notice as its person reads it."""

    pk: int
    reason: str
    said: str
    icon: str
    subject: Subject
    at: datetime
    is_read: bool
    ref: tuple[str, int]
    parts: Sequence[Subject]  # what is told together, the latest first; seldom more than one
    under: str = ""  # the pseudonym it is addressed to

    @property
    def address(self) -> str:
        """Opens what it is about, and marks it as read."""
        return f"/inbox/{self.pk}/"


@dataclass(frozen=True, kw_only=True)
class Inbox:
    """Some lines, and the cursor of those after them, empty at the end."""

    lines: list[Line]
    next: str


def inbox(person: Person, *, unread: bool = False, cursor: str = "", size: int = SIZE) -> Inbox:
    """What was addressed to `person` and can still be seen, the latest first. Raises BadCursor."""
    notices = Notice.objects.visible_to(person).in_inbox(person)
    notices = notices.unread_by(person) if unread else notices
    found = page(notices.heads(person), order=ORDER, cursor=cursor, size=size)
    return Inbox(lines=lines(person, whole(person, found.rows, notices)), next=found.next)


def waiting(person: Person, notices: NoticeQuerySet, *, most: int) -> list[Line]:
    """At most `most` lines of those of `notices` that `person` has not read."""
    unread = notices.unread_by(person)
    heads = unread.heads(person).order_by(*ORDER)[:most]
    return lines(person, whole(person, heads, unread))


def whole(person: Person, heads: Iterable[Notice], among: NoticeQuerySet) -> list[Notice]:
    """These notices, and those of `among` that are told together with one of them."""
    listed = list(heads)
    told = {one.about_id for one in listed if one.about_id is not None}
    if not told:
        return listed
    together = _read_together(person)
    keys = {_key(one, together) for one in listed}
    rest = among.filter(about_id__in=told).exclude(pk__in=[one.pk for one in listed])
    more = [one for one in rest.order_by(*ORDER)[:MOST_TOGETHER] if _key(one, together) in keys]
    return sorted([*listed, *more], key=lambda one: (one.at, one.pk), reverse=True)


def lines(person: Person, notices: Iterable[Notice]) -> list[Line]:
    """These notices with what they are about, those that are told together as one.

    Those whose subject is out of sight are left out. Expects the latest first.
    """
    listed = [notice for notice in notices if notice.reason in REASONS]
    things = [(ITEM, notice.about_id) for notice in listed if notice.about_id]
    seen = subjects.seen_by(person, [*(notice.ref for notice in listed), *things])
    names = _names_of_voices(person, listed)
    together = _read_together(person) if listed else None
    groups: dict[tuple[object, ...], list[Notice]] = {}
    for notice in listed:
        if notice.ref in seen:
            groups.setdefault(_key(notice, together), []).append(notice)
    return [_line(group, seen, together, names) for group in groups.values()]


def line_of(person: Person, head: Notice) -> Line | None:
    """The line that `head` stands for, read or not; None where nothing of it can be seen."""
    same = Notice.objects.visible_to(person).told_with(head).order_by(*ORDER)
    found = lines(person, same[:MOST_TOGETHER])
    return next((line for line in found if line.pk == head.pk), None)


def unread_with(person: Person, notice: Notice) -> Line | None:
    """`notice` and all that is told with it, as far as it is unread now."""
    same = Notice.objects.visible_to(person).unread_by(person).order_by(*ORDER)
    if notice.about_id is None:
        same = same.filter(pk=notice.pk)
    found = lines(person, same.filter(**notice.bond)[:MOST_TOGETHER])
    return found[0] if found else None


def sentence(reason: str, parts: Sequence[Subject]) -> str:
    """What a notice says, in the language in force; of several at once, with their names."""
    people = list(dict.fromkeys(part.by or _("Somebody") for part in parts))
    first = people[0]
    if len(people) == 1:
        return str(REASONS[reason].said) % {"name": first}
    second, others = people[1], len(people) - 2
    if others:
        name = ngettext(
            "%(first)s, %(second)s and %(num)d other",
            "%(first)s, %(second)s and %(num)d others",
            others,
        ) % {"first": first, "second": second, "num": others}
    else:
        name = _("%(first)s and %(second)s") % {"first": first, "second": second}
    return str(REASONS[reason].said_of_several or REASONS[reason].said) % {"name": name}


def unread_count(person: Person | Visitor) -> int:
    """How many lines of the inbox `person` has not read, at most MOST_COUNTED.

    It is those that can be seen: what was put away, removed or closed to them counts no more; what
    was removed a moment ago may still count until a follower has put it away.
    """
    if not isinstance(person, Person) or not person.pk:
        return 0
    if own_ids(person) != {person.pk}:
        notices = Notice.objects.visible_to(person).in_inbox(person)
        return len(waiting(person, notices, most=MOST_COUNTED))
    values = {"reader": person.pk, "audiences": audience_ids(person), "most": MOST_COUNTED}
    unread = rows.fetch(UNREAD, values)
    refs = {(one.kind, one.subject_id) for one in unread if one.kind}
    seen = subjects.seen_by(person, refs) if refs else {}
    told = [one for one in unread if one.kind is None or (one.kind, one.subject_id) in seen]
    return len({(one.reason, one.about_id, one.alone) for one in told})


def _line(
    group: Sequence[Notice],
    seen: Mapping[Ref, Subject],
    together: datetime | None,
    names: Mapping[int, str],
) -> Line:
    head = group[0]
    parts = [seen[one.ref] for one in group]
    subject = parts[0]
    if len(parts) > 1:
        thing = seen.get((ITEM, head.about_id or 0))
        parts = [_below(part, thing) for part in parts] if thing else parts
        subject = replace(parts[0], address=parts[-1].address)  # one reads on from the earliest
    return Line(
        pk=head.pk,
        reason=head.reason,
        said=sentence(head.reason, parts),
        icon=REASONS[head.reason].icon,
        subject=subject,
        at=head.at,
        is_read=head.read_at is not None or _is_up_to(head, together),
        ref=head.ref,
        parts=parts,
        under=names.get(head.person_id, ""),
    )


def _below(part: Subject, thing: Subject) -> Subject:
    """A reply as one of several to `thing`, whose title stands above all of them."""
    if part.title == thing.title:
        return part
    return replace(part, title=thing.title, excerpt=f"{part.title} {part.excerpt}".strip())


def _key(notice: Notice, together: datetime | None) -> tuple[object, ...]:
    """What those have in common that are told together: bond, and when they were read, if so."""
    if notice.about_id is None:
        return (notice.pk,)
    read_at = notice.read_at or (together if _is_up_to(notice, together) else None)
    return *notice.bond.values(), read_at


def _read_together(person: Person) -> datetime | None:
    """Up to when `person` has read everything."""
    return Preferences.objects.filter(pk=person.pk).values_list("read_until", flat=True).first()


def _is_up_to(notice: Notice, moment: datetime | None) -> bool:
    return moment is not None and notice.at <= moment


def _names_of_voices(person: Person, notices: Iterable[Notice]) -> dict[int, str]:
    """The names of the pseudonyms that notices are addressed to."""
    voices = {notice.person_id for notice in notices} - {person.pk}
    return dict(Person.objects.filter(pk__in=voices).values_list("pk", "name")) if voices else {}
