"""Imports that go on in a process of their own, begun from a page."""

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from lorehouse.connect.importers.models import Import
from lorehouse.connect.importers.reading import NotThatSource
from lorehouse.lib.errors import Unfit
from lorehouse.people.models import Person

#: A run that has not been heard of for so long has been stopped.
SILENCE = timedelta(seconds=90)
#: Bytes that an uploaded file may have.
LARGEST_UPLOAD = 2 * 2**30


def launch(started: Import) -> None:
    """Carry an import out in a process that does not end with the page's."""
    command = [
        sys.executable, "-m", "lorehouse.site.cli", "import", started.source, started.path,
        "--as", started.started_by.email,
        *_option("--space", started.space),
        *_option("--group", started.group),
        *_option("--audience", started.audience),
    ]  # fmt: skip
    log = Path(settings.HOUSE.data) / "imports" / f"{started.key.replace(':', '-')}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        process = subprocess.Popen(  # noqa: S603  the words are ours, the path is absolute
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
            start_new_session=True, env=_environment(),
        )  # fmt: skip
    # Somebody has to ask how it ended, or it would stay in the system's list of processes.
    threading.Thread(target=process.wait, name="import", daemon=True).start()


def is_going_on(run: Import, now: datetime) -> bool:
    """Whether a run was heard of lately."""
    unfinished = run.state not in (Import.State.DONE, Import.State.FAILED)
    return unfinished and now - run.seen_at < SILENCE


def was_stopped(run: Import, now: datetime) -> bool:
    """Whether a run has fallen silent before its end; it can go on where it stopped."""
    unfinished = run.state not in (Import.State.DONE, Import.State.FAILED)
    return unfinished and not is_going_on(run, now)


def inbox() -> Path:
    """The folder on the server from which pages may import."""
    named = os.environ.get("LOREHOUSE_IMPORTS", "")
    return Path(named) if named else Path(settings.HOUSE.data) / "imports" / "inbox"


def in_inbox() -> list[str]:
    """What lies there, by name."""
    try:
        return sorted(entry.name for entry in inbox().iterdir() if not entry.name.startswith("."))
    except OSError:
        return []


def from_inbox(name: str) -> Path:
    """The path of what lies there under `name`. Raises NotThatSource."""
    if name not in in_inbox():
        raise NotThatSource(f"There is no “{name[:80]}” in the folder for imports.")
    return inbox() / name


def keep_upload(uploader: Person, upload: UploadedFile) -> Path:  # type: ignore[type-arg]
    """Keep an uploaded file where an import can read it. Raises Unfit.

    A file of the same name takes the place of the one before: it is the same import, brought up
    to date.
    """
    if not upload.size:
        raise Unfit("The file is empty.")
    if upload.size > LARGEST_UPLOAD:
        raise Unfit(f"A file for an import has at most {LARGEST_UPLOAD // 2**30} GB.")
    name = re.sub(r"[^\w.-]+", "-", Path(upload.name or "").name).strip("-.") or "upload"
    target = Path(settings.HOUSE.data) / "imports" / "uploads" / str(uploader.pk) / name[-100:]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f".{target.name}.partial")
        with partial.open("wb") as file:
            file.writelines(upload.chunks())
        partial.replace(target)
    except OSError as reason:
        raise Unfit(f"The file could not be kept: {reason.strerror}.") from reason
    return target


def _option(name: str, value: str) -> Iterable[str]:
    return (name, value) if value else ()


def _environment() -> dict[str, str]:
    """Ours, with the data folder as a full path; without what ties children to the supervisor."""
    environment = {**os.environ, "LOREHOUSE_DATA": str(settings.HOUSE.data)}
    environment.pop("LOREHOUSE_LIFELINE", None)
    return environment
