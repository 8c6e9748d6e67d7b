"""Whole imports into a house."""

import json
import zipfile
from datetime import UTC, datetime

import pytest

from lorehouse.connect.importers import actions
from lorehouse.connect.importers.facts import ImportEnded
from lorehouse.connect.importers.models import Identity, Import
from lorehouse.items import actions as items
from lorehouse.items.actions.attaching import attach_bytes
from lorehouse.items.facts import ItemsImported
from lorehouse.items.models import Attachment, AttachmentUse, Item, Link, Revision
from lorehouse.ledger import book
from lorehouse.lib.errors import NotAllowed, Refused
from lorehouse.library.models import Article, Space
from lorehouse.people.models import Person
from lorehouse.stream.models import Question

TALK = (
    {"id": "q", "kind": "question", "title": "Which soil?", "body": "For *figs*.",
     "author": {"name": "Ann", "email": "ann@other.example"}, "tags": ["Figs"], "score": 3,
     "created": "2024-01-01T10:00:00Z"},
    {"id": "a", "kind": "answer", "body": "Loam. <script>alert(1)</script>", "reply_to": "q",
     "accepted": True, "author": {"name": "Alice", "email": "alice@house.example"},
     "created": "2024-01-02T10:00:00Z"},
    {"id": "c", "kind": "comment", "body": "<p>Really <b>loam</b>?</p>", "format": "html",
     "reply_to": "a", "created": "2024-01-03T10:00:00Z"},
    {"id": "w", "kind": "article", "title": "Soils", "body": "See [[garden/figs|figs]].",
     "space": "garden"},
    {"id": "f", "kind": "article", "title": "Figs", "body": "Of [[Soils]].", "space": "garden"},
)  # fmt: skip


def state(source_prefix="jsonl"):
    """Everything that an import makes, without ids and times of its own."""
    rows = Item.objects.filter(source__startswith=source_prefix).order_by("source_id")
    return [
        (
            item.source_id, item.kind, item.lane, item.state, item.title, item.body,
            item.author.name, item.version, item.score, item.reply_count, item.created_at,
            item.active_at, item.parent.source_id if item.parent else "",
            sorted(item.taggings.values_list("tag__name", flat=True)),
            sorted(item.links_out.values_list("kind", "target__source_id")),
            item.html.count('class="missing"'),
        )
        for item in rows
    ]  # fmt: skip


@pytest.fixture
def talk(alice, lines):
    return lines(*TALK)


def item(name):
    return Item.objects.get(source_id=name)


def test_conversations_and_articles_come_in(talk, bring_in):
    report = bring_in("jsonl", talk)

    assert report.done == {"people": 2, "question": 1, "answer": 1, "comment": 1, "article": 2}
    assert (report.skipped, report.losses) == (0, [])
    question, answer, comment = item("q"), item("a"), item("c")
    assert "<em>figs</em>" in question.html
    assert (question.score, question.carried_up, question.reply_count) == (3, 3, 1)
    assert question.active_at == datetime(2024, 1, 3, 10, tzinfo=UTC)
    assert Question.objects.get(pk=question.pk).accepted_answer == answer
    assert (answer.root, comment.root, comment.parent) == (question, question, answer)
    assert comment.body == "Really **loam**?"
    assert [t.tag.name for t in question.taggings.all()] == ["figs"]


def test_hostile_html_does_not_come_in(talk, bring_in):
    bring_in("jsonl", talk)

    assert "<script" not in item("a").html


def test_articles_are_published_and_link_to_each_other(talk, bring_in, erin):
    bring_in("jsonl", talk)

    soils, figs = Article.objects.get(pk=item("w").pk), Article.objects.get(pk=item("f").pk)
    assert soils.state == Article.State.PUBLISHED
    assert soils.space == figs.space == Space.objects.get(slug="garden")
    assert f'href="/items/{figs.pk}/"' in item("w").html
    assert f'href="/items/{soils.pk}/"' in item("f").html
    assert Link.objects.filter(kind="cites", source=soils.pk, target=figs.pk).exists()
    assert Article.objects.visible_to(erin).count() == 2


def test_people_with_an_account_are_themselves_and_others_are_shadows(talk, bring_in, alice):
    bring_in("jsonl", talk)

    assert item("a").author == alice
    ann = item("q").author
    assert (ann.name, ann.standing) == ("Ann", Person.Standing.SHADOW)
    assert not ann.has_usable_password()
    assert Identity.objects.get(shadow=ann).email == "ann@other.example"
    assert ann.email != "ann@other.example"  # so that Ann can still sign up


def test_each_batch_and_the_end_are_in_the_ledger(talk, bring_in, erin):
    bring_in("jsonl", talk)

    told = book.read([ItemsImported.name, ImportEnded.name], after=book.START, limit=99)
    assert {one.actor_id for one in told} == {erin.pk}
    covered = {
        pk
        for one in told
        if isinstance(one.fact, ItemsImported)
        for pk in range(one.fact.first_id, one.fact.last_id + 1)
    }
    assert set(Item.objects.values_list("pk", flat=True)) <= covered
    assert isinstance(told[-1].fact, ImportEnded)


def test_articles_of_the_same_name_get_addresses_of_their_own(bring_in, lines, erin):
    same = [
        {"id": name, "kind": "article", "title": "Soils", "body": name, "space": "garden"}
        for name in ("one", "two", "three")
    ]
    bring_in("jsonl", lines(*same[:2]))
    assert bring_in("jsonl", lines(*same)).skipped == 0
    found = Article.objects.order_by("pk").values_list("item__source_id", "slug")
    assert list(found) == [("one", "soils"), ("two", "soils-2"), ("three", "soils-3")]


def test_a_second_run_changes_nothing(talk, bring_in):
    bring_in("jsonl", talk)
    before, people = state(), Person.objects.count()

    report = bring_in("jsonl", talk)

    assert report.done == {"unchanged": 7}
    assert (state(), Person.objects.count()) == (before, people)
    assert Import.objects.count() == 1


def test_a_second_run_without_its_store_changes_nothing(talk, bring_in):
    bring_in("jsonl", talk)
    before = state()
    actions.store_path(Import.objects.get().key).unlink()

    bring_in("jsonl", talk)

    assert state() == before


def test_what_changed_in_the_source_becomes_a_revision(talk, bring_in, lines):
    bring_in("jsonl", talk)

    report = bring_in("jsonl", lines({**TALK[0], "body": "For *olives*.", "score": 5}, *TALK[1:]))

    question = item("q")
    assert report.done == {"updated": 1, "unchanged": 6}
    assert (question.body, question.version, question.score) == ("For *olives*.", 2, 5)
    assert Revision.objects.get(item=question, number=1).body == "For *figs*."


def test_new_replies_join_the_thread_that_is_there(talk, bring_in, lines):
    bring_in("jsonl", talk)
    late = {"id": "b", "kind": "answer", "body": "Grit.", "reply_to": "q",
            "created": "2024-06-01T10:00:00Z"}  # fmt: skip

    bring_in("jsonl", lines(*TALK, late))

    assert item("q").reply_count == 2
    assert item("q").active_at == datetime(2024, 6, 1, 10, tzinfo=UTC)


def test_what_was_edited_here_is_not_overwritten(talk, bring_in, lines, alice, now):
    bring_in("jsonl", talk)
    items.edit(editor=alice, item=item("a"), title="", body="Sand.", now=now)

    report = bring_in("jsonl", lines(TALK[0], {**TALK[1], "body": "Peat."}, *TALK[2:]))

    assert item("a").body == "Sand."
    assert [loss.what for loss in report.losses] == [
        "texts changed both here and in the source (ours stay)"
    ]


def test_votes_cast_here_come_on_top_of_those_brought_along(talk, bring_in, lines, alice, now):
    bring_in("jsonl", talk)
    items.vote(voter=alice, item=item("q"), value=1, now=now)
    assert item("q").score == 4

    bring_in("jsonl", lines({**TALK[0], "score": 10}, *TALK[1:]))

    assert item("q").score == 11


def test_what_is_gone_from_the_source_stays_and_is_counted(talk, bring_in, lines):
    bring_in("jsonl", talk)

    report = bring_in("jsonl", lines(*TALK[:3], TALK[4]))

    assert report.done["no longer in the source (kept)"] == 1
    assert item("w").state == Item.State.LIVE


def test_a_bad_record_is_reported_and_the_rest_goes_on(bring_in, lines, erin):
    answer_to_note = {"id": "x", "kind": "answer", "body": "x", "reply_to": "n"}
    report = bring_in(
        "jsonl",
        lines(
            {"id": "n", "kind": "note", "body": "x"}, answer_to_note,
            {"id": "y", "kind": "comment", "body": "on it", "reply_to": "x"},
            {"id": "g", "kind": "note", "body": "x", "group": "nobody"},
            {"id": "h", "kind": "note", "body": "x", "audience": "the moon"},
        ),
    )  # fmt: skip

    assert report.done == {"note": 1}
    assert report.skipped == 4
    assert {problem.reason for problem in report.problems} == {
        "It answers “n”, which is no question.",
        "It belongs to “x”, which was left out.",
        "There is no group “nobody”; found it first.",
        "There is no audience “the moon”.",
    }


def test_a_rehearsal_says_what_would_come_and_changes_nothing(talk, erin, now, tmp_path):
    report = actions.rehearse(importer=erin, source="jsonl", path=talk, clock=lambda: now)

    assert report.done == {"person": 2, "question": 1, "answer": 1, "comment": 1, "article": 2}
    assert not Item.objects.exists()
    assert not Import.objects.exists()
    assert not actions.store_path(actions.key_of("jsonl", talk)).exists()


def test_a_group_keeps_what_is_imported_for_it(talk, bring_in, bob, carol, gardeners, erin, ada):
    bring_in("jsonl", talk, importer=ada, group="gardeners")

    assert {i.source_id for i in Item.objects.visible_to(bob)} >= {"q", "a", "c"}
    for outsider in (erin, carol, ada):
        assert not Item.objects.visible_to(outsider).filter(source_id="q").exists()


def test_an_editor_does_not_import_into_a_group_that_is_not_theirs(talk, bring_in, gardeners):
    with pytest.raises(Refused, match="cannot share with “Gardeners”"):
        bring_in("jsonl", talk, group="gardeners")

    assert Import.objects.get().state == Import.State.FAILED
    assert not Item.objects.exists()


def test_members_do_not_import(talk, alice, now):
    with pytest.raises(NotAllowed):
        actions.begin(importer=alice, source="jsonl", path=talk, now=now)


def test_a_community_comes_in_whole(community, bring_in):
    report = bring_in("stackexchange", community)

    assert report.done == {"people": 3, "question": 2, "answer": 2, "comment": 1, "links": 1}
    question, answer = item("10"), item("12")
    assert question.body == "My __chain__ slips."  # its source, since it shows the same page
    assert (question.version, question.score, question.carried_down) == (2, 2, 1)
    versions = Revision.objects.filter(item=question).order_by("number")
    assert [(v.number, v.editor.name) for v in versions] == [(1, "Ann"), (2, "Ben")]
    assert answer.body == "Change `it`."
    assert item("c1").html.count("<a") == 0  # handles of another house are nobody's here
    assert Link.objects.get().kind == "duplicates"


def test_a_handbook_comes_in_whole(folder, bring_in, erin, carol):
    place = folder({
        "hr/index.md": "# HR\n\n[Leave](leave.md#carry-over) ![plan](plan.png)",
        "hr/leave.md": "---\ndraft: no\n---\n# Leave\n\n## Carry over\n\n[To](../it/lap.md)",
        "it/lap.md": "# Laptops\n\n[back](../hr/)", "hr/plan.png": b"png",
    })  # fmt: skip

    report = bring_in("markdown", place)

    assert report.done == {"spaces": 2, "files": 1, "article": 3}
    hr, leave, laptops = item("hr/index.md"), item("hr/leave.md"), item("it/lap.md")
    assert f'href="/items/{leave.pk}/#h-carry-over"' in hr.html
    assert f'href="/items/{laptops.pk}/"' in leave.html
    assert f'href="/items/{hr.pk}/"' in laptops.html
    assert leave.article.parent_id == hr.pk
    assert AttachmentUse.objects.get().item == hr
    with Attachment.objects.get().file.open() as file:
        assert file.read() == b"png"
    assert Attachment.objects.visible_to(erin).exists()
    assert not Attachment.objects.visible_to(carol).exists()


def test_a_zip_is_imported_like_its_folder(folder, bring_in, tmp_path):
    place = folder({"hr/a.md": "![x](x.png)", "it/b.md": "y", "hr/x.png": b"png"})
    packed = tmp_path / "handbook.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for path in place.rglob("*.*"):
            archive.write(path, f"top/{path.relative_to(place)}")

    assert bring_in("markdown", packed).done == {"spaces": 2, "files": 1, "article": 2}
    assert bring_in("markdown", packed).done == {"unchanged": 5}


def test_a_zip_cannot_write_outside_of_itself(bring_in, tmp_path):
    packed = tmp_path / "evil.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../../evil.md", "x")

    with pytest.raises(Refused, match="outside of itself"):
        bring_in("markdown", packed)
    assert not (tmp_path.parent / "evil.md").exists()


def test_files_of_other_people_are_not_opened_by_an_import(bring_in, lines, alice, now, carol):
    theirs = attach_bytes(uploader=alice, name="own.txt", data=b"private", now=now)

    bring_in(
        "jsonl", lines({"id": "n", "kind": "note", "body": f"![x]({theirs.get_absolute_url()})"})
    )

    assert not AttachmentUse.objects.exists()


@pytest.mark.parametrize(
    "source, place, sentence",
    [
        ("jsonl", "nothing", "There is nothing at"),
        ("jsonl", "folder", "is a folder; a jsonl import reads one file"),
        ("stackexchange", "file", "is a file; a stack exchange dump is a folder or a zip"),
        ("confluence", "file", "cannot be imported"),
    ],
)
def test_a_path_of_the_wrong_kind_is_refused_with_a_sentence(
    erin, now, tmp_path, source, place, sentence
):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text(json.dumps({}))

    with pytest.raises(Refused, match=sentence):
        actions.begin(importer=erin, source=source, path=tmp_path / place, now=now)


def test_outsiders_see_no_imports(talk, bring_in, erin, alice, ada, carol):
    bring_in("jsonl", talk)

    assert Import.objects.visible_to(erin).count() == 1
    assert Import.objects.visible_to(ada).count() == 1
    assert not Import.objects.visible_to(alice).exists()
    assert not Import.objects.visible_to(carol).exists()
