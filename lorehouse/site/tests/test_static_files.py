"""Static files: names with hashes, compression, and nothing from outside their folders."""

import gzip

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

from lorehouse.site.shell import naming
from lorehouse.site.shell.files import StaticFiles
from lorehouse.site.tests.test_shell import Browser

STYLE = b"body { color: black }\n" * 50


@pytest.fixture
def folder(settings, tmp_path, monkeypatch):
    """A static folder with one style sheet."""
    settings.STATICFILES_DIRS = [tmp_path]
    monkeypatch.setattr(naming, "_hashes", {})
    finders.get_finder.cache_clear()
    (tmp_path / "house.css").write_bytes(STYLE)
    yield tmp_path
    finders.get_finder.cache_clear()


def fetch(path, *headers):
    return Browser(StaticFiles(), path, headers=headers).ask()


def test_an_address_carries_the_hash_and_the_file_is_kept_for_ever(folder):
    address = staticfiles_storage.url("house.css")

    assert address == f"/static/house.{naming.digest(STYLE)}.css"
    got = fetch(address)
    assert (got.status, got.body) == (200, STYLE)
    assert b"immutable" in got.headers[b"cache-control"]


def test_an_old_hash_and_a_plain_name_find_the_file_but_are_not_kept(folder):
    for address in ("/static/house.00000000.css", "/static/house.css"):
        got = fetch(address)
        assert got.body == STYLE
        assert b"immutable" not in got.headers[b"cache-control"]


def test_a_file_is_compressed_and_not_sent_twice(folder):
    got = fetch("/static/house.css", (b"accept-encoding", b"gzip, br"))
    again = fetch("/static/house.css", (b"if-none-match", got.headers[b"etag"]))

    assert gzip.decompress(got.body) == STYLE
    assert (again.status, again.body) == (304, b"")


def test_a_changed_file_is_sent_anew(folder):
    files = StaticFiles()
    Browser(files, "/static/house.css").ask()
    (folder / "house.css").write_bytes(b"new")

    assert Browser(files, "/static/house.css").ask().body == b"new"


@pytest.mark.parametrize("path", ["none.css", "../conftest.py", "%2e%2e/x", "", "/etc/passwd"])
def test_nothing_else_is_there(folder, path):
    assert fetch(f"/static/{path}").status == 404
