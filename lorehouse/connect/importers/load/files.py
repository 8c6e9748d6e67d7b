"""Files that imported items show."""

import mimetypes
from datetime import datetime
from pathlib import Path

from django.core.files import File

from lorehouse.connect.importers.records import FileRecord
from lorehouse.items.models import Attachment
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
            attachment.file.save(f"{record.id}{_ending(record.name)}", File(file), save=False)
    except OSError as reason:
        return f"The file {record.path} cannot be copied: {(reason.strerror or '').lower()}."
    attachment.save(force_insert=True)
    return ""


def _ending(name: str) -> str:
    """The ending that the stored file has; none where it is unusual."""
    ending = Path(name).suffix.lower()
    return ending if ending[1:].isalnum() and len(ending) <= 9 else ""
