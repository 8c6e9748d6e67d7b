"""The cast: every test meets the same people, and their names say what they may see."""

from datetime import UTC, datetime

import pytest

from lorehouse.groups import actions as groups
from lorehouse.ledger import book
from lorehouse.library import actions as library
from lorehouse.people.models import Person
from lorehouse.stream import actions as stream

NOON = datetime(2026, 1, 15, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    """Files written by a test stay in its own folder."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files"},
        },
    }
    settings.SEARCH_FOLDER = tmp_path / "search"
    settings.LIMITS_ARE_KEPT = False  # tests post at one moment what people post in weeks
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def everything_is_settled(request, monkeypatch):
    """PostgreSQL settles facts at commit, which a test inside one transaction never reaches."""
    mark = request.node.get_closest_marker("django_db")
    if not (mark and mark.kwargs.get("transaction")) and "live_server" not in request.fixturenames:
        monkeypatch.setattr(book, "settled", book.Entry.objects.all)


@pytest.fixture
def now():
    """The time of all tests that do not say otherwise."""
    return NOON


@pytest.fixture
def public(db):
    """The audience of everyone."""
    return groups.public()


@pytest.fixture
def members(db):
    """The audience of all members."""
    return groups.members()


@pytest.fixture
def alice(members, public):
    """Alice is a member; the things in tests are hers. She founded the gardeners."""
    return Person.objects.create_user("alice@house.example", name="Alice Amber", handle="alice")


@pytest.fixture
def bob(alice, gardeners):
    """Bob is a member and a gardener."""
    bob = Person.objects.create_user("bob@house.example", name="Bob Beech", handle="bob")
    groups.join(person=bob, group=gardeners, now=NOON)
    return bob


@pytest.fixture
def carol(members, public):
    """Carol is signed in as a guest and in no group: she must not learn that a thing exists."""
    return Person.objects.create_user(
        "carol@elsewhere.example", name="Carol Cedar", handle="carol", standing="guest"
    )


@pytest.fixture
def erin(members, public):
    """Erin is an editor, and no gardener."""
    return Person.objects.create_user(
        "erin@house.example", name="Erin Elm", handle="erin", role="editor"
    )


@pytest.fixture
def mona(members, public):
    """Mona is a moderator."""
    return Person.objects.create_user(
        "mona@house.example", name="Mona Maple", handle="mona", role="moderator"
    )


@pytest.fixture
def ada(members, public):
    """Ada is an administrator."""
    return Person.objects.create_user(
        "ada@house.example", name="Ada Ash", handle="ada", role="admin"
    )


@pytest.fixture
def gardeners(alice):
    """A group whose talk only its members read."""
    return groups.found(
        founder=alice, name="Gardeners", purpose="Growing things.", open_to_members=False, now=NOON
    )


@pytest.fixture
def question(alice, gardeners):
    """Alice's question to the gardeners."""
    return stream.ask(
        asker=alice,
        audience=gardeners.audience,
        title="Which soil for figs?",
        body="They stand in *pots* on a balcony.",
        tags=["figs"],
        now=NOON,
    )


@pytest.fixture
def answer(bob, question):
    """Bob's answer to it."""
    return stream.answer(
        author=bob,
        question=question,
        now=NOON,
        body="Half loam, half grit.\n\nWater them daily in July, never in winter.",
    )


@pytest.fixture
def space(erin, members):
    """A space for all members."""
    return library.open_space(
        opener=erin, name="Handbook", audience=members, purpose="How we work.", now=NOON
    )


@pytest.fixture
def proposal(alice, space):
    """Alice's first text of an article, handed in."""
    proposal = library.draft(
        writer=alice,
        space=space,
        title="Potting figs",
        now=NOON,
        body="# Soil\n\nHalf loam, half grit.\n\n# Water\n\nDaily in July.",
        tags=["figs"],
    )
    return library.submit(writer=alice, proposal=proposal, now=NOON)


@pytest.fixture
def article(erin, proposal):
    """The article made of it, reviewed by Erin and live."""
    library.review(reviewer=erin, proposal=proposal, decision="approve", now=NOON)
    return library.publish(by=erin, proposal=proposal, now=NOON)
