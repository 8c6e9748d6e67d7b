"""The index on disk: changes, crashes, damage, and a rebuild while the old one serves."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from lorehouse.search.documents import OPERATOR, Filters, Wanted
from lorehouse.search.engines.tantivy.engine import TantivyIndex
from lorehouse.search.errors import IndexBusy, NoIndex
from lorehouse.search.tests.conftest import NOW, document


def keys(index: TantivyIndex, words: str) -> set[int]:
    found = index.search(Wanted(words=words), OPERATOR, Filters(), now=NOW, limit=500)
    return {hit.key for hit in found.hits}


def test_a_change_replaces_and_a_withdrawn_document_is_gone(index_of):
    index = index_of([document(1, "Old wording"), document(2, "Withdrawn")])
    index.change(put=[document(1, "New phrasing")], drop=[2])

    assert keys(index, "wording") == set()
    assert keys(index, "phrasing") == {1}
    assert keys(index, "withdrawn") == set()
    assert index.health().documents == 1


def test_the_same_change_twice_leaves_one_document(index_of):
    index = index_of()
    for _ in range(2):
        index.change(put=[document(1, "Twice")])
    assert index.health().documents == 1


def test_another_reader_finds_a_change_at_once(index_of, folder):
    index = index_of()
    other = TantivyIndex(folder, home="en")
    assert keys(other, "fresh") == set()

    index.change(put=[document(1, "Fresh")])
    began = time.monotonic()
    assert keys(other, "fresh") == {1}
    assert time.monotonic() - began < 1


def test_a_second_writer_is_told_to_wait(index_of, folder):
    index = index_of()
    index.change(put=[document(1, "One")])
    second = TantivyIndex(folder, home="en")
    with pytest.raises(IndexBusy):
        second.change(put=[document(2, "Two")])
    index.close()
    second.change(put=[document(2, "Two")])
    assert keys(index, "two") == {2}


def test_without_an_index_nothing_is_found_and_changes_are_refused(folder, caplog):
    index = TantivyIndex(folder, home="en")
    assert keys(index, "anything") == set()
    assert "Nothing can be found now: There is no search index yet." in caplog.text
    assert not index.health().serves
    with pytest.raises(NoIndex):
        index.change(put=[document(1, "One")])


@pytest.mark.parametrize("what", ["meta.json", "*.term", "*.store", "*.idx"])
def test_a_damaged_index_says_so_and_can_be_rebuilt(index_of, folder, what, caplog):
    index_of([document(1, "Before")])
    for file in next(folder.glob("v*-*")).glob(what):
        file.write_bytes(b"")

    index = TantivyIndex(folder, home="en")
    with pytest.raises(NoIndex):
        index.change(put=[document(2, "After")])
    assert "must be rebuilt" in caplog.text
    assert index.rebuild([document(1, "Before"), document(2, "After")], lambda keys: []) == 2
    assert keys(index, "before after") == {1, 2}


def test_a_reader_that_meets_damage_gives_the_index_up_so_that_it_is_rebuilt(
    index_of, folder, caplog
):
    index_of([document(1, "Before")])
    for file in next(folder.glob("v*-*")).glob("*.term"):
        file.write_bytes(b"")

    reader = TantivyIndex(folder, home="en")
    assert keys(reader, "before") == set()
    assert "The search index is damaged" in caplog.text
    assert not reader.health().serves
    reader.rebuild([document(1, "Before")], lambda keys: [])
    assert keys(reader, "before") == {1}


def test_an_index_of_another_version_is_not_read(index_of, folder):
    index_of([document(1, "Before")])
    (folder / "CURRENT").write_text("v0-1")
    with pytest.raises(NoIndex, match="another version"):
        TantivyIndex(folder, home="en").change(drop=[1])


def test_the_old_index_serves_while_the_new_one_is_built_and_then_catches_up(index_of, folder):
    index = index_of([document(1, "Stable"), document(2, "Doomed")])
    truth = {1: document(1, "Stable"), 2: document(2, "Doomed")}
    reader = TantivyIndex(folder, home="en")

    def slowly():
        yield from list(truth.values())
        # After the rebuild has read these two, one is changed, one removed and one added.
        truth.update({1: document(1, "Stable changed"), 3: document(3, "Newcomer")})
        del truth[2]
        index.change(put=[truth[1], truth[3]], drop=[2])
        assert keys(reader, "newcomer") == {3}

    count = TantivyIndex(folder, home="en").rebuild(
        slowly(), lambda changed: [truth[key] for key in changed if key in truth]
    )
    assert count == 2
    assert keys(reader, "stable changed newcomer doomed") == {1, 3}
    index.change(put=[document(4, "Afterwards")])  # the writer follows to the new generation
    assert keys(reader, "afterwards") == {4}
    assert len(list(folder.glob("v*-*"))) == 1


def test_a_rebuild_that_fails_leaves_the_old_index(index_of, folder):
    index = index_of([document(1, "Kept")])

    def broken():
        yield document(2, "Never")
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError):
        index.rebuild(broken(), lambda keys: [])
    assert keys(index, "kept never") == {1}
    assert len(list(folder.glob("v*-*"))) == 1


def test_only_one_rebuild_at_a_time(index_of, folder):
    index = index_of([document(1, "Kept")])

    def nested():
        yield document(1, "Kept")
        with pytest.raises(IndexBusy):
            TantivyIndex(folder, home="en").rebuild([], lambda keys: [])

    assert index.rebuild(nested(), lambda keys: []) == 1


WRITE_FOR_EVER = """
import sys
from pathlib import Path
from lorehouse.search.engines.tantivy.engine import TantivyIndex
from lorehouse.search.tests.conftest import document
index = TantivyIndex(Path(sys.argv[1]), home="en")
n = int(sys.argv[2])
while True:
    index.change(put=[document(n, f"Number n{n}")])
    print(n, flush=True)
    n += 1
"""


def test_what_was_committed_survives_kill_9(index_of, folder: Path):
    index_of()
    acknowledged = 0
    for _ in range(3):
        with subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", WRITE_FOR_EVER, str(folder), str(acknowledged + 1)],
            stdout=subprocess.PIPE, text=True,
        ) as writer:  # fmt: skip
            for _ in range(5):
                acknowledged = int(writer.stdout.readline())
            os.kill(writer.pid, signal.SIGKILL)
            rest = writer.stdout.read().split()
            acknowledged = int(rest[-1]) if rest else acknowledged
        index = TantivyIndex(folder, home="en")
        assert keys(index, "number") >= set(range(1, acknowledged + 1))
    index.change(put=[document(9999, "Number last")])
    assert 9999 in keys(index, "last")


def test_readers_in_many_threads_meet_no_error_while_it_changes(index_of):
    index = index_of([document(0, "Number 0")])
    troubles: list[BaseException] = []
    done = threading.Event()

    def read():
        try:
            while not done.is_set():
                assert 0 in keys(index, "number 0")
        except BaseException as reason:  # noqa: BLE001
            troubles.append(reason)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for n in range(1, 15):
        index.change(put=[document(n, f"Number {n}")])
    index.rebuild([document(n, f"Number {n}") for n in range(15)], lambda keys: [])
    done.set()
    for reader in readers:
        reader.join()
    assert troubles == []
