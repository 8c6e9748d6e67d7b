"""Real handbooks and communities come in whole; skipped where they are missing."""

import re
from pathlib import Path
from xml.etree.ElementTree import iterparse

import pytest

from lorehouse.connect.importers.models import Import
from lorehouse.items.models import Item, Link, Name
from lorehouse.library.models import Article
from lorehouse.people.models import Person
from lorehouse.stream.models import Question

DATA = Path(__file__).resolve().parents[5] / "shared" / "data"
HANDBOOKS = sorted(DATA.glob("kb-*/pages"))
COMMUNITIES = sorted(DATA.glob("social-se/*/dump"))

pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(not DATA.is_dir(), reason="the real data sets are not on this machine"),
]


def name_of(path):
    return path.parent.name


def rows(path):
    return [element.attrib for _, element in iterparse(path) if element.tag == "row"]  # noqa: S314


def fingerprint():
    """What a second run must not change."""
    return list(
        Item.objects.order_by("pk").values_list(
            "pk", "title", "body", "html", "version", "score", "reply_count", "active_at"
        )
    )


@pytest.mark.parametrize("pages", HANDBOOKS, ids=name_of)
def test_a_handbook_comes_in_whole(pages, bring_in):
    report = bring_in("markdown", pages)

    files = list(pages.rglob("*.md"))
    assert report.skipped == 0
    assert report.done["article"] == len(files) == Article.objects.count()
    assert Item.objects.live().count() == len(files)
    names = {str(file.relative_to(pages)) for file in files}
    assert set(Item.objects.values_list("source_id", flat=True)) == names
    check_links(report)

    before = fingerprint()
    assert bring_in("markdown", pages).done["unchanged"] == sum(report.done.values())
    assert fingerprint() == before


def check_links(report):
    """Every link between pages leads somewhere or is counted as broken in the source."""
    there = set(Item.objects.values_list("pk", flat=True))
    missing = 0
    anchors = {pk: {one[2] for one in contents} for pk, contents in
               Item.objects.values_list("pk", "contents")}  # fmt: skip
    pages_by_id = dict(Item.objects.values_list("pk", "html"))
    for html in pages_by_id.values():
        missing += html.count('class="missing"')
        for pk, anchor in re.findall(r'href="/items/(\d+)/(?:#(h-[^"]*))?"', html):
            assert int(pk) in there
            assert (
                not anchor or anchor in anchors[int(pk)] or f'id="{anchor}"' in pages_by_id[int(pk)]
            )
        assert not re.search(r'href="(?!https?:|mailto:|tel:|[#/"])[^"]*\.md', html)
    broken = sum(loss.times for loss in report.losses if loss.what.startswith("links "))
    assert missing <= broken
    assert Link.objects.filter(kind="cites").count() > 1000
    assert Name.objects.exists()


@pytest.mark.parametrize("dump", COMMUNITIES, ids=name_of)
def test_a_community_comes_in_whole(dump, bring_in):
    people = Person.objects.count()
    report = bring_in("stackexchange", dump)

    posts = rows(dump / "Posts.xml")
    comments = rows(dump / "Comments.xml") if (dump / "Comments.xml").exists() else []
    questions = [row for row in posts if row["PostTypeId"] == "1"]
    answers = [row for row in posts if row["PostTypeId"] == "2"]
    kept = {row["Id"] for row in (*questions, *answers)}
    assert report.skipped == 0
    assert Item.objects.filter(kind="question").count() == len(questions)
    assert Item.objects.filter(kind="answer").count() == len(answers)
    assert Item.objects.filter(kind="comment").count() == len(
        [row for row in comments if row["PostId"] in kept]
    )
    accepted = {row["AcceptedAnswerId"] for row in questions if row.get("AcceptedAnswerId")}
    assert Question.objects.solved().count() == len(accepted & kept)
    scores = dict(Item.objects.exclude(kind="comment").values_list("source_id", "score"))
    assert scores == {row["Id"]: int(row["Score"]) for row in posts if row["Id"] in kept}
    if (dump / "Users.xml").exists():
        assert Person.objects.count() >= people + len(rows(dump / "Users.xml"))

    before = fingerprint()
    assert bring_in("stackexchange", dump).done["unchanged"] == sum(report.done.values())
    assert fingerprint() == before
    assert Import.objects.count() == 1
