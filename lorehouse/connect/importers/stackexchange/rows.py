"""The rows of one of the dump's files, one at a time, however long the file is."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import ParseError, iterparse

from lorehouse.connect.importers.reading import NotThatSource

Attributes = dict[str, str]


def find(folder: Path, name: str) -> Path | None:
    """The file `name` in `folder`, whatever the case of its letters."""
    exact = folder / name
    if exact.is_file():
        return exact
    return next((path for path in folder.iterdir() if path.name.lower() == name.lower()), None)


def rows(path: Path) -> Iterator[Attributes]:
    """The attributes of each `<row …/>` of the file. Raises NotThatSource when it is broken."""
    try:
        # Entities of its own are refused by the parser; the dump has none.
        events = iterparse(path, events=("start", "end"))  # noqa: S314
        _, root = next(events)
        for event, element in events:
            if event == "end" and element.tag == "row":
                yield element.attrib
                root.clear()
    except ParseError as reason:
        line, column = reason.position
        raise NotThatSource(
            f"{path.name} is not well-formed XML: line {line}, column {column}."
        ) from reason
    except (OSError, UnicodeDecodeError) as reason:
        why = getattr(reason, "strerror", None) or "it is not text"
        raise NotThatSource(f"{path.name} cannot be read: {why.lower()}.") from reason
