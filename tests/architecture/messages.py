"""The catalogue of everything the house says: `python -m tests.architecture.messages` renews it.

Translators work from `lorehouse/locale/django.pot`. It holds each message once, sorted, without
line numbers, so that it changes only when a message does.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog, pofile
from babel.messages.extract import extract_from_dir

PACKAGE = Path(__file__).resolve().parents[2] / "lorehouse"
TEMPLATE = PACKAGE / "locale" / "django.pot"
METHODS = [("**/tests/**", "ignore"), ("**/migrations/**", "ignore"), ("**.py", "python")]
PAGES = ("**/templates/**.html", "jinja2")
OPTIONS = {PAGES[0]: {"extensions": "jinja2.ext.do", "trimmed": "true", "silent": "false"}}
# What this code base calls gettext by, besides the usual names.
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
Found = tuple[str | tuple[str, ...], str | None]


def found() -> Iterator[Found]:
    """Every message of the product, with its context."""
    methods = [*METHODS[:2], PAGES, METHODS[2]]
    for _file, _line, message, _comments, context in extract_from_dir(
        PACKAGE, methods, OPTIONS, KEYWORDS
    ):
        yield message, context


def catalogue() -> bytes:
    """The catalogue as it should be now."""
    catalog = Catalog(project="Lorehouse", charset="utf-8")
    for message, context in found():
        catalog.add(message, context=context)
    written = BytesIO()
    pofile.write_po(
        written, catalog, no_location=True, omit_header=True, sort_output=True, width=100
    )
    return written.getvalue()


def main() -> None:
    """Write the catalogue."""
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(catalogue())
    print(f"{TEMPLATE.relative_to(PACKAGE.parent)}: {TEMPLATE.read_text().count('msgid')} messages")


if __name__ == "__main__":
    main()
