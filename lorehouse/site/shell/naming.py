"""Names of static files that carry the hash of their content: `app.js` is `app.1a2b3c4d.js`.

A browser may keep such a file for ever, because a changed file has another name. The files
themselves keep their plain names; nothing is collected or copied.
"""

import hashlib
import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.exceptions import SuspiciousFileOperation

HASHED = re.compile(r"^(?P<stem>.+)\.(?P<hash>[0-9a-f]{8})(?P<suffix>\.[a-z0-9]+)$")
_hashes: dict[str, str] = {}


class HashedNames(StaticFilesStorage):
    """Where templates ask for the address of a static file."""

    def url(self, name: str | None) -> str:
        """The address of the file called `name`, with its hash when the file is there."""
        return super().url(hashed(name or ""))


def hashed(name: str) -> str:
    """The name with its hash; the plain name when there is no such file."""
    known = _hashes.get(name)
    if known is not None and not settings.DEBUG:
        return known
    file = find(name)
    if file is None:
        return name
    stem, dot, suffix = name.rpartition(".")
    _hashes[name] = f"{stem}.{digest(file.read_bytes())}{dot}{suffix}" if dot else name
    return _hashes[name]


def find(name: str) -> Path | None:
    """The file called `name` in one of the rooms' static folders."""
    try:
        found = finders.find(name)
    except SuspiciousFileOperation:
        return None
    return Path(found) if found and Path(found).is_file() else None


def digest(content: bytes) -> str:
    """The eight characters that stand for `content`."""
    return hashlib.sha256(content).hexdigest()[:8]
