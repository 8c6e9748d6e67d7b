"""`lorehouse search` and `lorehouse index`."""

import json

import pytest

from lorehouse.ledger import followers
from lorehouse.lib.errors import Refused
from lorehouse.site import cli
from lorehouse.site.cli import index, search

pytestmark = pytest.mark.django_db


def run(command, *words):
    args = cli.parser(("search", "index")).parse_args(words)
    assert args.command_module is command
    return command.run(args)


@pytest.fixture
def indexed(question, answer, article):
    followers.discover()
    followers.run_dry()
    return question, answer, article


def test_results_are_printed_with_why_they_can_be_trusted(indexed, capsys):
    assert run(search, "search", "potting figs") == 0
    out = capsys.readouterr().out
    assert " 1. Potting figs\n    article · Review due since 14 Jul 2026\n" in out
    assert "/library/handbook/potting-figs/" in out


def test_json_has_what_the_interface_has(indexed, capsys):
    run(search, "search", "figs", "--json", "--limit", "1", "--as", "bob@house.example")
    answer = json.loads(capsys.readouterr().out)
    assert answer["total"] == 3
    (first,) = answer["results"]
    assert {"id", "source_id", "kind", "lane", "title", "url", "snippet", "score", "trust"} <= set(
        first
    )


def test_a_file_of_questions_gives_a_run(indexed, tmp_path, capsys, question):
    question.__class__.objects.filter(pk=question.pk).update(source_id="q-7", source="elsewhere")
    asked, answers = tmp_path / "in.tsv", tmp_path / "out.trec"
    asked.write_text('1\tsoil for figs\n\n2\t"elephants"\n3\twatering tag:nothing figs\n')
    assert run(search, "search", "--queries", str(asked), "--run", str(answers)) == 0
    rows = [line.split() for line in answers.read_text().splitlines()]
    assert rows[0][:4] == ["1", "Q0", "q-7", "1"]
    assert {row[0] for row in rows} == {"1", "3"}
    assert [int(row[3]) for row in rows if row[0] == "1"] == list(range(1, 4))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "Say what to look for"),
        (["x", "--limit", "0"], "at least 1"),
        (["--queries", "q.tsv"], "go together"),
        (["x", "--as", "nobody@nowhere.example"], "Nobody here has the address"),
        (["--queries", "/nowhere/q.tsv", "--run", "r"], "cannot be read"),
    ],
)
def test_wrong_usage_is_one_sentence(words, sentence):
    with pytest.raises(Refused, match=sentence):
        run(search, "search", *words)


def test_a_line_without_a_tab_is_named(tmp_path):
    (tmp_path / "q.tsv").write_text("1\tgood\nbad line\n")
    with pytest.raises(Refused, match="line 2: a question is an id, a tab and its words"):
        run(search, "search", "--queries", str(tmp_path / "q.tsv"), "--run", str(tmp_path / "r"))


def test_wait_reads_on_when_no_worker_does(question, capsys, settings, tmp_path):
    house = settings.HOUSE.__class__(**{**settings.HOUSE.__dict__, "data": tmp_path})
    settings.HOUSE = house
    assert run(index, "index", "wait") == 0
    assert run(search, "search", "figs") == 0
    assert "Which soil for figs?" in capsys.readouterr().out


def test_status_shows_each_follower_and_the_index(indexed, capsys, question, bob, now):
    from lorehouse.stream import actions as stream

    assert run(index, "index", "status") == 0
    assert "3 documents" in capsys.readouterr().out
    stream.comment(author=bob, parent=question, body="More.", now=now)
    run(index, "index", "status")
    (line,) = [one for one in capsys.readouterr().out.splitlines() if one.startswith("search")]
    assert line.split()[2] == "1"


def test_rebuild_says_how_much(indexed, capsys):
    assert run(index, "index", "rebuild") == 0
    assert capsys.readouterr().out.startswith("3 documents indexed")


def test_outsiders_find_nothing(indexed, carol, capsys):
    run(search, "search", "figs", "--as", carol.email)
    assert capsys.readouterr().out == "Nothing found. Fewer or other words may find more.\n"
