"""Takes in replies by mail: each becomes a reply, or is refused by mail with one clear sentence."""

import hashlib
import re
from datetime import datetime
from enum import Enum

from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from lorehouse.connect import facts
from lorehouse.connect.mail import reading
from lorehouse.connect.mail.reading import Mail, Sent
from lorehouse.connect.models import ReceivedMail
from lorehouse.items.actions.attaching import attach_bytes
from lorehouse.items.models import Item
from lorehouse.ledger import book
from lorehouse.lib.errors import Refused, Unfit
from lorehouse.notify.delivery.letters import full
from lorehouse.people.models import Person
from lorehouse.stream import actions as stream


class Outcome(Enum):
    """What became of a mail."""

    POSTED = "posted"
    REFUSED = "refused"  # its writer was told why
    IGNORED = "ignored"  # a machine wrote it, or it came before
    UNKNOWN = "unknown"  # not an address of ours: nobody is told, lest strangers get mail


def receive(content: bytes, *, now: datetime) -> Outcome:
    """Post what a mail says below the item it answers; a mail that comes twice is posted once.

    The signed word in the address says whose reply it is, and to what; it counts only for mail
    from an address of that person, so that a forwarded message lets nobody else speak for them.
    """
    mail = reading.read(content)
    if mail.is_automatic:
        return Outcome.IGNORED
    person = Person.objects.filter(pk=mail.person_id or 0, is_active=True).first()
    if person is None or mail.item_id is None:
        return Outcome.UNKNOWN
    with translation.override(person.language):
        try:
            posted = _post(mail, person, now)
        except Refused as reason:
            _tell(person, mail, str(reason))
            return Outcome.REFUSED
    return Outcome.POSTED if posted else Outcome.IGNORED


@transaction.atomic
def _post(mail: Mail, person: Person, now: datetime) -> Item | None:
    """The reply, or None when this very mail was posted before. Raises Refused."""
    if not _is_theirs(mail.sender, person):
        raise Unfit(_("It came from another address than yours. Send it from your own."))
    key = mail.message_id or _digest(f"{mail.item_id} {mail.words}")
    kept, fresh = ReceivedMail.objects.get_or_create(
        person=person, message_id=key, defaults={"at": now}
    )
    if not fresh:
        return None
    parent = Item.objects.visible_to(person).live().filter(pk=mail.item_id or 0).first()
    if parent is None:
        raise Unfit(_("What you answered is not there any more, or not for you to see."))
    if mail.is_cut:
        raise Unfit(
            _(
                "A mail may have %(most)s MB with its files. Send it without them, and add them on "
                "the page."
            )
            % {"most": reading.LONGEST // 10**6}
        )
    body = _with_files(mail, person, now)
    if not body:
        raise Unfit(_("There was no text above the quoted message."))
    if parent.kind == Item.Kind.QUESTION:
        item = stream.answer(author=person, question=parent, body=body, now=now)
    else:
        item = stream.comment(author=person, parent=parent, body=body, now=now)
    kept.item = item
    kept.save(update_fields=["item"])
    book.record(facts.ReplyReceived(item_id=item.pk), by=person, at=now)
    return item


def _with_files(mail: Mail, person: Person, now: datetime) -> str:
    """What was written, pictures where they stood in it, other files below. Raises Unfit.

    A picture that the text does not show is part of a signature or of what is quoted.
    """
    body, below = mail.words, []
    for file in mail.files:
        place = _place(file)
        if place is not None and not place.search(body):
            continue
        kept = attach_bytes(uploader=person, name=file.name, data=file.data, now=now)
        sign = "!" if kept.content_type.startswith("image/") else ""
        link = f"{sign}[{kept.name}]({kept.get_absolute_url()})"
        if place is None:
            below.append(link)
        else:
            body = place.sub(lambda _found, link=link: link, body)  # type: ignore[misc]
    return "\n\n".join([part for part in (body, *below) if part])


def _place(file: Sent) -> re.Pattern[str] | None:
    """What mail programs write where a picture stands in plain text, or comes of it from HTML."""
    if not file.mark:
        return None
    mark, name = re.escape(file.mark), re.escape(file.name)
    return re.compile(rf"\[image: {name}\]|\[cid:{mark}\]|!\[[^\]\n]*\]\(cid:{mark}\)")


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def _is_theirs(sender: str, person: Person) -> bool:
    if sender == person.email.lower():
        return True
    own = EmailAddress.objects.filter(user=person, verified=True, email__iexact=sender)
    return bool(own.exists())


def _tell(person: Person, mail: Mail, reason: str) -> None:
    """Say by mail why a reply was not posted, with the words, so that nothing is lost."""
    said = _("Your reply by mail was not posted.")
    kept = _("What you wrote:")
    there = full(f"/items/{mail.item_id}/")
    EmailMessage(
        _("Not posted: %(subject)s") % {"subject": mail.subject},
        f"{said} {reason}\n\n{there}\n\n{kept}\n\n{mail.words}\n",
        to=[person.email],
        headers={"Auto-Submitted": "auto-replied", "In-Reply-To": mail.message_id or "<none>"},
    ).send(fail_silently=True)
