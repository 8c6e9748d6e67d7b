"""How good results are, beside plain BM25 on the same files (nDCG@10 in hundredths).

Handbooks and communities are imported as they are, the other sets as JSON Lines; then
`lorehouse search --queries --run` answers the judged questions. BM25 is bm25s: English stemmer and
stop words, title and text, its own defaults.
"""

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import bm25s
import Stemmer

from bench.figures import Figure
from bench.judged import Judged, Run, sets
from tests.faults.house import House, a_house

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
DEPTH = 100
DEEPER = 400  # where more is imported than is judged, what is not judged is left out of the run


def measure() -> Iterator[Figure]:
    """Every judged set against BM25."""
    found = sets(DATA)
    if not found:
        print(f"There are no judged sets in {DATA}: nothing is measured.")
    for _, alike in groupby(found, key=lambda one: one.dump or one.folder):
        yield from _measure(list(alike))


def _measure(alike: list[Judged]) -> Iterator[Figure]:
    """Sets over the same records share one house."""
    with TemporaryDirectory(prefix="lorehouse-bench-") as folder, a_house(Path(folder)) as house:
        bring_in(house, alike[0], Path(folder))
        house.command("index", "wait", patience=3600)
        for judged in alike:
            run, plain = answered(house, judged, Path(folder)), bm25(judged)
            yield Figure(
                name=f"{judged.name}, nDCG@10 (BM25 beside it)",
                value=100 * judged.ndcg(run),
                unit="",
                budget=100 * judged.ndcg(plain),
                good="high",
            )
            beside = f"{100 * judged.recall(plain):.2f}"
            yield Figure(
                name=f"{judged.name}, recall@100 (BM25 {beside})",
                value=100 * judged.recall(run),
                unit="",
            )


def bring_in(house: House, judged: Judged, folder: Path) -> None:
    """Import the records of a set."""
    if judged.pages:
        house.command("import", "markdown", str(judged.pages), check=False, patience=3600)
    elif judged.dump:
        house.command("import", "stackexchange", str(judged.dump), check=False, patience=3600)
    else:
        file = folder / "corpus.jsonl"
        file.write_text("".join(json.dumps(one) + "\n" for one in as_articles(judged)))
        house.command("import", "jsonl", str(file), "--audience", "members", patience=3600)


def as_articles(judged: Judged) -> Iterator[dict[str, str]]:
    """The records of a set as the importer takes them."""
    for one in judged.records:
        yield {
            "id": one["_id"],
            "kind": "article",
            "title": one["title"][:250] or one["_id"],
            "body": one["text"],
            "space": "judged",
        }


def answered(house: House, judged: Judged, folder: Path) -> Run:
    """What the house answers to the questions of a set."""
    asked, answers = folder / "queries.tsv", folder / "answers.trec"
    asked.write_text(
        "".join(f"{name}\t{' '.join(text.split())}\n" for name, text in judged.questions.items())
    )
    depth = str(DEEPER if judged.dump else DEPTH)
    house.command(
        "search", "--queries", str(asked), "--run", str(answers), "--depth", depth, patience=3600
    )
    # In a community's dump posts have numbers; the judgements say also whether q or a.
    known = {
        one["_id"].lstrip("qa") if judged.dump else one["_id"]: one["_id"] for one in judged.records
    }
    found: dict[str, list[str]] = {name: [] for name in judged.questions}
    for line in answers.read_text().splitlines():
        name, _, record, *_ = line.split()
        if record in known:
            found[name].append(known[record])
    return found


def bm25(judged: Judged) -> Run:
    """What plain BM25 answers."""
    stemmer = Stemmer.Stemmer("english")
    texts = [f"{one['title']} {one['text']}" for one in judged.records]
    terms = bm25s.tokenize(texts, stopwords="en", stemmer=stemmer, show_progress=False)
    index = bm25s.BM25()
    index.index(terms, show_progress=False)
    asked = bm25s.tokenize(
        list(judged.questions.values()), stopwords="en", stemmer=stemmer, show_progress=False
    )
    places, scores = index.retrieve(asked, k=min(DEPTH, len(texts)), show_progress=False)
    return {
        name: [judged.records[at]["_id"] for at, score in zip(row, worth, strict=True) if score > 0]
        for name, row, worth in zip(judged.questions, places, scores, strict=True)
    }
