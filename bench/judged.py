"""Judged questions: what was asked, how good each record answers it, and how that is scored.

A set is a folder in the layout of BEIR: `corpus.jsonl`, `queries.jsonl`, `qrels/<part>.tsv`.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log2
from pathlib import Path

Run = Mapping[str, Sequence[str]]  # question id -> record ids, best first


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One set. `pages` or `dump` is where its records come from, where they are not made here."""

    name: str
    folder: Path
    part: str
    pages: Path | None = None
    dump: Path | None = None

    @cached_property
    def records(self) -> list[dict[str, str]]:
        """What is searched: `_id`, `title`, `text`."""
        return _lines(self.folder / "corpus.jsonl")

    @cached_property
    def grades(self) -> dict[str, dict[str, int]]:
        """For each question the records that were judged, with their grade; 0 is of no use."""
        found: dict[str, dict[str, int]] = {}
        lines = (self.folder / "qrels" / f"{self.part}.tsv").read_text().splitlines()
        for line in lines[1:]:
            question, record, grade = line.split("\t")
            found.setdefault(question, {})[record] = int(grade)
        return found

    @cached_property
    def questions(self) -> dict[str, str]:
        """The questions that have at least one useful record, by id."""
        answered = {name for name, grades in self.grades.items() if any(grades.values())}
        asked = _lines(self.folder / "queries.jsonl")
        return {one["_id"]: one["text"] for one in asked if one["_id"] in answered}

    def ndcg(self, run: Run, depth: int = 10) -> float:
        """Normalised discounted cumulative gain, the mean over the questions, from 0 to 1."""
        return self._mean(lambda name: _ndcg(run.get(name, ()), self.grades[name], depth))

    def recall(self, run: Run, depth: int = 100) -> float:
        """The share of the useful records among the first `depth`, the mean over the questions."""
        return self._mean(lambda name: _recall(run.get(name, ()), self.grades[name], depth))

    def _mean(self, worth: Callable[[str], float]) -> float:
        return sum(worth(name) for name in self.questions) / len(self.questions)


def _lines(file: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def _ndcg(found: Sequence[str], grades: Mapping[str, int], depth: int) -> float:
    best = sorted(grades.values(), reverse=True)
    return _gain([grades.get(one, 0) for one in found[:depth]]) / _gain(best[:depth])


def _gain(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / log2(place + 2) for place, grade in enumerate(grades))


def _recall(found: Sequence[str], grades: Mapping[str, int], depth: int) -> float:
    useful = {record for record, grade in grades.items() if grade > 0}
    return len(useful.intersection(found[:depth])) / len(useful)


def sets(data: Path) -> list[Judged]:
    """The judged sets in the data folder, those that are there."""
    handbook, manual = data / "kb-sourcegraph-handbook", data / "kb-powershell-docs"
    known = [
        Judged(
            name="handbook", folder=handbook / "known-item", part="dev", pages=handbook / "pages"
        ),
        Judged(
            name="product manual", folder=manual / "known-item", part="dev", pages=manual / "pages"
        ),
        Judged(name="stackfaq", folder=data / "ir-stackfaq", part="dev"),
        Judged(name="semeval", folder=data / "ir-semeval-cqa", part="dev"),
        Judged(name="cacm", folder=data / "ir-glasgow" / "cacm", part="test"),
        Judged(name="lisa", folder=data / "ir-glasgow" / "lisa", part="test"),
    ]
    for site in ("cardano-2021", "bicycles-meta-2023"):
        community = data / "social-se" / site
        for task, part in (("answers", "test"), ("duplicates", "linked")):
            folder = community / f"ir-{task}"
            name = f"{site.partition('-')[0]} {task}"
            known.append(Judged(name=name, folder=folder, part=part, dump=community / "dump"))
    return [one for one in known if one.folder.is_dir()]
