"""The commands that tend a house."""

import pytest

from lorehouse.lib.errors import Refused
from lorehouse.people.models import Person
from lorehouse.site import cli
from lorehouse.site.cli import check, user
from lorehouse.site.serving import stamps


def run(command, *words):
    """Run a command in this process, on the tests' database."""
    return command.run(cli.parser().parse_args(words))


def test_every_command_says_what_it_is_for(capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["--help"])

    said = capsys.readouterr().out
    assert ended.value.code == 0
    assert [name for name in cli.COMMANDS if f"\n    {name}" not in said] == []


def test_an_unknown_command_is_refused(capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["dance"])

    assert ended.value.code == 2
    assert "invalid choice: 'dance'" in capsys.readouterr().err


def test_a_person_is_added_who_can_sign_in_at_once(db, client, capsys):
    run(user, "user", "add", "Eve@House.example", "--name", "Eve Elm", "--role", "editor")

    password = capsys.readouterr().out.split()[-1]
    eve = Person.objects.get(email="eve@house.example")
    assert (eve.name, eve.role, eve.standing) == ("Eve Elm", "editor", "member")
    form = {"login": "eve@house.example", "password": password}
    assert client.post("/accounts/login/", form).headers["Location"] == "/"


def test_nobody_is_added_twice(db, alice):
    with pytest.raises(Refused, match=r"alice@house\.example"):
        run(user, "user", "add", "alice@house.example", "--name", "Another Alice")


def test_a_healthy_house_is_well(db, tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(stamps.HOUSE.__dict__, "data", tmp_path)
    status = run(check, "check")

    said = capsys.readouterr().out
    assert status == 0, said
    assert [line.split()[0] for line in said.splitlines()] == ["ok"] * 5


def test_what_is_not_well_is_said(db, settings, capsys):
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    assert run(check, "check") == 1
    assert "WRONG  mail         127.0.0.1:1 does not answer" in capsys.readouterr().out


def test_a_new_migration_changes_the_key(tmp_path, monkeypatch):
    before = stamps.migrations_key()
    folder = tmp_path / "room" / "migrations"
    folder.mkdir(parents=True)
    (folder / "0001_first.py").write_text("operations = []")
    monkeypatch.setitem(stamps.HOUSE.__dict__, "package", tmp_path)
    first = stamps.migrations_key()
    (folder / "0002_second.py").write_text("operations = []")

    assert len({before, first, stamps.migrations_key()}) == 3
