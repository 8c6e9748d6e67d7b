"""What a fact is. Each folder lists its own facts in its `facts.py`."""

from dataclasses import dataclass
from typing import ClassVar

KINDS: dict[str, type["Fact"]] = {}


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Something that happened, in the past tense, as plain values (ids, not text).

    Facts are stored for ever: add fields with a default, never rename or remove one.
    """

    name: ClassVar[str]

    def __init_subclass__(cls) -> None:
        if KINDS.setdefault(cls.name, cls).__qualname__ != cls.__qualname__:
            raise ValueError(f"two facts are named {cls.name}")
