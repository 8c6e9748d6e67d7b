"""Nobody sees through a pseudonym: the house is the same whoever is behind it.

The same things happen twice, once with Dora and once with Dirk behind the pseudonym. Whatever the
house keeps besides the sealed table, and whatever it shows to a moderator, a steward, an
administrator and a fellow member, must then be equal to the last character: what does not differ
cannot tell.
"""

import ast
import itertools
import json
import re
import uuid
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.management.color import no_style
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lorehouse.connect import actions as connect
from lorehouse.connect.exporters.selection import Tally, exported, records
from lorehouse.groups import actions as groups
from lorehouse.groups.models import Membership
from lorehouse.items import actions as items
from lorehouse.items.models import Attachment
from lorehouse.ledger import book, followers
from lorehouse.moderation import reading
from lorehouse.moderation.models import Case
from lorehouse.notify import actions as notify
from lorehouse.notify import inbox
from lorehouse.people.models import Person
from lorehouse.pseudonyms import actions, naming
from lorehouse.pseudonyms.models import Seal
from lorehouse.realtime.hub import Hub, NotWelcome
from lorehouse.realtime.listeners import Listener, Topic
from lorehouse.realtime.subjects import Reader
from tests.architecture.deeds import DEEDS, lived
from tests.architecture.test_outsider import addresses

ROOMS = Path(__file__).resolve().parents[2] / "lorehouse"


class Undone(Exception):
    """Ends a transaction that is not to be kept."""


@pytest.fixture
def circle(alice, mona, ada, gardeners, now):
    """Gardeners: a steward, a moderator, an administrator, and the two in question."""
    actions.allow(steward=alice, group=gardeners, on=True, now=now)
    pair = [
        Person.objects.create_user(f"{name}@house.example", name=name.title(), handle=name)
        for name in ("dora", "dirk")
    ]
    for person in pair:
        items.attach(uploader=person, name="mine.png", content=ContentFile(b"x", "x"), now=now)
    for person in (mona, ada, *pair):
        groups.invite(inviter=alice, group=gardeners, person=person, now=now)
        groups.join(person=person, group=gardeners, now=now)
    for person in pair:  # whoever follows one of them reads nothing of what is not under their name
        groups.follow(person=mona, kind="person", target_id=person.pk, now=now)
    # They differ in what the house treats people by: Dora is new here, and Dirk a steward. They
    # want to hear of what reaches them at other times and in other ways.
    wants = {"digest": "off", "hour": 8, "weekday": 0, "quiet_from": 0, "now": now}
    notify.prefer(person=pair[0], channels={}, quiet_until=0, **wants)
    notify.prefer(person=pair[1], channels={"reply": ["inbox"]}, quiet_until=23, **wants)
    Person.objects.filter(handle="dora").update(joined_at=now)
    Membership.objects.filter(person__handle="dirk").update(is_steward=True)
    reading.rules()
    return {"group": gardeners, "pair": pair, "readers": [alice, mona, ada], "now": now}


@pytest.fixture
def without_chance(monkeypatch):
    """What is drawn by lot comes out the same each time; called before each run."""

    def begin():
        names, numbers = itertools.count(), itertools.count(1)
        monkeypatch.setattr(
            naming, "free_name", lambda: (f"Grey Heron {(n := next(names))}", f"~grey-heron-{n}")
        )
        monkeypatch.setattr(naming, "address_of_nobody", lambda: f"{next(names)}@pseudonym.invalid")
        monkeypatch.setattr(
            Attachment._meta.get_field("id"), "_get_default", lambda: uuid.UUID(int=next(numbers))
        )
        with connection.cursor() as cursor:
            for line in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
                cursor.execute(line)

    return begin


def kept():
    """Every row of the house except those of the sealed table."""
    found = {}
    for model in apps.get_models():
        if model.__module__.startswith("lorehouse.") and model is not Seal:
            found[model.__name__] = list(model._default_manager.order_by("pk").values())
    for row in found["Attachment"]:
        del row["file"]  # a place on the disk, made of the id; the second run's is taken already
    for row in found["Person"]:
        del row["password"]  # of those who have none it is drawn by lot
    return json.dumps(found, default=str, sort_keys=True, indent=0).splitlines()


def twice(circle, begin, deeds, look):
    """What `look` sees after the same deeds of Dora and of Dirk."""
    seen = []
    for owner in circle["pair"]:
        try:
            with transaction.atomic():
                begin()
                with transaction.atomic():
                    seen.append(look(lived(circle, owner, deeds)))
                raise Undone
        except Undone:
            continue
    return seen


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(deeds=st.lists(st.sampled_from(sorted(DEEDS)), max_size=10))
def test_nothing_that_is_kept_tells_who_is_behind_a_pseudonym(
    circle, without_chance, monkeypatch, deeds
):
    monkeypatch.setattr("django.utils.timezone.now", lambda: circle["now"])
    dora, dirk = twice(circle, without_chance, deeds, lambda _: kept())

    assert dora == dirk


EVERYTHING = (
    "note", "edit", "edit", "blog", "link", "poll", "close", "answer", "remove", "comment",
    "accept", "advertise", "flag", "list", "take", "appeal", "grant", "note", "flag", "note",
    "take", "appeal", "idea", "argue", "trial", "report", "adopt", "ask", "remove", "restore",
    "mark", "reply", "name", "answer", "thank", "tell", "reply", "look", "reply",
)  # fmt: skip


def shown(client, circle, said):
    """Every page and every answer of the API to each of the readers, about what was said."""
    followers.discover()
    followers.run_dry()
    group, now = circle["group"], circle["now"]
    hub = Hub()
    voice = next(one.author for one in said if one.author.is_pseudonym)
    first = {one.kind: one.pk for one in reversed(said)}  # one of each kind is enough
    values = {"int": sorted(first.values()), "str": [group.slug, voice.handle], "uuid": []}
    pages = {}
    for reader in circle["readers"]:
        client.force_login(reader)
        _, word = connect.make_token(person=reader, now=now)
        for address in {*addresses(values), *by_words(voice), *by_items(said)}:
            if not any(part in address for part in ("logout", "ui/gallery", "account/erasure")):
                pages[reader.handle, address] = page(client.get(address))
        for address in api(client, values):
            pages[reader.handle, address] = page(
                client.get(address, HTTP_AUTHORIZATION=f"Bearer {word}")
            )
        pages[reader.handle, "live"] = told_live(hub, reader, said)
        lines = [record for _, record in records(exported(reader), Tally())]
        pages[reader.handle, "export"] = json.dumps(lines, default=str)
    return pages


def told_live(hub, reader, said):
    """All that an open page of each conversation and of the feed is told from the beginning on."""
    roots = sorted({one.root_or_self_id for one in said if one.state == "live"})
    who = Reader(
        pk=reader.pk, is_member=reader.is_member, is_moderator=reader.is_moderator, language="en"
    )
    words = []
    for topic in [*(Topic("thread", pk) for pk in roots), Topic("feed", 0)]:
        try:
            told = hub.join(Listener(reader=who, topics=(topic,)), book.START)
        except NotWelcome:
            continue  # it was taken away
        words += [one.data.decode() for one in told]
    return re.sub(r"^id:.*$", "", "".join(words), flags=re.MULTILINE)


def by_words(voice):
    """Where people look for somebody by name."""
    for word in ("dora", "dirk", voice.name, "no"):
        yield f"/search/?q={word}"
        yield f"/search/?q=by:{word}"
        yield f"/suggest?q={word}"
    for sort in ("latest", "hot", "top", "for-you", "following", "unanswered"):
        yield f"/stream/?sort={sort}"
    for name in ("dora", "dirk", voice.handle):
        yield f"/stream/?person={name}"
        yield f"/people/{name}/"
    for tab in ("flagged", "held", "appeals"):
        yield f"/moderation/?tab={tab}"


def by_items(said):
    """The address of each thing that was said, and its history."""
    for one in said:
        yield f"/stream/{one.root_or_self_id}/"
        yield f"/items/{one.pk}/history/"
        yield f"/items/{one.pk}/edit"
        yield f"/items/{one.pk}/lists/"
    for case in Case.objects.all():
        yield case.get_absolute_url()
        yield f"/moderation/mine/{case.pk}/"


def api(client, values):
    """Every address that the API lists for reading."""
    for path, operations in client.get("/api/v1/openapi.json").json()["paths"].items():
        names = re.findall(r"{(\w+)}", path)
        if "get" not in operations or len(names) > 1:
            continue
        for value in values["int"] if names and names[0].endswith("id") else values["str"]:
            yield re.sub(r"{\w+}", str(value), path)


def page(answer):
    """An answer, without what differs at each request."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = body.decode(errors="replace") + answer.get("Location", "")
    text = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}(\+00:00|Z)", "now", text)
    text = re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]*|("X-CSRFToken": ?")[^"]*', "", text)
    return f"{answer.status_code} {re.sub(r'nonce-?[^ ]*', '', text)}"


@pytest.mark.timeout(600)  # some hundred pages, twice
@pytest.mark.walk
@pytest.mark.long
def test_no_page_tells_a_moderator_a_steward_or_an_administrator(client, circle, without_chance):
    dora, dirk = twice(circle, without_chance, EVERYTHING, lambda said: shown(client, circle, said))

    assert dora.keys() == dirk.keys()
    assert len(dora) > 300
    assert any("Grey Heron" in text for text in dora.values())
    for where in ("live", "/moderation/?tab=flagged"):
        assert "Grey Heron" in dora["ada", where]
    assert [where for where in dora if dora[where] != dirk[where]] == []


def test_the_owner_does_see_it(client, circle, without_chance):
    """Were it otherwise, the tests above could not fail."""
    seen = []

    def look(said):
        for reader in circle["pair"]:
            client.force_login(reader)
            seen.append("Grey Heron" in page(client.get("/settings/pseudonyms/")))

    twice(circle, without_chance, EVERYTHING, look)

    assert seen == [True, False, False, True]


def test_the_owner_alone_hears_what_reached_the_pseudonym(circle, without_chance, mailoutbox):
    """Mails are sent, and nothing is kept of that; else the first test could not fail here."""
    seen = []

    def look(said):
        seen.append([inbox.unread_count(one) for one in map(again, circle["pair"])])

    twice(circle, without_chance, ["reply", "name", "tell"], look)

    assert seen == [[3, 0], [0, 3]]
    assert [one.to for one in mailoutbox] == [["dora@house.example"]]


def again(person):
    """The same person at their next request."""
    return Person.objects.get(pk=person.pk)


def test_only_these_modules_read_the_sealed_table():
    readers = set()
    for file in ROOMS.rglob("*.py"):
        if "tests" in file.parts or "migrations" in file.parts:
            continue
        source = file.read_text()
        names = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
        if "Seal" in names or "pseudonyms_seal" in source:
            readers.add(file.relative_to(ROOMS).as_posix())

    assert readers == {
        "pseudonyms/actions.py",  # counts one's own, and writes
        "pseudonyms/hints.py",  # whose turn it is to be told that something waits
        "pseudonyms/opened.py",  # after two consents
        "pseudonyms/voices.py",  # one's own
    }
