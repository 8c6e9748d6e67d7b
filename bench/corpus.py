"""A made-up house of any size: articles, questions with answers, comments, notes, as JSON Lines."""

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

SEED = 20260301
NEWEST = datetime(2026, 3, 1, tzinfo=UTC)
SYLLABLES = [c + v for c in "bdfgklmnprstvz" for v in ("a", "e", "i", "o", "u", "en", "or")]
SPACES = 20
PEOPLE = 500
TAGS = 200
# What every thousand things are; answers and comments belong to the questions before them.
KINDS = [("article", 100), ("question", 150), ("note", 50), ("answer", 450), ("comment", 250)]


class Language:
    """Words whose frequencies fall as those of real ones do (Zipf)."""

    def __init__(self, chance: random.Random, size: int = 20_000) -> None:
        self.chance = chance
        drawn = ("".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(size))
        self.words = list(dict.fromkeys(drawn))
        self.weights = list(accumulate(1 / (rank + 5) for rank in range(len(self.words))))

    def some(self, count: int) -> list[str]:
        """`count` words, the frequent ones often."""
        return self.chance.choices(self.words, cum_weights=self.weights, k=count)

    def title(self) -> str:
        """Four to nine words."""
        return " ".join(self.some(self.chance.randint(4, 9))).capitalize()

    def text(self, words: int) -> str:
        """Paragraphs of Markdown with about `words` words, a heading every hundred, some marks."""
        parts = []
        for start in range(0, words, 60):
            if words > 150 and start % 120 == 0:
                parts.append(f"## {self.title()}")
            line = self.some(min(60, words - start))
            line[0] = f"**{line[0]}**"
            parts.append(" ".join(line).capitalize() + ".")
        return "\n\n".join(parts)


def records(count: int) -> Iterator[dict[str, Any]]:
    """`count` records in the order they were written."""
    chance = random.Random(SEED)
    language = Language(chance)
    questions: list[str] = []
    kinds = [kind for kind, share in KINDS for _ in range(share)]
    step = timedelta(days=730) / count
    for number in range(count):
        if number % len(kinds) == 0:
            # A question comes before its answers in every thousand; the rest is mixed.
            first = [k for k in kinds if k in ("article", "question", "note")]
            chance.shuffle(first)
            later = [k for k in kinds if k in ("answer", "comment")]
            chance.shuffle(later)
            order = first + later
        kind = order[number % len(kinds)]
        record = one(chance, language, kind, number, questions)
        record["created"] = (NEWEST - step * (count - number)).isoformat()
        if kind == "question":
            questions.append(record["id"])
        yield record


def one(
    chance: random.Random, language: Language, kind: str, number: int, questions: list[str]
) -> dict[str, Any]:
    """One record without its time."""
    person = int(chance.paretovariate(1.2)) % PEOPLE
    length = {"article": 350, "question": 90, "note": 60, "answer": 110, "comment": 25}[kind]
    record: dict[str, Any] = {
        "id": f"r{number}",
        "kind": kind,
        "body": language.text(max(8, int(chance.gauss(length, length / 3)))),
        "author": {"name": f"Person {person}", "email": f"person{person}@bench.example"},
        "score": max(-2, int(chance.paretovariate(1.5)) - 1),
    }
    if kind in ("answer", "comment"):
        # Recent questions are answered most.
        record["reply_to"] = questions[-1 - min(len(questions) - 1, int(chance.expovariate(0.01)))]
        record["accepted"] = kind == "answer" and chance.random() < 0.15
    else:
        record["title"] = language.title()
        record["tags"] = [f"tag{int(chance.paretovariate(1)) % TAGS}" for _ in range(2)]
    if kind == "article":
        record["space"] = f"space-{number % SPACES}"
    return record


def write(target: Path, count: int) -> None:
    """Write `count` records to `target`."""
    with target.open("w") as lines:
        for record in records(count):
            lines.write(json.dumps(record) + "\n")


def queries(count: int) -> list[str]:
    """Questions of one to five words that occur in the corpus."""
    chance = random.Random(SEED)
    language = Language(chance)
    return [" ".join(language.some(1 + number % 5)) for number in range(count)]
