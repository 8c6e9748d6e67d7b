"""Server-sent events as bytes, and the places in the ledger that are their ids."""

import json
from collections.abc import Iterable
from dataclasses import asdict

from lorehouse.ledger.book import Place, Told

LONGEST = 40  # characters of an id


def event(name: str, data: str, place: Place) -> bytes:
    """One event; whoever has it need not be told again what is at `place` or before it."""
    lines = "".join(f"data: {line}\n" for line in data.splitlines() or [""])
    return f"event: {name}\nid: {name_of(place)}\n{lines}\n".encode()


def facts(told: Iterable[Told], place: Place) -> bytes:
    """What happened, for programs: the names of facts and what they are about, not by whom."""
    listed = [{"fact": one.fact.name, "at": one.at.isoformat()} | ids(one) for one in told]
    return event("facts", json.dumps(listed), place)


def ids(told: Told) -> dict[str, int]:
    """What a fact is about."""
    return {name: value for name, value in asdict(told.fact).items() if name.endswith("_id")}


def name_of(place: Place) -> str:
    """A place in the ledger as an event's id."""
    return f"{place[0]}.{place[1]}"


def place_of(name: str) -> Place | None:
    """The place that an event's id names; None when it names none."""
    number, _, entry = name.partition(".")
    if not (number.isascii() and number.isdigit() and entry.isascii() and entry.isdigit()):
        return None
    return (int(number), int(entry)) if len(name) < LONGEST else None
