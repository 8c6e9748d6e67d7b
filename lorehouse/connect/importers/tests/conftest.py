"""Small sources, and a house to bring them into."""

import json
from types import SimpleNamespace

import pytest

from lorehouse.connect.importers import actions
from lorehouse.connect.importers.reading import Errand
from lorehouse.connect.importers.store.reports import Notebook


class Notes(Notebook):
    """Notes that a test can look into."""

    @property
    def skipped(self):
        return list(self._problems)

    @property
    def lost(self):
        return dict(self._times)


@pytest.fixture(autouse=True)
def own_data(settings, tmp_path):
    """Stores lie in the test's own folder."""
    settings.HOUSE = SimpleNamespace(data=tmp_path / "house")


@pytest.fixture
def notes():
    return Notes()


@pytest.fixture
def errand(tmp_path, notes):
    """Makes an errand for a path."""

    def make(path, **options):
        scratch = tmp_path / "scratch"
        scratch.mkdir(exist_ok=True)
        for leftover in scratch.iterdir():
            leftover.unlink()
        return Errand(path=path, key="test", notes=notes, scratch=scratch, **options)

    return make


@pytest.fixture
def bring_in(erin, now):
    """Imports a path in Erin's name and returns the report."""

    def run(source, path, *, importer=erin, **options):
        started = actions.begin(importer=importer, source=source, path=path, now=now, **options)
        return actions.carry_out(started, clock=lambda: now)

    return run


@pytest.fixture
def lines(tmp_path):
    """Writes records as JSON Lines."""

    def write(*records, name="talk.jsonl"):
        path = tmp_path / name
        path.write_text("".join(json.dumps(record) + "\n" for record in records))
        return path

    return write


@pytest.fixture
def folder(tmp_path):
    """Writes files, given by their path, into a folder."""

    def write(files, name="handbook"):
        for place, content in files.items():
            path = tmp_path / name / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path / name

    return write


@pytest.fixture
def dump(folder):
    """Writes rows, given by file and attributes, as a Stack Exchange dump."""

    def write(**files):
        from xml.sax.saxutils import quoteattr

        return folder(
            {
                f"{name}.xml": "\ufeff<?xml version='1.0' encoding='utf-8'?>\n<rows>\n"
                + "\n".join(
                    f"<row {' '.join(f'{k}={quoteattr(str(v))}' for k, v in row.items())} />"
                    for row in rows
                )
                + "\n</rows>"
                for name, rows in files.items()
            },
            name="dump",
        )

    return write


@pytest.fixture
def community(dump):
    """A question with two answers, comments, votes and its history."""
    body = "<p>My <b>chain</b> slips.</p>"
    return dump(
        Users=[
            {"Id": 1, "DisplayName": "Ann", "AboutMe": "<p>I ride.</p>", "Location": "Here"},
            {"Id": 2, "DisplayName": "Ben"},
        ],
        Posts=[
            {"Id": 10, "PostTypeId": 1, "Title": "Why does it slip?", "Body": body, "Score": 2,
             "OwnerUserId": 1, "CreationDate": "2020-01-01T10:00:00.000", "AcceptedAnswerId": 12,
             "Tags": "<chain><wear>", "LastEditDate": "2020-01-03T10:00:00.000"},
            {"Id": 11, "PostTypeId": 2, "ParentId": 10, "Body": "<p>Oil it.</p>", "Score": -1,
             "OwnerDisplayName": "Gone", "CreationDate": "2020-01-02T10:00:00.000"},
            {"Id": 12, "PostTypeId": 2, "ParentId": 10, "Body": "<p>Change <code>it</code>.</p>",
             "Score": 5, "OwnerUserId": 2, "CreationDate": "2020-01-02T11:00:00.000"},
            {"Id": 13, "PostTypeId": 5, "Body": "<p>About chains.</p>"},
            {"Id": 14, "PostTypeId": 1, "Title": "Slipping?", "Body": "<p>Same.</p>", "Score": 0,
             "CreationDate": "2020-02-01T10:00:00.000", "OwnerUserId": 2, "Tags": "|chain|"},
        ],
        Comments=[
            {"Id": 1, "PostId": 12, "Text": "Thanks @Ben, *works*", "UserId": 1, "Score": 3,
             "CreationDate": "2020-01-04T10:00:00.000"},
            {"Id": 2, "PostId": 13, "Text": "On a wiki", "UserId": 1},
        ],
        Votes=[
            {"Id": 1, "PostId": 10, "VoteTypeId": 2}, {"Id": 2, "PostId": 10, "VoteTypeId": 2},
            {"Id": 3, "PostId": 10, "VoteTypeId": 2}, {"Id": 4, "PostId": 10, "VoteTypeId": 3},
            {"Id": 5, "PostId": 10, "VoteTypeId": 5},
        ],
        PostLinks=[
            {"Id": 1, "PostId": 14, "RelatedPostId": 10, "LinkTypeId": 3,
             "CreationDate": "2020-02-02T10:00:00.000"},
            {"Id": 2, "PostId": 14, "RelatedPostId": 999, "LinkTypeId": 1},
        ],
        PostHistory=[
            {"Id": 1, "PostId": 10, "PostHistoryTypeId": 1, "RevisionGUID": "a", "UserId": 1,
             "CreationDate": "2020-01-01T10:00:00.000", "Text": "Slips"},
            {"Id": 2, "PostId": 10, "PostHistoryTypeId": 2, "RevisionGUID": "a", "UserId": 1,
             "CreationDate": "2020-01-01T10:00:00.000", "Text": "My chain slips."},
            {"Id": 3, "PostId": 10, "PostHistoryTypeId": 5, "RevisionGUID": "b", "UserId": 2,
             "CreationDate": "2020-01-03T10:00:00.000", "Text": "My __chain__ slips.",
             "Comment": "emphasis"},
            {"Id": 4, "PostId": 10, "PostHistoryTypeId": 4, "RevisionGUID": "b", "UserId": 2,
             "CreationDate": "2020-01-03T10:00:00.000", "Text": "Why does it slip?"},
            {"Id": 5, "PostId": 10, "PostHistoryTypeId": 10, "RevisionGUID": "c"},
        ],
    )  # fmt: skip
