"""Files that imported items show."""

import hashlib
import mimetypes
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.core.files import File
from django.core.files.base import ContentFile

from lorehouse.connect.importers.records import FileRecord
from lorehouse.items.models import Attachment
from lorehouse.lib import pictures
from lorehouse.people.models import Person


def load(record: FileRecord, *, importer: Person, now: datetime) -> str:
    """Keep one file; returns why it was left out, or nothing. Loading it twice keeps it once."""
    if Attachment.objects.filter(pk=record.id).exists():
        return ""
    attachment = Attachment(
        pk=record.id, uploader=importer, name=record.name, size=record.size, sha256=record.sha256,
        at=now, content_type=mimetypes.guess_type(record.name)[0] or "application/octet-stream",
    )  # fmt: skip
    try:
        with Path(record.path).open("rb") as file:
            kept = _without_notes(file, attachment)
            attachment.file.save(f"{record.id}{_ending(record.name)}", kept, save=False)
    except pictures.Unclean as reason:
        return f"The picture {record.name} was left out: {reason}."
    except OSError as reason:
        return f"The file {record.path} cannot be copied: {(reason.strerror or '').lower()}."
    attachment.save(force_insert=True)
    return ""


def _without_notes(file: BinaryIO, attachment: Attachment) -> File:  # type: ignore[type-arg]
    """A picture without what its camera noted, any other file as it is. Raises Unclean."""
    is_picture = pictures.is_picture(file.read(16))
    file.seek(0)
    if not is_picture:
        return File(file)
    data = pictures.cleaned(file.read())
    attachment.size, attachment.sha256 = len(data), hashlib.sha256(data).hexdigest()
    return ContentFile(data)


def _ending(name: str) -> str:
    """The ending that the stored file has; none where it is unusual."""
    ending = Path(name).suffix.lower()
    return ending if ending[1:].isalnum() and len(ending) <= 9 else ""
