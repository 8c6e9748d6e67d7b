"""Uploading files."""

import hashlib
import mimetypes
import re
from datetime import datetime

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.translation import gettext

from lorehouse.items import facts, policy
from lorehouse.items.models import Attachment
from lorehouse.ledger import book
from lorehouse.lib import pictures
from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.people.models import Person

LARGEST = 50 * 1024 * 1024  # bytes
_IN_TEXT = re.compile(r"/attachments/([0-9a-f]{8}-[0-9a-f-]{27})/[^\s()\"'<>\[\]]+")


def attach(*, uploader: Person, name: str, content: File, now: datetime) -> Attachment:  # type: ignore[type-arg]
    """Keep a file; it is seen by nobody else until an item uses it.

    A picture is kept without what its camera noted: where, when, with what. The file is written
    before the transaction that records it. Raises NotAllowed, Unfit.
    """
    if not policy.may_upload(uploader):
        raise NotAllowed(gettext("Sign in to upload files."))
    size = content.size or 0
    if size == 0:
        raise Unfit(gettext("The file “%(name)s” is empty.") % {"name": name})
    if size > LARGEST:
        raise Unfit(
            gettext("A file may have %(largest)s MB; “%(name)s” has %(size)s MB.")
            % {"largest": LARGEST // 2**20, "name": name, "size": f"{size / 2**20:.0f}"}
        )
    content = without_notes(name, content)
    digest = hashlib.sha256()
    for chunk in content.chunks():
        digest.update(chunk)
    attachment = Attachment(
        uploader=uploader,
        name=plain_name(name),
        size=content.size or size,
        sha256=digest.hexdigest(),
        at=now,
        content_type=mimetypes.guess_type(name)[0] or "application/octet-stream",
    )
    content.seek(0)
    attachment.file.save(f"{attachment.pk}{_ending(attachment.name)}", content, save=False)
    return _keep(attachment, now)


def attach_bytes(*, uploader: Person, name: str, data: bytes, now: datetime) -> Attachment:
    """As `attach`, for content at hand."""
    return attach(uploader=uploader, name=name, content=ContentFile(data, name), now=now)


@transaction.atomic
def _keep(attachment: Attachment, now: datetime) -> Attachment:
    attachment.save()
    book.record(
        facts.FileAttached(attachment_id=str(attachment.pk)), by=attachment.uploader, at=now
    )
    return attachment


def without_notes(name: str, content: File) -> File:  # type: ignore[type-arg]
    """A picture without its metadata; any other file as it is, unread. Raises Unfit."""
    content.seek(0)
    is_picture = pictures.is_picture(content.read(16))
    content.seek(0)
    if not is_picture:
        return content
    try:
        return ContentFile(pictures.cleaned(content.read()), name)
    except pictures.TooManyPixels as reason:
        raise Unfit(
            gettext(
                "A picture may have %(most)s million pixels; “%(name)s” has %(pixels)s million. "
                "Make it smaller and try again."
            )
            % {
                "most": pictures.MOST_PIXELS // 10**6,
                "name": name,
                "pixels": f"{reason.pixels // 10**6:,}",
            }
        ) from reason
    except pictures.Unclean as reason:
        raise Unfit(
            gettext(
                "The picture “%(name)s” cannot be kept as it is: %(reason)s. Save it as JPEG "
                "or PNG and try again."
            )
            % {"name": name, "reason": reason}
        ) from reason


def plain_name(name: str) -> str:
    """A file name that is safe in an address: no folders, no control or special characters."""
    name = re.split(r"[/\\]", name)[-1]
    name = re.sub(r"[^\w.+-]+", "-", name).strip("-.")
    return name[-120:] or "file"


def _ending(name: str) -> str:
    ending = name.rpartition(".")[2] if "." in name else ""
    return f".{ending.lower()}" if ending.isalnum() and len(ending) <= 8 else ""


def hand_over(*, owner: Person, voice: Person, body: str, now: datetime) -> str:
    """`body` with the files that `owner` uploaded replaced by copies of their pseudonym `voice`.

    A file says who uploaded it, and its name may say more: the copies have neither.
    """
    for found in {match[0]: match for match in _IN_TEXT.finditer(body)}.values():
        file = Attachment.objects.filter(pk=found[1], uploader=owner).first()
        if file is not None:
            name = f"file{_ending(file.name)}"
            with file.file.open("rb") as content:
                copy = attach(uploader=voice, name=name, content=content, now=now)
            body = body.replace(found[0], copy.get_absolute_url())
    return body
