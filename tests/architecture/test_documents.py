"""The documents are true where a machine can tell: links lead somewhere, every fact is listed."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from lorehouse.ledger import followers
from lorehouse.ledger.facts import KINDS

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+\s+(.*)$", re.MULTILINE)


def anchors(document: Path) -> set[str]:
    """The names under which a document's headings can be reached."""
    titles = HEADING.findall(document.read_text())
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document):
    text = re.sub(r"```.*?```|`[^`\n]*`", "", document.read_text(), flags=re.DOTALL)
    for target in LINK.findall(text):
        if "://" in target or target.startswith("mailto:"):
            continue
        path, _, anchor = unquote(target).partition("#")
        file = (document.parent / path).resolve() if path else document
        assert file.exists(), f"{document.name} links to {target}, which is not there"
        if anchor and file.suffix == ".md":
            assert anchor in anchors(file), f"{document.name} links to {target}: no such heading"


def test_every_fact_is_documented():
    followers.discover()
    # Tests of the ledger have facts of their own.
    kinds = {name for name, kind in KINDS.items() if ".tests." not in kind.__module__}
    rooms = {name.split(".")[0] for name in kinds}
    listed = set(re.findall(r"`([a-z_]+\.[a-z_]+)`", (ROOT / "docs" / "facts.md").read_text()))

    assert kinds - listed == set(), "facts that docs/facts.md does not list"
    assert {name for name in listed if name.split(".")[0] in rooms} - kinds == set()
