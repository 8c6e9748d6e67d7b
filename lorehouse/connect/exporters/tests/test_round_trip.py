"""What leaves can come in again and means the same."""

import json
from types import SimpleNamespace

import pytest

from lorehouse.connect.exporters import writing
from lorehouse.connect.exporters.selection import exported
from lorehouse.connect.importers import actions
from lorehouse.items.actions.attaching import attach_bytes
from lorehouse.items.models import Attachment, Item, Revision
from lorehouse.lib.errors import Refused
from lorehouse.library import actions as library
from lorehouse.library.models import Article, Space


@pytest.fixture(autouse=True)
def own_data(settings, tmp_path):
    settings.HOUSE = SimpleNamespace(data=tmp_path / "house")


@pytest.fixture
def second(alice, erin, space, article, now):
    """An article below another one, with a picture and a link."""
    picture = attach_bytes(uploader=alice, name="fig tree.png", data=b"png", now=now)
    proposal = library.draft(
        writer=alice, space=space, title="Pruning", parent=article, tags=["figs", "winter"],
        body=f"See [[handbook/potting-figs|potting]].\n\n![tree]({picture.get_absolute_url()})",
        now=now,
    )  # fmt: skip
    library.submit(writer=alice, proposal=proposal, now=now)
    library.review(reviewer=erin, proposal=proposal, decision="approve", now=now)
    return library.publish(by=erin, proposal=proposal, now=now)


def meaning(items):
    """What an item says and where it stands, without the ids of one house."""
    return sorted(
        (
            item.kind, item.lane, item.title, item.body, item.author.name, item.score,
            item.created_at.isoformat(), str(item.audience), item.reply_count,
            tuple(sorted(item.taggings.values_list("tag__name", flat=True))),
            item.parent.body if item.parent else "",
            (item.article.space.slug, item.article.slug, item.article.type,
             item.article.parent.slug if item.article.parent else "")
            if item.kind == "article" else (),
        )
        for item in items
    )  # fmt: skip


def empty_house():
    Article.objects.all().delete()
    Revision.objects.all().delete()
    Item.objects.all().delete()
    Space.objects.all().delete()
    Attachment.objects.all().delete()


def bring_in(source, path, importer, now):
    started = actions.begin(importer=importer, source=source, path=path, now=now)
    return actions.carry_out(started, clock=lambda: now)


def test_json_lines_come_back_as_they_left(article, second, answer, ada, now, tmp_path):
    before = meaning(Item.objects.live())

    tally = writing.write(tmp_path / "out.jsonl", form="jsonl")
    empty_house()
    report = bring_in("jsonl", tmp_path / "out.jsonl", ada, now)

    assert tally.done == {"article": 2, "question": 1, "answer": 1}
    assert report.skipped == 0
    assert meaning(Item.objects.live()) == before


def test_markdown_comes_back_as_it_left(article, second, ada, now, tmp_path):
    before = [one[:3] + one[4:] for one in meaning(Item.objects.live())]

    writing.write(tmp_path / "out", form="markdown")
    empty_house()
    bring_in("markdown", tmp_path / "out", ada, now)

    assert [one[:3] + one[4:] for one in meaning(Item.objects.live())] == before
    assert Space.objects.get().purpose == "How we work."
    pruning = Item.objects.get(title="Pruning")
    potting = Item.objects.get(title="Potting figs")
    assert f'href="/items/{potting.pk}/"' in pruning.html
    with Attachment.objects.get().file.open() as file:
        assert file.read() == b"png"


def test_markdown_files_lie_as_the_articles_stand(article, second, answer, tmp_path):
    writing.write(tmp_path / "out", form="markdown")

    names = {str(p.relative_to(tmp_path / "out")) for p in (tmp_path / "out").rglob("*.md")}
    assert names == {"handbook/potting-figs.md", "handbook/potting-figs/pruning.md"}
    conversations = (tmp_path / "out" / "conversations.jsonl").read_text().splitlines()
    assert [json.loads(line)["kind"] for line in conversations] == ["question", "answer"]


def test_an_export_never_writes_over_anything(article, tmp_path):
    (tmp_path / "there").write_text("mine")

    with pytest.raises(Refused, match="There is something at"):
        writing.write(tmp_path / "there", form="jsonl")
    assert (tmp_path / "there").read_text() == "mine"


def test_outsiders_export_only_what_they_may_read(article, answer, carol, bob):
    assert exported(bob).count() == 3
    assert not exported(carol).exists()
