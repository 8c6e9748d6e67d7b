import gzip
import json
import os

import pytest

from lorehouse.connect.importers.jsonl.reading import LONGEST_LINE, read
from lorehouse.connect.importers.reading import NotThatSource
from lorehouse.connect.importers.records import ItemRecord, PersonRecord

NOTE = {"id": "1", "kind": "note", "body": "Hello."}


def test_a_record_is_read_with_its_author(lines, errand):
    author = {"name": "Ann", "email": "A@x.example"}
    path = lines(
        {**NOTE, "kind": "blog", "title": "T", "author": author, "tags": ["a", "b"],
         "created": "2024-01-01T10:00:00+01:00", "score": -3}
    )  # fmt: skip

    person, item = read(errand(path))

    assert person == PersonRecord(id="a@x.example", name="Ann", email="a@x.example")
    assert (item.author, item.title, item.up, item.down) == ("a@x.example", "T", 0, 3)
    assert item.created.isoformat() == "2024-01-01T09:00:00+00:00"
    assert item.tags == ("a", "b")


def test_an_author_is_read_once(lines, errand):
    author = {"author": {"name": "Ann"}}

    found = list(read(errand(lines({**NOTE, **author}, {**NOTE, "id": "2", **author}))))

    assert [type(one) for one in found] == [PersonRecord, ItemRecord, ItemRecord]


@pytest.mark.parametrize(
    "bad, reason",
    [
        ("{", "It is not JSON"),
        ('{"id": "2"}', "Object missing required field `kind`."),
        ('{"id": 2, "kind": "note", "body": ""}', "The field id is wrong"),
        ('{"id": "2", "kind": "poem", "body": "x"}', "The field kind is wrong"),
        ('{"id": "2", "kind": "answer", "body": "x"}', "replies to nothing"),
        ('{"id": "2", "kind": "note", "body": "x", "reply_to": "1"}', "Only answers and comments"),
        ('{"id": "2", "kind": "note", "body": " "}', "It has no text."),
        ('{"id": "", "kind": "note", "body": "x"}', "Its id is empty."),
        ('{"id": "2", "kind": "note", "body": "x", "created": "soon"}', "The field created"),
        ('{"id": "2", "kind": "note", "body": "x", "format": "rtf"}', "The field format is wrong"),
        (
            '{"id": "2", "kind": "note", "body": "' + "x" * 1_000_001 + '"}',
            "1,000,000 are the most",
        ),
        ("x" * (LONGEST_LINE + 9), "longer than 8 MB"),
        ("[" * 100_000, "Expected `object`"),
        ('{"id":' + "[" * 100_000, "The field id is wrong"),
    ],
)
def test_a_bad_line_is_reported_and_left_out(tmp_path, errand, notes, bad, reason):
    path = tmp_path / "talk.jsonl"
    path.write_text(f"{json.dumps(NOTE)}\n\n{bad}\n{json.dumps({**NOTE, 'id': '3'})}\n")

    assert [item.id for item in read(errand(path))] == ["1", "3"]
    ((where, why),) = notes.skipped
    assert where == "line 3"
    assert reason in why
    assert why.endswith(".")


def test_unknown_fields_are_counted(lines, errand, notes):
    list(read(errand(lines({**NOTE, "mood": "good"}))))

    assert notes.lost == {"field “mood”": 1}


def test_a_gzipped_file_is_read(tmp_path, errand):
    path = tmp_path / "talk.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps(NOTE).encode()))

    assert len(list(read(errand(path)))) == 1


@pytest.mark.parametrize("content", [b"", b"\n\n", b"a poem\n" * 30, b"\xff\xfe\x00" * 50])
def test_a_file_of_another_kind_is_refused_with_a_sentence(tmp_path, errand, content):
    path = tmp_path / "other.jsonl"
    path.write_bytes(content)

    with pytest.raises(NotThatSource, match=r"\.$"):
        list(read(errand(path)))


def test_a_broken_gzip_file_is_refused_with_a_sentence(tmp_path, errand):
    path = tmp_path / "talk.jsonl.gz"
    path.write_bytes(gzip.compress(os.urandom(1000))[:500])

    with pytest.raises(NotThatSource, match="cannot be read"):
        list(read(errand(path)))
