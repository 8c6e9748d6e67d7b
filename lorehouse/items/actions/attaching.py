"""Uploading files."""

import hashlib
import mimetypes
import re
from datetime import datetime

from django.core.files.base import ContentFile, File
from django.db import transaction

from lorehouse.items import facts, policy
from lorehouse.items.models import Attachment
from lorehouse.ledger import book
from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.people.models import Person

LARGEST = 50 * 1024 * 1024  # bytes


def attach(*, uploader: Person, name: str, content: File, now: datetime) -> Attachment:  # type: ignore[type-arg]
    """Keep a file; it is seen by nobody else until an item uses it.

    The file is written before the transaction that records it. Raises NotAllowed, Unfit.
    """
    if not policy.may_upload(uploader):
        raise NotAllowed("Sign in to upload files.")
    size = content.size or 0
    if size == 0:
        raise Unfit(f"The file “{name}” is empty.")
    if size > LARGEST:
        raise Unfit(f"A file may have {LARGEST // 2**20} MB; “{name}” has {size / 2**20:.0f} MB.")
    digest = hashlib.sha256()
    for chunk in content.chunks():
        digest.update(chunk)
    attachment = Attachment(
        uploader=uploader,
        name=plain_name(name),
        size=size,
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


def plain_name(name: str) -> str:
    """A file name that is safe in an address: no folders, no control or special characters."""
    name = re.split(r"[/\\]", name)[-1]
    name = re.sub(r"[^\w.+-]+", "-", name).strip("-.")
    return name[-120:] or "file"


def _ending(name: str) -> str:
    ending = name.rpartition(".")[2] if "." in name else ""
    return f".{ending.lower()}" if ending.isalnum() and len(ending) <= 8 else ""
