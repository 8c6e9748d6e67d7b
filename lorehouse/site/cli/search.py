"""`lorehouse search QUERY`: asks the house from the terminal, one question or a file of them."""

import argparse
import json
import re
from html import unescape
from pathlib import Path
from typing import Any

from lorehouse.lib.errors import Refused

MARK = re.compile(r"</?mark>")


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "search",
        help="find something, or answer a file of questions",
        description="Finds what QUERY asks for. With --queries it answers a file of questions "
        "(a line each: id, tab, text; operators such as tag: are not read there) and writes a "
        "TREC run whose document ids are those of the imported records. Without --as it searches "
        "on behalf of somebody who sees everything.",
    )
    parser.add_argument("query", nargs="?", help="the question, in one word for the shell")
    parser.add_argument("--as", dest="email", metavar="EMAIL", help="search as this person")
    parser.add_argument("--limit", type=int, default=10, help="number of results (10)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--queries", type=Path, metavar="FILE.tsv", help="questions to answer")
    parser.add_argument(
        "--run", dest="run_file", type=Path, metavar="FILE.trec", help="the answers"
    )
    parser.add_argument("--depth", type=int, default=100, help="results for each question (100)")
    return parser


def run(args: argparse.Namespace) -> int:
    """Answer, and return 0; finding nothing is no error. Raises Refused."""
    if (args.queries is None) != (args.run_file is None):
        raise Refused("--queries and --run go together: questions in, answers out.")
    if (args.queries is None) == (args.query is None):
        raise Refused("Say what to look for: either a QUERY or --queries FILE.tsv.")
    if args.limit < 1 or args.depth < 1:
        raise Refused("--limit and --depth are at least 1.")
    return _one(args) if args.queries is None else _many(args)


def _reader(email: str | None) -> Any:
    # Imported late, here and below: Django has to be set up first.
    from lorehouse.bridge import results
    from lorehouse.people.models import Person

    if not email:
        return results.OPERATOR
    person = Person.objects.filter(email__iexact=email, is_active=True).first()
    if person is None:
        raise Refused(f"Nobody here has the address {email}.")
    return person


def _one(args: argparse.Namespace) -> int:
    from django.utils import timezone

    from lorehouse.bridge import results

    page = results.find(
        _reader(args.email),
        results.Question(q=args.query),
        now=timezone.now(),
        limit=args.limit,
        with_choices=True,
    )
    print(as_json(args.query, page) if args.json else as_text(page))
    return 0


def as_json(query: str, page: Any) -> str:
    """The page as one JSON object; `results` is a list of those of docs/api.md."""
    found = [
        {
            "id": one.id, "source_id": one.source_id, "kind": one.kind, "lane": one.lane,
            "title": one.title, "url": one.url, "snippet": one.snippet, "score": one.score,
            "trust": [{"code": reason.code, "text": reason.text} for reason in one.trust],
            "author": one.author.name, "at": one.at.isoformat(),
        }
        for one in page.results
    ]  # fmt: skip
    answer = {"query": query, "total": page.total, "corrected": page.corrected, "results": found}
    return json.dumps(answer, ensure_ascii=False, indent=2)


def as_text(page: Any) -> str:
    """The page for a terminal."""
    lines = [f"Looked for: {page.corrected}"] if page.corrected else []
    lines += [f"Not understood: {part}" for part in page.misread]
    if not page.results:
        return "\n".join([*lines, "Nothing found. Fewer or other words may find more."])
    for place, one in enumerate(page.results, start=1):
        reasons = " · ".join([one.kind.replace("_", " "), *(reason.text for reason in one.trust)])
        snippet = " ".join(unescape(MARK.sub("", one.snippet)).split())
        lines += [f"{place:>2}. {one.title}", f"    {reasons}", f"    {snippet}", f"    {one.url}"]
    return "\n".join(lines)


def _many(args: argparse.Namespace) -> int:
    from django.utils import timezone

    from lorehouse.bridge import results
    from lorehouse.search.documents import Filters, Wanted
    from lorehouse.search.index import house_index

    reader, now, index = _reader(args.email), timezone.now(), house_index()
    viewer, asked = results.viewer_of(reader), questions(args.queries)
    found = {
        name: index.search(
            Wanted(words=text), viewer, Filters(), now=now, limit=args.depth, snippets=False
        ).hits
        for name, text in asked
    }
    ids = results.source_ids(reader, {hit.key for hits in found.values() for hit in hits})
    try:
        with args.run_file.open("w") as file:
            for name, hits in found.items():
                seen = [hit for hit in hits if hit.key in ids]
                for place, hit in enumerate(seen, start=1):
                    file.write(f"{name} Q0 {ids[hit.key]} {place} {hit.score:.6f} lorehouse\n")
    except OSError as reason:
        raise Refused(f"{args.run_file} cannot be written: {reason.strerror}.") from reason
    print(f"{len(found)} questions answered in {args.run_file}.")
    return 0


def questions(file: Path) -> list[tuple[str, str]]:
    """The questions of a file: id, tab, text. Raises Refused naming the line that is none."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as reason:
        raise Refused(f"{file} cannot be read: {reason}.") from reason
    asked = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        name, tab, text = line.partition("\t")
        if not tab or not name.strip():
            raise Refused(f"{file}, line {number}: a question is an id, a tab and its words.")
        asked.append((name.strip(), text.strip()))
    return asked
