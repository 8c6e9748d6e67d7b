"""The public log: counts, and nothing of what was removed."""

from datetime import timedelta

from lorehouse.moderation import actions, reading
from lorehouse.stream import actions as stream


def test_it_counts_by_rule_and_month(alice, mona, members, removed, respect, now):
    other = stream.write_note(author=alice, audience=members, body="Worse.", now=now)
    later = now + timedelta(days=40)
    made = actions.remove_item(by=mona, item=other, rule=respect, reason="Again.", now=later)
    actions.take_back(by=mona, case=made, now=later)

    months = reading.months()
    assert [(one.begins.month, one.removed, one.restored) for one in months] == [
        (2, 1, 1),
        (1, 1, 0),
    ]
    assert months[1].by_rule == [(respect, 1)]


def test_it_names_nobody_and_quotes_nothing(client, bob, removed):
    client.force_login(bob)
    page = client.get("/moderation/log/").text

    assert "Argue with the idea" in page
    for word in ("nitwits", "Alice", "Mona", "It insults", f"/items/{removed.item_id}/"):
        assert word not in page


def test_visitors_see_the_counts_and_no_entry_of_what_members_said(client, removed):
    page = client.get("/moderation/log/").text
    assert "Argue with the idea" in page
    assert 'id="entries"' not in page
