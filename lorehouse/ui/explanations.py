"""What an error page says: what happened, what was kept, what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STALE_FORM = _(
    "This form was open for too long, or cookies are off. "
    "Go back, load the page again and send it once more."
)

BROKEN = (
    _("Something went wrong in the house"),
    _(
        "It was written down for those who run it. What you saved is safe, and drafts are kept "
        "in this browser. Try again in a moment."
    ),
)

BY_STATUS = {
    400: (
        _("That request could not be read"),
        _("Nothing was changed. Go back, check what you entered and try again."),
    ),
    403: (
        _("You may not do this"),
        _("Nothing was changed. If you think you should be able to, ask an administrator."),
    ),
    404: (
        _("There is nothing here for you"),
        _(
            "The address may be wrong, the thing may be gone, or it may be meant for others. "
            "Search may find it."
        ),
    ),
    405: (
        _("This address does not take that"),
        _("Nothing was changed. Go back and use the buttons of the page."),
    ),
    409: (
        _("Somebody else changed this meanwhile"),
        _(
            "Your text was not saved over theirs. Go back: it is still in the form "
            "and in your drafts."
        ),
    ),
    413: (
        _("That is too large"),
        _("Nothing was saved. Make the file or the text smaller and try again."),
    ),
    422: (
        _("This cannot be used as it is"),
        _("Nothing was changed. Go back: what you typed is still in the form."),
    ),
    429: (
        _("That was a lot at once"),
        _("Wait a minute and try again. Your drafts are kept."),
    ),
}


def of(status: int) -> dict[str, Promise]:
    """The title and the advice for `status`; an unknown one is spoken of as 500."""
    title, advice = BY_STATUS.get(status, BROKEN)
    return {"title": title, "advice": advice}
