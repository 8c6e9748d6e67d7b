"""Killed at any moment, an import resumes to the state it would have reached."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

QUESTION = (
    "SELECT i.source_id, i.kind, i.title, i.body, i.html, i.version, i.score, i.reply_count,"
    " i.active_at, p.source_id, a.name,"
    " (SELECT group_concat(name) FROM (SELECT t.name FROM items_tagging g JOIN items_tag t"
    "   ON t.id = g.tag_id WHERE g.item_id = i.id ORDER BY t.name)),"
    " (SELECT b.source_id FROM stream_question q JOIN items_item b ON b.id = q.accepted_answer_id"
    "   WHERE q.item_id = i.id)"
    " FROM items_item i LEFT JOIN items_item p ON p.id = i.parent_id"
    " JOIN people_person a ON a.id = i.author_id ORDER BY i.source_id"
)


def records(count):
    """A community of `count` records with forward references."""
    chance = random.Random(7)  # noqa: S311
    made = []
    for number in range(count):
        base = {
            "id": str(number), "body": f"Text *{number}* of somebody.", "score": number % 7,
            "author": {"name": f"Person {number % 40}"}, "tags": [f"t{number % 5}"],
            "created": f"2024-01-{number % 28 + 1:02}T10:00:00Z",
        }  # fmt: skip
        if number % 4 == 0:
            made.append({**base, "kind": "question", "title": f"Question {number}"})
        else:
            thread = str(4 * chance.randrange(count // 4))
            accepted = number % 4 == 1
            made.append({**base, "kind": "answer", "reply_to": thread, "accepted": accepted})
    chance.shuffle(made)
    return made


def command(path, house):
    house.mkdir(exist_ok=True)
    with (house / "output").open("ab") as output:
        return subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "lorehouse.site.cli", "import", "jsonl", str(path)],
            env={**os.environ, "LOREHOUSE_DATA": str(house), "PYTHONPATH": os.getcwd()},
            stdout=output, stderr=output,
        )  # fmt: skip


def said(house):
    return (house / "output").read_text()


def state(house):
    with sqlite3.connect(house / "lorehouse.sqlite3") as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        return db.execute(QUESTION).fetchall()


def arrived(house):
    """How many items are in the house by now."""
    try:
        with sqlite3.connect(f"file:{house}/lorehouse.sqlite3?mode=ro", uri=True) as db:
            return db.execute("SELECT count(*) FROM items_item").fetchone()[0]
    except sqlite3.Error:
        return 0


def kill_after(process, house, more, pause):
    """Kill `process` once `more` items have come in, and a moment later; whether it was alive."""
    before = arrived(house)
    while process.poll() is None and arrived(house) < before + more:
        time.sleep(0.01)
    time.sleep(pause)
    process.send_signal(signal.SIGKILL)
    return process.wait() == -signal.SIGKILL


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_a_killed_import_resumes_to_an_equal_state(tmp_path):
    path = tmp_path / "talk.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records(8000)))
    whole, house = tmp_path / "whole", tmp_path / "killed"
    assert command(path, whole).wait() == 0, said(whole)

    chance = random.Random()  # noqa: S311
    kills = 0
    while kill_after(command(path, house), house, chance.choice([0, 1, 900]), chance.random()):
        kills += 1
    assert command(path, house).wait() == 0, said(house)

    assert kills >= 3
    assert state(house) == state(whole)
