"""The languages the house speaks: `python -m tests.architecture.translations` compiles them.

A translator edits `lorehouse/locale/<language>/LC_MESSAGES/django.po`; Django reads the `.mo`
beside it, which is kept in the tree so that a house needs no tool to speak.
"""

import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog, mofile, pofile
from babel.messages.catalog import Message

from tests.architecture.messages import PACKAGE, catalogue

PLACE = re.compile(r"%(?:\((\w+)\))?([sd%])")
ALWAYS = datetime(2026, 1, 1, tzinfo=UTC)  # so that compiling twice gives the same bytes
LANGUAGES = sorted(PACKAGE.glob("locale/*/LC_MESSAGES/django.po"))


def translated(file: Path) -> Catalog:
    """The catalogue of one language."""
    with file.open("rb") as source:
        catalog = pofile.read_po(source, locale=file.parents[1].name)
    catalog.creation_date = catalog.revision_date = ALWAYS
    return catalog


def compiled(file: Path) -> bytes:
    """What the `.mo` beside `file` should be."""
    written = BytesIO()
    mofile.write_mo(written, translated(file))
    return written.getvalue()


def missing(file: Path) -> list[str]:
    """Messages of the product that the language does not have."""
    known = translated(file)
    asked = pofile.read_po(BytesIO(catalogue()))
    return [str(one.id) for one in asked if one.id and not is_translated(known, one)]


def is_translated(known: Catalog, message: Message) -> bool:
    """Whether `known` says `message`, in each of its plural forms."""
    found = known.get(message.id, message.context)
    if found is None or found.fuzzy:
        return False
    return all(found.string) if isinstance(found.string, (tuple, list)) else bool(found.string)


def places(text: str) -> set[str]:
    """What a text leaves to be filled in, such as `name` or `%d`."""
    return {name or kind for name, kind in PLACE.findall(text) if kind != "%"}


def main() -> None:
    """Compile every language."""
    for file in LANGUAGES:
        file.with_suffix(".mo").write_bytes(compiled(file))
        print(f"{file.parents[1].name}: {len(missing(file))} messages missing")


if __name__ == "__main__":
    main()
