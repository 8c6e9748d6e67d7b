"""Every kind needs no more than its text, and the page offers them all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lorehouse.items.models import Item
from lorehouse.stream.actions.headlines import LONGEST, headline
from lorehouse.stream.policy import ROOT_KINDS

TEXTS = {
    "question": "Which soil do figs want? They stand on a balcony.",
    "note": "It rained.",
    "blog": "What I learned about figs. It took a year.",
    "link": "",
    "idea": "Let us share one greenhouse. It would save room.",
    "poll": "Shall we meet on Monday?",
}


@pytest.mark.parametrize("kind", ROOT_KINDS)
def test_a_kind_needs_no_more_than_its_text(client, alice, members, kind):
    client.force_login(alice)
    more = {"address": "https://figs.example/soil"} if kind == "link" else {}
    answer = client.post(
        f"/stream/new/{kind}/", {"body": TEXTS[kind], "audience": members.pk, **more}
    )

    item = Item.objects.get()
    assert answer.status_code == 302
    assert (item.kind, item.state) == (kind, "live")
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize("kind", ROOT_KINDS)
def test_the_page_leads_to_every_other_kind(client, bob, gardeners, kind):
    client.force_login(bob)
    page = client.get(f"/stream/new/{kind}/?group=gardeners").text

    for other in ROOT_KINDS:
        assert f'href="/stream/new/{other}/?group=gardeners"' in page


def test_the_first_sentence_becomes_the_title(client, alice, members):
    client.force_login(alice)
    client.post("/stream/new/question/", {"body": TEXTS["question"], "audience": members.pk})
    client.post("/stream/new/poll/", {"body": TEXTS["poll"], "audience": members.pk})
    question, poll = Item.objects.order_by("pk")

    assert question.title == "Which soil do figs want?"
    assert question.body == TEXTS["question"]
    assert (poll.title, poll.body) == ("Shall we meet on Monday?", "")


@given(st.text(max_size=400))
def test_a_headline_is_short_and_loses_no_words(text):
    title, body = headline("", text)

    assert len(title) <= LONGEST
    assert body == text or (body == "" and title)


def test_carol_cannot_begin_anything_for_all_members(client, carol, members):
    client.force_login(carol)
    for kind in ROOT_KINDS:
        client.post(f"/stream/new/{kind}/", {"body": "x", "title": "x", "audience": members.pk})

    assert not Item.objects.exists()
