from datetime import UTC, datetime

import pytest

from lorehouse.connect.importers.records import ItemRecord, PersonRecord
from lorehouse.connect.importers.store import Store
from lorehouse.connect.importers.store.store import Busy, StoreUnusable


def item(name, **fields):
    return ItemRecord(id=name, kind="note", body="x", **fields)


def fill(store, *records):
    store.begin()
    list(store.fill(records))


def load_all(store):
    """Pretend to load what waits; returns the ids in the order they came."""
    order = []
    for batch in store.waiting():
        order += [row.record.id for row in batch]
        store.finish([(row.number, 100 + row.number, 1) for row in batch])
    return order


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "one.sqlite3") as store:
        yield store


def test_parents_come_before_their_children_and_people_before_all(store):
    fill(store, item("c", reply_to="b"), item("b", reply_to="a"), item("a"),
         PersonRecord(id="p", name="P"))  # fmt: skip

    assert load_all(store) == ["p", "a", "b", "c"]


def test_a_second_run_finds_nothing_to_do(store):
    fill(store, item("a"), item("b"))
    load_all(store)

    fill(store, item("a"), item("b"))

    assert load_all(store) == []
    assert store.count(1) == 2


def test_only_what_changed_waits_again_and_knows_its_row(store):
    fill(store, item("a"), item("b"))
    load_all(store)

    fill(store, item("a"), item("b", title="New"))

    (row,) = next(store.waiting())
    assert (row.record.id, row.house_version) == ("b", 1)
    assert row.house_id is not None


def test_loading_goes_on_where_it_stopped(tmp_path):
    path = tmp_path / "one.sqlite3"
    with Store(path) as store:
        fill(store, *(item(str(n)) for n in range(2500)))
        batch = next(store.waiting())
        store.finish([(row.number, row.number, 1) for row in batch])

    with Store(path) as store:
        fill(store, *(item(str(n)) for n in range(2500)))
        assert len(load_all(store)) == 1500


def test_what_belongs_to_nothing_is_left_out_with_all_below_it(store):
    fill(store, item("a"), item("b", reply_to="nowhere"), item("c", reply_to="b"))

    assert load_all(store) == ["a"]
    report = store.report({}, 1.0)
    assert {problem.where for problem in report.problems} == {"record b", "record c"}
    assert report.skipped == 2


def test_a_circle_of_replies_is_left_out(store):
    fill(store, item("a", reply_to="b"), item("b", reply_to="a"))

    assert load_all(store) == []
    assert store.report({}, 1.0).skipped == 2


def test_an_id_used_twice_counts_once(store):
    fill(store, item("a", title="first"), item("a", title="second"))

    batch = next(store.waiting())
    assert [row.record.title for row in batch] == ["first"]
    store.finish([(row.number, 1, 1) for row in batch])
    assert "used twice" in store.report({}, 1.0).problems[0].reason


def test_leaving_a_record_out_leaves_out_its_replies(store):
    fill(store, item("a"), item("b", reply_to="a"), item("c", reply_to="b"))

    store.leave_out([(next(store.waiting())[0], "It cannot be.")])

    assert load_all(store) == []
    assert store.report({}, 1.0).skipped == 3


def test_what_was_left_out_is_tried_again_at_the_next_run(store):
    fill(store, item("b", reply_to="a"))
    fill(store, item("b", reply_to="a"), item("a"))

    assert load_all(store) == ["a", "b"]
    assert store.report({}, 1.0).skipped == 0


def test_a_thread_knows_when_it_last_grew(store):
    noon = datetime(2024, 1, 1, 12, tzinfo=UTC)
    fill(store, item("a"), item("b", reply_to="a", created=noon))

    assert store.last_words(["a"]) == {"a": noon.timestamp()}


def test_the_same_import_does_not_run_twice_at_once(store):
    with pytest.raises(Busy, match="going on already"), Store(store.path):
        pass


def test_a_store_that_is_no_store_is_refused_with_a_sentence(tmp_path):
    path = tmp_path / "one.sqlite3"
    path.write_bytes(b"not a database, but long enough to be looked at" * 100)

    with pytest.raises(StoreUnusable, match="cannot be used"), Store(path):
        pass
