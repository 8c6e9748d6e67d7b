"""Backups: whole, taken while the house is written to, and never restored over another house."""

import sqlite3
import tarfile
import threading
import time
from contextlib import closing

import pytest

from conftest import NOON
from lorehouse.lib.errors import Refused
from lorehouse.site.keeping import archive


@pytest.fixture
def house(tmp_path):
    """A data folder with a database, a file and a key."""
    data = tmp_path / "house"
    (data / "files" / "a").mkdir(parents=True)
    (data / "files" / "a" / "note.txt").write_text("kept")
    (data / "secret_key").write_text("secret")
    with closing(sqlite3.connect(data / "lorehouse.sqlite3")) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT)")
        database.executemany("INSERT INTO note (text) VALUES (?)", [("x" * 500,)] * 2000)
        database.commit()
    return data


def save(house, target):
    return archive.write(target, data=house, database=house / "lorehouse.sqlite3", now=NOON)


def bring_back(source, data):
    data.mkdir(exist_ok=True)
    return archive.read(source, data=data, database=data / "lorehouse.sqlite3")


def count(data):
    with closing(sqlite3.connect(data / "lorehouse.sqlite3")) as database:
        return database.execute("SELECT count(*) FROM note").fetchone()[0]


def test_a_house_comes_back_as_it_was(house, tmp_path):
    size = save(house, tmp_path / "backup.tar")
    about = bring_back(tmp_path / "backup.tar", tmp_path / "new")

    assert size > 1_000_000
    assert about["made"] == NOON.isoformat()
    assert count(tmp_path / "new") == 2000
    assert (tmp_path / "new" / "files" / "a" / "note.txt").read_text() == "kept"
    assert (tmp_path / "new" / "secret_key").read_text() == "secret"


def test_a_backup_holds_all_that_was_written_before_it_began(house, tmp_path):
    stop, written = threading.Event(), []

    def write():
        with closing(sqlite3.connect(house / "lorehouse.sqlite3", timeout=20)) as database:
            while not stop.is_set():
                database.execute("INSERT INTO note (text) VALUES ('new')")
                database.commit()
                written.append(1)

    writer = threading.Thread(target=write, daemon=True)
    writer.start()
    while len(written) < 50:
        time.sleep(0.001)
    before = len(written)
    try:
        save(house, tmp_path / "backup.tar")
    finally:
        stop.set()
        writer.join()
    bring_back(tmp_path / "backup.tar", tmp_path / "new")

    assert 2000 + before <= count(tmp_path / "new") <= 2000 + len(written)


def test_a_backup_does_not_overwrite(house, tmp_path):
    (tmp_path / "backup.tar").write_text("precious")

    with pytest.raises(Refused, match="is there already"):
        save(house, tmp_path / "backup.tar")
    assert (tmp_path / "backup.tar").read_text() == "precious"


def test_a_backup_that_cannot_be_written_leaves_nothing(house, tmp_path):
    with pytest.raises(Refused, match="cannot be written"):
        save(house, tmp_path / "nowhere" / "backup.tar")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["house"]


def test_a_house_is_not_overwritten(house, tmp_path):
    save(house, tmp_path / "backup.tar")

    with pytest.raises(Refused, match=r"a house in .* already"):
        bring_back(tmp_path / "backup.tar", house)
    assert count(house) == 2000


@pytest.mark.parametrize("cut", [100, 5000, 600_000])
def test_a_backup_that_was_cut_short_is_refused(house, tmp_path, cut):
    save(house, tmp_path / "backup.tar")
    whole = (tmp_path / "backup.tar").read_bytes()
    (tmp_path / "cut.tar").write_bytes(whole[:cut])

    with pytest.raises(Refused):
        bring_back(tmp_path / "cut.tar", tmp_path / "new")
    assert list((tmp_path / "new").iterdir()) == []


def test_a_changed_database_is_noticed(house, tmp_path):
    save(house, tmp_path / "backup.tar")
    content = bytearray((tmp_path / "backup.tar").read_bytes())
    content[300_000] ^= 255
    (tmp_path / "bad.tar").write_bytes(content)

    with pytest.raises(Refused, match="damaged"):
        bring_back(tmp_path / "bad.tar", tmp_path / "new")


def test_a_strangers_archive_is_refused(tmp_path):
    (tmp_path / "evil").write_text("x")
    with tarfile.open(tmp_path / "evil.tar", "w") as tar:
        tar.add(tmp_path / "evil", "../../outside")

    with pytest.raises(Refused):
        bring_back(tmp_path / "evil.tar", tmp_path / "new")
    assert not (tmp_path.parent / "outside").exists()
