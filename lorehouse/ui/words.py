"""What behaviours in the browser say. They take these from the page, in the reader's language."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

WORDS = (
    _("Copied"),
    _("Saved"),
    _("Saving …"),
    _("Not saved. It is kept in this browser."),
    _("Draft restored"),
    _("Nothing to show yet."),
    _("The preview could not be made. Your text is untouched."),
    _("Uploading …"),
    _("The file could not be uploaded."),
    _("No results"),
    _("%d results"),
    _("1 result"),
    _("Search everywhere for “%s”"),
    _("Go to"),
    _("Commands"),
    _("Something went wrong. What you typed is still here."),
    _("No connection. What you typed is still here."),
    _("Text to format"),
    _("Link text"),
    _("Quote"),
    _("Suggestions"),
    _("1 suggestion"),
    _("%d suggestions"),
    _("1 new reply"),
    _("%d new replies"),
    _("1 new post"),
    _("%d new posts"),
    _("A lot has happened here. Load the page again"),
    _("You cannot read this any more."),
    _("You have not allowed it. Your browser's settings can change that."),
    _("This device will be told."),
    _("It did not work: the browser's push service cannot be reached."),
)


def in_language() -> dict[str, str]:
    """Each of WORDS and what it is in the language of this request."""
    return {word: gettext(word) for word in WORDS}
