"""What the author of something is written by mail. Notices inside the house are not sent here."""

from collections.abc import Callable

from django.conf import settings
from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _

from lorehouse.moderation.models import Appeal, Case
from lorehouse.people.models import HouseSettings, Person

Letter = Callable[[Case], tuple[str, str]]


def tell_of_case(case: Case) -> None:
    """Write to the author of `case` what was decided. Nothing when they need not know."""
    if case.outcome == Case.Outcome.REMOVED and case.rule is not None:
        _send(case, removed)
    elif case.outcome == Case.Outcome.RESTORED:
        _send(case, restored)
    elif case.outcome == Case.Outcome.KEPT and case.is_held:
        _send(case, released)


def tell_of_appeal(appeal: Appeal) -> None:
    """Write to the author what became of their appeal."""
    granted = appeal.outcome == Appeal.Outcome.GRANTED
    _send(appeal.case, restored if granted else refused)


def _send(case: Case, letter: Letter) -> None:
    author = case.item.author
    # Nobody knows to whom to write for a pseudonym; in the house, its owner is told.
    if author.standing == Person.Standing.SHADOW or not author.is_active:
        return
    with translation.override(author.language):
        subject, words = letter(case)
    send_mail(subject % said_of(case), words % said_of(case), None, [author.email])


def removed(case: Case) -> tuple[str, str]:
    """Subject and words when something was removed."""
    return _("Something you wrote in %(house)s was removed"), _(
        "It breaks this rule of the house:\n\n  %(rule)s\n  %(rule_address)s\n\n"
        "The reason you were given:\n\n  %(reason)s\n\n"
        "Your text is kept for you. If you think it should stay, ask for another look; "
        "somebody else decides then:\n%(address)s\n"
    )


def restored(case: Case) -> tuple[str, str]:
    """Subject and words when it is back."""
    return _("What you wrote in %(house)s is back"), _(
        "It was removed, and somebody looked at it again. It can be read where it was:\n%(item)s\n"
    )


def refused(case: Case) -> tuple[str, str]:
    """Subject and words when an appeal was refused."""
    return _("Your appeal in %(house)s was decided"), _(
        "Somebody else looked at it again, and it stays removed. The reason, and your text:\n"
        "%(address)s\n"
    )


def released(case: Case) -> tuple[str, str]:
    """Subject and words when what was held is seen."""
    return _("What you wrote in %(house)s can be read now"), _(
        "It waited because it had signs of spam. Somebody has read it, and it is none:\n%(item)s\n"
    )


def said_of(case: Case) -> dict[str, str]:
    """What the letters fill in."""
    rule = case.rule
    return {
        "house": HouseSettings.current().name,
        "rule": rule.title if rule else "",
        "rule_address": f"{settings.BASE_URL}{rule.get_absolute_url()}" if rule else "",
        "reason": case.reason.replace("\n", "\n  "),
        "address": f"{settings.BASE_URL}/moderation/mine/{case.pk}/",
        "item": f"{settings.BASE_URL}{case.item.get_absolute_url()}",
    }
