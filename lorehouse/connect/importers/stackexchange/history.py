"""A post's saved states, put together to whole versions."""

from collections.abc import Sequence
from itertools import groupby

from lorehouse.connect.importers.records import Version
from lorehouse.connect.importers.stackexchange.sidings import Edit
from lorehouse.lib.markdown import LONGEST
from lorehouse.lib.times import NotATime, parse


def versions(edits: Sequence[Edit]) -> list[Version]:
    """Every version of a post, oldest first, the present one last.

    Title and body are saved apart; those saved in one go share their `guid`.
    """
    found: list[Version] = []
    title = body = ""
    for _, together in groupby(edits, key=lambda edit: edit.guid):
        saved = list(together)
        for edit in saved:
            if edit.field == "title":
                title = edit.text
            else:
                body = edit.text.replace("\r\n", "\n")
        note = next((edit.note for edit in saved if edit.note), "")
        version = _version(title, body, saved[-1], note[:250])
        if version is not None and not _same(found, version):
            found.append(version)
    return found


def _version(title: str, body: str, edit: Edit, note: str) -> Version | None:
    try:
        at = parse(edit.at)
    except NotATime:
        return None
    if len(body) > LONGEST:
        return None
    return Version(title=title[:250], body=body.strip(), author=edit.person, at=at, note=note)


def _same(found: list[Version], version: Version) -> bool:
    """Whether a version changes nothing: an edit of the tags alone, or one undone at once."""
    return bool(found) and (found[-1].title, found[-1].body) == (version.title, version.body)
