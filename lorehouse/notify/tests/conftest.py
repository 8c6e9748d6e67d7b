"""What the tests of notices share: a house whose followers have read everything."""

import pytest

from lorehouse.ledger import followers
from lorehouse.notify.models import Notice


@pytest.fixture
def told(monkeypatch, now):
    """Lets all followers read, at the tests' time; returns what somebody was told of."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    followers.discover()

    def notices(person):
        followers.run_dry()
        own = Notice.objects.filter(person=person).order_by("pk")
        return [(one.reason, *one.ref) for one in own]

    return notices


@pytest.fixture(autouse=True)
def own_key(settings, tmp_path):
    """A test's house has a key of its own."""
    settings.PUSH_KEY_FILE = tmp_path / "push_key.pem"
