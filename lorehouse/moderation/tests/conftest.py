"""What the tests of moderation share."""

from datetime import timedelta

import pytest

from lorehouse.moderation import actions, reading
from lorehouse.moderation.models import Rule
from lorehouse.people.models import Person
from lorehouse.stream import actions as stream


@pytest.fixture
def limited(settings):
    """The limits hold, as they do in a house."""
    settings.LIMITS_ARE_KEPT = True


@pytest.fixture
def respect(db):
    """The first rule of a new house."""
    reading.rules()
    return Rule.objects.get(slug="respect")


@pytest.fixture
def note(alice, members, now):
    """Alice's note to all members."""
    return stream.write_note(author=alice, audience=members, body="You **nitwits**.", now=now)


@pytest.fixture
def nils(members, public, now):
    """Nils has been a member since this morning."""
    return Person.objects.create_user(
        "nils@house.example", name="Nils Nettle", handle="nils", joined_at=now - timedelta(hours=2)
    )


@pytest.fixture
def removed(mona, note, respect, now):
    """The case in which Mona removed Alice's note."""
    return actions.remove_item(by=mona, item=note, rule=respect, reason="It insults.", now=now)
