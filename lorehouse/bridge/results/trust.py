"""Why a result can be trusted, in words a reader can check."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from lorehouse.ui.filters import day_of


@dataclass(frozen=True, kw_only=True)
class Trust:
    """One reason: a code for programs, a sentence, and how pages show it (icon and tone)."""

    code: str
    text: str
    icon: str
    tone: str = ""


def of(row: Any, *, now: datetime) -> tuple[Trust, ...]:
    """The reasons for one row of `rows.RESULTS`, the weightiest first."""
    if row.kind == "article":
        reasons = [_official(row, now), _worked(row), _useful(row.helpful_yes, row.helpful_no)]
    else:
        reasons = [_chosen(row), _outcome(row), _useful(row.up, row.down)]
    return tuple(reason for reason in reasons if reason is not None)


def _official(row: Any, now: datetime) -> Trust:
    if row.verified_until_at is None or row.verified_at is None:
        # Only what came with an import is live without having been verified here.
        return Trust(code="unverified", text=gettext("Not verified yet"), icon="circle-dashed")
    if row.verified_until_at < now:
        text = gettext("Review due since %(day)s") % {"day": _day(row.verified_until_at)}
        return Trust(code="review_due", text=text, icon="clock-alert", tone="warn")
    said = {"day": _day(row.verified_at), "name": row.verified_by or ""}
    text = gettext("Verified on %(day)s by %(name)s") if row.verified_by else gettext(
        "Verified on %(day)s"
    )  # fmt: skip
    return Trust(code="verified", text=text % said, icon="badge-check", tone="ok")


def _worked(row: Any) -> Trust | None:
    well = row.worked + row.worked_with_changes
    total = well + row.failed
    if not total:
        return None
    text = gettext("Worked for %(well)s of %(total)s") % {"well": well, "total": total}
    return Trust(code="worked", text=text, icon="notebook-pen", tone="" if well else "warn")


def _chosen(row: Any) -> Trust | None:
    if row.accepted_for:
        return Trust(
            code="accepted", text=gettext("Accepted answer"), icon="circle-check", tone="ok"
        )
    if row.solved_by:
        return Trust(code="solved", text=gettext("Answered"), icon="circle-check", tone="ok")
    if row.kind == "question" and row.reply_count:
        count = row.reply_count
        text = ngettext("%(count)s reply", "%(count)s replies", count) % {"count": count}
        return Trust(code="replies", text=text, icon="message-circle")
    return None


def _outcome(row: Any) -> Trust | None:
    match row.outcome:
        case "worked":
            return Trust(code="worked", text=gettext("Worked"), icon="circle-check", tone="ok")
        case "changes":
            return Trust(code="changes", text=gettext("Worked with changes"), icon="pencil-line")
        case "failed":
            text = gettext("Did not work")
            return Trust(code="failed", text=text, icon="circle-alert", tone="warn")
    return None


def _useful(up: int | None, down: int | None) -> Trust | None:
    total = (up or 0) + (down or 0)
    if not total:
        return None
    text = gettext("%(up)s of %(total)s found it useful") % {"up": up, "total": total}
    return Trust(code="useful", text=text, icon="thumbs-up")


def _day(moment: datetime) -> str:
    return day_of(timezone.localtime(moment).date(), gettext("j M Y"))
