"""What a mail says: a single notice, a post of a group, or a digest, as plain text and as HTML."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template import loader
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lorehouse.groups.middleware import zone
from lorehouse.groups.models import Group
from lorehouse.notify import inbox, subjects, tokens
from lorehouse.notify.models import Delivery, Notice, Preferences
from lorehouse.notify.participation import groups_in_digest
from lorehouse.notify.reasons import DIGEST, HINT, REASONS
from lorehouse.notify.subjects import Subject
from lorehouse.people.models import Person
from lorehouse.ui import slots

MOST_LINES = 12  # of one section of a digest; the rest is a number and a link
MOST_GATHERED = 500  # notices that are looked at for it
PERIODS = (Preferences.Digest.DAILY, Preferences.Digest.WEEKLY)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing in a mail: a title that leads to it, and what is said of it."""

    title: str
    address: str
    said: str = ""
    excerpt: str = ""


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of a digest. `address` leads to all of it; `more` is how many it leaves out."""

    title: str
    entries: Sequence[Entry]
    address: str = ""
    more: int = 0


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A mail, ready but for its envelope. `topic` is what its person can unsubscribe from."""

    subject: str
    text: str
    html: str
    topic: str
    reply_to: str = ""
    thread: str = ""  # what mail programs gather it under


def compose(delivery: Delivery) -> Letter | None:
    """The letter of `delivery`, in its person's language and zone; None where nothing is left
    to be said: it was read meanwhile, is gone, or is no longer for this person to see.
    """
    person = delivery.person
    with translation.override(person.language), timezone.override(zone(person.timezone)):
        if delivery.kind == Delivery.Kind.DIGEST:
            return _digest(person, delivery.about)
        if delivery.kind == Delivery.Kind.POST:
            return _post(person, delivery.about["item"], delivery.about["audience"])
        return _single(person, delivery.notice) if delivery.notice else None


def _single(person: Person, notice: Notice) -> Letter | None:
    line = inbox.unread_with(person, notice)
    if line is None:
        return None
    is_one = len(line.parts) == 1
    return _letter(
        person,
        "single",
        subject=f"{line.said}: {line.subject.title}" if line.subject.title else line.said,
        topic=line.reason,
        item_id=line.subject.item_id if is_one else notice.about_id,
        context={
            "said": line.said,
            "entry": line.subject if is_one else replace(line.subject, excerpt=""),
            "parts": () if is_one else line.parts[:MOST_LINES],
            "open": full(line.address),
        },
    )


def hint(person: Person) -> Letter:
    """That something is in the inbox, and no more: it is addressed to a pseudonym of `person`."""
    with translation.override(person.language):
        said = str(REASONS[HINT].said)
        entry = Subject(title="", address="/inbox/")
        context = {"said": said, "entry": entry, "parts": (), "open": full("/inbox/")}
        return _letter(person, "single", subject=said, topic=HINT, item_id=None, context=context)


def _post(person: Person, item_id: int, audience_id: int) -> Letter | None:
    ref = ("item", item_id)
    subject = subjects.seen_by(person, [ref]).get(ref)
    group = Group.objects.of(person).filter(audience_id=audience_id).first()
    if subject is None or group is None:
        return None
    return _letter(
        person,
        "single",
        subject=f"[{group.name}] {subject.title}",
        topic=f"group:{group.pk}",
        item_id=item_id,
        context={
            "said": _("%(name)s wrote in %(group)s") % {"name": subject.by, "group": group.name},
            "entry": subject,
            "open": full(subject.address),
        },
    )


def _digest(person: Person, about: Mapping[str, str]) -> Letter | None:
    sections = list(digest_sections(person, about))
    entries = sum(len(section.entries) + section.more for section in sections)
    if not entries:
        return None
    title = ngettext("%(num)d thing for you", "%(num)d things for you", entries) % {"num": entries}
    return _letter(
        person,
        "digest",
        subject=title,
        topic="digest",
        item_id=None,
        context={"sections": sections, "open": full("/catch-up/"), "title": title},
    )


def digest_sections(person: Person, about: Mapping[str, str]) -> list[Section]:
    """What a digest tells `person`; `about` says since when, for each period that is due."""
    preferences = Preferences.objects.select_related("person").get(pk=person.pk)
    until = datetime.fromisoformat(about["until"])
    since = {str(one): datetime.fromisoformat(about[one]) for one in PERIODS if one in about}
    sections: list[Section] = []
    if preferences.digest in since:
        sections.append(_addressed(person, preferences, since[preferences.digest], until))
        for given in slots.fill("digest.sections", person, since[preferences.digest], until):
            sections += given
    for group in groups_in_digest(preferences, since):
        level = _level(preferences, group)
        for given in slots.fill("digest.group", person, group, since[level], until):
            sections += given
    return [section for section in sections if section.entries]


def _addressed(
    person: Person, preferences: Preferences, since: datetime, until: datetime
) -> Section:
    """What was addressed to the person since then and is not read."""
    wanted = [reason for reason in REASONS if DIGEST in preferences.channels(reason)]
    waiting = Notice.objects.visible_to(person).unread_by(person).filter(reason__in=wanted)
    waiting = waiting.filter(at__gt=since, at__lte=until).order_by("-at", "-pk")
    found = inbox.lines(person, waiting.filter(person=person)[:MOST_GATHERED])
    entries = [
        Entry(
            title=line.subject.title or line.said,
            address=full(line.address),
            said=line.said,
            excerpt=line.subject.excerpt,
        )
        for line in found[:MOST_LINES]
    ]
    more = max(0, len(found) - MOST_LINES)
    sealed = waiting.sealed_for(person) if HINT in wanted else waiting.none()
    if inbox.lines(person, sealed[:MOST_GATHERED]):
        entries.append(Entry(title=str(REASONS[HINT].said), address=full("/inbox/")))
    return Section(title=_("Addressed to you"), entries=entries, address=full("/inbox/"), more=more)


def _level(preferences: Preferences, group: Group) -> str:
    chosen = preferences.person.participations.filter(group=group).values_list("level", flat=True)
    return chosen.first() or Preferences.Digest.WEEKLY


def _letter(
    person: Person,
    template: str,
    *,
    subject: str,
    topic: str,
    item_id: int | None,
    context: Mapping[str, Any],
) -> Letter:
    reply_to = tokens.reply_address(person, item_id) if item_id else ""
    values = {
        **context,
        "person": person,
        "may_reply": bool(reply_to),
        "unsubscribe": full(f"/unsubscribe/{tokens.unsubscribe_word(person, topic)}/"),
        "settings": full("/settings/notifications/"),
        "house": settings.BASE_URL,
        "full": full,
    }
    return Letter(
        subject=" ".join(subject.split())[:180],
        text=_rendered(f"notify/mail/{template}.txt", values),
        html=_rendered(f"notify/mail/{template}.html", values),
        topic=topic,
        reply_to=reply_to,
        thread=f"item-{item_id}" if item_id else "",
    )


def _rendered(name: str, values: Mapping[str, Any]) -> str:
    return loader.get_template(name, using="jinja2").render(dict(values)).strip() + "\n"


def full(path: str) -> str:
    """The whole address of a page of this house."""
    return path if "://" in path else f"{settings.BASE_URL}{path}"
