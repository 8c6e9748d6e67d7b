"""Why somebody is told something: one reason, one row of the preferences page."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

INBOX, MAIL, DIGEST, PUSH = CHANNELS = ("inbox", "mail", "digest", "push")
ALL = frozenset(CHANNELS)
NO_MAIL = frozenset({INBOX, DIGEST})
HINT = "pseudonym"  # something reached a pseudonym: all that a message says of it


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One reason.

    `said` is the sentence of a notice, with %(name)s for who did it where that is known, and
    `said_of_several` with the names of those who did it to the same thing. `event` is what
    happened: one event reaches a person by one mail, though it may have two reasons.
    `has_letter`: the room that tells sends a mail of its own, always; there is no second one.
    """

    label: str | Promise
    said: str | Promise
    icon: str
    section: str
    channels: frozenset[str] = ALL
    event: str = ""
    has_letter: bool = False
    said_of_several: str | Promise = ""


TO_YOU, LIBRARY, GROUPS, RULES = "you", "library", "groups", "rules"
SECTIONS: Mapping[str, str | Promise] = {
    TO_YOU: _("Talk"),
    LIBRARY: _("Library"),
    GROUPS: _("Groups and access"),
    RULES: _("Rules of the house"),
}

REASONS: Mapping[str, Reason] = {
    "mention": Reason(
        label=_("Somebody mentions me"),
        said=_("%(name)s mentioned you"),
        icon="at-sign",
        section=TO_YOU,
        event="post",
    ),
    "reply": Reason(
        label=_("Somebody replies to me"),
        said=_("%(name)s replied to you"),
        said_of_several=pgettext_lazy("several people", "%(name)s replied to you"),
        icon="reply",
        section=TO_YOU,
        event="post",
    ),
    "answer": Reason(
        label=_("Somebody answers my question"),
        said=_("%(name)s answered your question"),
        said_of_several=pgettext_lazy("several people", "%(name)s answered your question"),
        icon="message-circle",
        section=TO_YOU,
        event="post",
    ),
    "accepted": Reason(
        label=_("My answer is accepted"),
        said=_("Your answer was accepted"),
        icon="circle-check",
        section=TO_YOU,
        channels=frozenset({INBOX, DIGEST, PUSH}),
    ),
    "review": Reason(
        label=_("A review is asked of me"),
        said=_("%(name)s asks for a review"),
        icon="clipboard-check",
        section=LIBRARY,
    ),
    "reviewed": Reason(
        label=_("What I proposed is decided"),
        said=_("What you proposed is decided"),
        icon="badge-check",
        section=LIBRARY,
    ),
    "distilled": Reason(
        label=_("An article is made of my words"),
        said=_("An article was made of your words"),
        icon="sprout",
        section=LIBRARY,
        channels=frozenset({INBOX, DIGEST, PUSH}),
    ),
    "field_note": Reason(
        label=_("Somebody tells how my article worked"),
        said=_("%(name)s tells how your article worked"),
        said_of_several=_("%(name)s tell how your article worked"),
        icon="flask-conical",
        section=LIBRARY,
        channels=NO_MAIL,
    ),
    "invited": Reason(
        label=_("I am invited to a group"),
        said=_("%(name)s invites you to a group"),
        icon="mail-plus",
        section=GROUPS,
    ),
    "request": Reason(
        label=_("Somebody asks me for access"),
        said=_("Somebody asks for access"),
        icon="door-open",
        section=GROUPS,
    ),
    "granted": Reason(
        label=_("I am let in where I asked"),
        said=_("You were let in"),
        icon="key-round",
        section=GROUPS,
    ),
    "declined": Reason(
        label=_("I am not let in where I asked"),
        said=_("Your request to join was declined"),
        icon="hand",
        section=GROUPS,
    ),
    "ended": Reason(
        label=_("A steward ends my membership"),
        said=_("%(name)s ended your membership"),
        icon="user-round-minus",
        section=GROUPS,
    ),
    "unsealed": Reason(
        label=_("Two administrators open a pseudonym of mine"),
        said=_("Two administrators know who writes under your pseudonym"),
        icon="eye",
        section=RULES,
    ),
    "case": Reason(
        label=_("A rule of the house needs my decision"),
        said=_("Something waits for you to decide"),
        icon="shield",
        section=RULES,
        channels=frozenset({INBOX, DIGEST, PUSH}),
    ),
    "removed": Reason(
        label=_("A text of mine is removed"),
        said=_("A text of yours was removed"),
        icon="shield-alert",
        section=RULES,
        channels=frozenset({INBOX, DIGEST, PUSH}),
        has_letter=True,
    ),
    "appeal": Reason(
        label=_("An appeal of mine is decided"),
        said=_("Your appeal is decided"),
        icon="scale",
        section=RULES,
        channels=frozenset({INBOX, DIGEST, PUSH}),
        has_letter=True,
    ),
    "restored": Reason(
        label=_("A text of mine that was held or removed can be read"),
        said=_("What you wrote can be read now"),
        icon="shield-check",
        section=RULES,
        channels=frozenset({INBOX, DIGEST, PUSH}),
        has_letter=True,
    ),
    HINT: Reason(
        label=_("Something reaches a pseudonym of mine"),
        said=_("There is something new in your inbox"),
        icon="venetian-mask",
        section=TO_YOU,
    ),
}


def event_of(reason: str) -> str:
    """What happened, for a reason: two reasons of one event make one mail."""
    return REASONS[reason].event or reason
