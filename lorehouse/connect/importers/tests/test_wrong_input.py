"""What nobody should import: a sentence with its place, the rest comes in, nobody is harmed."""

import gzip
import time

import pytest

from lorehouse.connect.importers import unpacking
from lorehouse.connect.importers.jsonl.reading import read as read_jsonl
from lorehouse.connect.importers.reading import NotThatSource
from lorehouse.connect.importers.stackexchange.rows import rows
from lorehouse.items.models import Item
from lorehouse.notify.models import Notice
from lorehouse.site.tests.test_wrong_input import BROKEN, CROWD, HOSTILE


def note(number, body):
    return {"id": str(number), "kind": "note", "body": body}


def test_hostile_and_broken_texts_come_in_as_words_alone(lines, bring_in):
    bad = [*HOSTILE, *BROKEN, f"{HOSTILE[0]} {CROWD}"]
    began = time.thread_time()
    bring_in("jsonl", lines(*(note(number, body) for number, body in enumerate(bad))))

    assert Item.objects.count() == len(bad)
    for item in Item.objects.all():
        html = item.html.lower()
        for word in ("<script", "onerror=", "<style", "<iframe", "<form", "<svg", "srcdoc"):
            assert word not in html
        assert 'href="javascript' not in html
    assert not Notice.objects.exists()  # handles of another house are nobody's here
    assert time.thread_time() - began < 20


def test_half_a_character_is_a_bad_line_and_the_rest_comes_in(tmp_path, bring_in):
    path = tmp_path / "talk.jsonl"
    good = '{"id": "1", "kind": "note", "body": "Hello."}'
    path.write_text(f'{good}\n{{"id": "2", "kind": "note", "body": "\\ud800"}}\n')
    report = bring_in("jsonl", path)

    assert Item.objects.get().body == "Hello."
    assert report.skipped == 1
    assert report.problems[0].where == "line 2"


def test_a_packed_file_that_unfolds_to_a_giant_is_refused(tmp_path, errand, monkeypatch):
    monkeypatch.setattr(unpacking, "A_LITTLE", 2**20)
    path = tmp_path / "talk.jsonl.gz"
    with gzip.open(path, "wb") as file:
        file.write((b" " * 1023 + b"\n") * 4096)

    with pytest.raises(NotThatSource, match="out of almost nothing"):
        list(read_jsonl(errand(path)))


def test_entities_that_unfold_without_end_are_refused(tmp_path):
    defined = "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefghi", "bcdefghij", strict=False)
    )
    path = tmp_path / "Posts.xml"
    path.write_text(
        f'<!DOCTYPE posts [<!ENTITY a "{"ha" * 50}">{defined}]>'
        '<posts><row Id="1" Body="&j;"/></posts>'
    )
    began = time.thread_time()
    with pytest.raises(NotThatSource):
        list(rows(path))
    assert time.thread_time() - began < 5


def test_files_outside_are_not_read_by_an_entity(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("hush")
    path = tmp_path / "Posts.xml"
    entity = f'<!ENTITY x SYSTEM "{secret.as_uri()}">'
    path.write_text(f'<!DOCTYPE posts [{entity}]><posts><row Id="1">&x;</row></posts>')
    try:
        found = str(list(rows(path)))
    except NotThatSource as reason:
        found = str(reason)
    assert "hush" not in found
