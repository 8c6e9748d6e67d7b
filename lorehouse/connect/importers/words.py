"""What the entries of a report are called."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

_NAMES = {
    "people": _("people"), "person": _("people"), "spaces": _("spaces"), "space": _("spaces"),
    "files": _("files"), "file": _("files"), "links": _("links"), "link": _("links"),
    "question": _("questions"), "answer": _("answers"), "comment": _("comments"),
    "note": _("notes"), "blog": _("blog posts"), "article": _("articles"),
    "updated": _("brought up to date"), "unchanged": _("unchanged"),
    "no longer in the source (kept)": _("no longer in the source (kept)"),
}  # fmt: skip


def named(done: Mapping[str, int]) -> list[tuple[str, int]]:
    """What was done, in the reader's language, with how often."""
    return [(str(_NAMES.get(name, name)), count) for name, count in done.items()]
