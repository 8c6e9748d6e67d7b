"""The icon and the word for each kind of item and each state: the same on every page."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Sign:
    """How something is shown: a Lucide icon, a word, and a tone ("", ok, warn, bad)."""

    icon: str
    word: Promise
    tone: str = ""


KINDS = {
    "note": Sign("message-square", _("Note")),
    "blog": Sign("feather", _("Blog")),
    "link": Sign("link", _("Link")),
    "question": Sign("circle-question-mark", _("Question")),
    "answer": Sign("message-square-reply", _("Answer")),
    "idea": Sign("lightbulb", _("Idea")),
    "poll": Sign("chart-no-axes-column", _("Poll")),
    "argument": Sign("scale", _("Argument")),
    "experience": Sign("flask-conical", _("Experience")),
    "comment": Sign("message-circle", _("Comment")),
    "article": Sign("book-open", _("Article")),
    "field_note": Sign("notebook-pen", _("Field note")),
    "enquiry": Sign("inbox", _("Enquiry")),
    "person": Sign("user-round", _("Person")),
    "group": Sign("users-round", _("Group")),
    "tag": Sign("hash", _("Tag")),
    "space": Sign("folder", _("Space")),
}

STATES = {
    "draft": Sign("pencil-line", _("Draft")),
    "in_review": Sign("eye", _("In review"), "warn"),
    "changes_asked": Sign("message-square-warning", _("Changes asked"), "warn"),
    "approved": Sign("badge-check", _("Approved"), "ok"),
    "published": Sign("badge-check", _("Published"), "ok"),
    "archived": Sign("archive", _("Archived")),
    "withdrawn": Sign("undo-2", _("Withdrawn")),
    "live": Sign("circle-dot", _("Live"), "ok"),
    "removed": Sign("trash-2", _("Removed"), "bad"),
}

AUDIENCES = {
    "public": "globe",
    "members": "building-2",
    "group": "users-round",
    "department": "network",
    "organisation": "handshake",
    "chosen": "lock",
}

EMOJI = {
    "👍": _("Thumbs up"),
    "❤️": _("Heart"),
    "🎉": _("Celebration"),
    "💡": _("Good idea"),
    "🙏": _("Thank you"),
    "👀": _("Looking into it"),
    "🤔": _("Not sure"),
    "😄": _("Laughing"),
}


def icons_of_kinds() -> dict[str, str]:
    """The icon of each kind, for lists that a script fills."""
    return {kind: sign.icon for kind, sign in KINDS.items()}
