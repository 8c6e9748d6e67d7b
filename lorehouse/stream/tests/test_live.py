"""Listening to the stream: who is told what, and who is not."""

import re

import pytest

from lorehouse.groups import actions as groups
from lorehouse.items import actions as items
from lorehouse.items.actions.posting import change_audience, edit
from lorehouse.ledger import book
from lorehouse.people.models import Visitor
from lorehouse.pseudonyms import actions as pseudonyms
from lorehouse.realtime import hub as hubs
from lorehouse.realtime.hub import Hub, NotWelcome
from lorehouse.realtime.listeners import Listener, Topic
from lorehouse.realtime.subjects import Reader
from lorehouse.stream import actions as stream


class Page:
    """An open page: what it was told, and whether it still listens."""

    def __init__(self, hub, person, *topics, after=None, **more):
        self.hub, self.told, self.ended = hub, [], False
        reader = Reader(
            pk=person.pk, is_member=person.is_member, is_moderator=person.is_moderator,
            language="en",
        )  # fmt: skip
        self.listener = Listener(reader=reader, topics=tuple(topics), **more)
        hub.look()
        self.take(hub.join(self.listener, after))

    def take(self, deliveries):
        for one in deliveries:
            if one.to is self.listener:
                self.told.append(one.data.decode())
                self.ended = self.ended or one.last
        return self

    @property
    def names(self):
        """The names of the events it got."""
        return re.findall(r"^event: (\w+)$", "".join(self.told), re.MULTILINE)

    @property
    def words(self):
        return "".join(self.told)


@pytest.fixture
def hub(db):
    return Hub()


def on(thread):
    return Topic("thread", thread.pk)


def look(hub, *pages):
    told = hub.look()
    for page in pages:
        page.take(told)


def test_a_reply_reaches_those_who_read_the_conversation(hub, alice, bob, question, now):
    page = Page(hub, alice, on(question))
    stream.answer(author=bob, question=question, body="Half *loam*.", now=now)
    look(hub, page)

    assert page.names == ["open", "thread"]
    assert "Half <em>loam</em>." in page.words and 'data-into="#replies-list"' in page.words


def test_a_comment_is_told_where_it_hangs(hub, alice, bob, question, answer, now):
    first = stream.comment(author=alice, parent=answer, body="Sure?", now=now)
    page = Page(hub, alice, on(question))
    stream.comment(author=bob, parent=first, body="Quite.", now=now)
    look(hub, page)

    assert f'data-into="#comments-{answer.pk}"' in page.words
    assert f'to <a href="#item-{first.pk}">Alice Amber</a>' in page.words


def test_votes_reactions_edits_and_acceptance_are_told(
    hub, alice, bob, erin, question, answer, now
):
    groups.invite(inviter=alice, group=question.audience.group, person=erin, now=now)
    groups.join(person=erin, group=question.audience.group, now=now)
    page = Page(hub, erin, on(question))
    items.vote(voter=alice, item=answer, value=1, now=now)
    items.react(person=alice, item=answer, emoji="💡", on=True, now=now)
    edit(editor=bob, item=answer, title="", body="Only grit.", now=now)
    stream.accept(by=alice, answer=answer, now=now)
    look(hub, page)

    kinds = dict(re.findall(r'data-live="(\w+)" data-item="(\d+)"', page.words))
    assert kinds == dict.fromkeys(("text", "score", "reactions", "accepted"), str(answer.pk))
    assert "Only grit." in page.words and 'aria-pressed="true"' not in page.words


def test_a_removed_reply_leaves_a_gap_without_its_words(hub, alice, bob, question, answer, now):
    page = Page(hub, alice, on(question))
    items.remove(remover=bob, item=answer, now=now)
    look(hub, page)

    assert 'data-live="gap"' in page.words and "loam" not in page.words


def test_nobody_is_told_who_voted(hub, alice, bob, question, answer, now):
    program = Page(hub, alice, on(question), wants_facts=True)
    items.vote(voter=alice, item=answer, value=-1, now=now)
    look(hub, program)

    assert '"fact": "items.vote_cast"' in program.words
    assert "value" not in program.words and "actor" not in program.words


def test_only_the_writer_is_offered_to_edit(hub, alice, bob, question, now):
    hers, his = Page(hub, alice, on(question)), Page(hub, bob, on(question))
    reply = stream.answer(author=bob, question=question, body="Grit.", now=now)
    look(hub, hers, his)

    assert f"/items/{reply.pk}/edit" in his.words
    assert f"/items/{reply.pk}/edit" not in hers.words
    assert "This solved it" in hers.words and "This solved it" not in his.words


def test_all_who_see_the_same_are_told_the_same_words(hub, alice, erin, mona, ada, members, now):
    note = stream.write_note(author=alice, audience=members, body="Rain.", now=now)
    pages = [Page(hub, one, on(note)) for one in (erin, mona, ada, erin)]
    stream.comment(author=alice, parent=note, body="Still.", now=now)
    told = {one.data for one in hub.look()}

    assert len(pages) == 4
    assert len(told) == 2  # moderators see more than members do


def test_the_ledger_is_read_once_for_all_who_listen(
    hub, alice, bob, question, now, django_assert_max_num_queries
):
    for _ in range(40):
        Page(hub, alice, on(question))
    stream.answer(author=bob, question=question, body="Grit.", now=now)
    with django_assert_max_num_queries(14):
        told = hub.look()

    assert len(told) == 40


def test_who_comes_again_missed_nothing(hub, alice, bob, question, now):
    before = book.latest()
    stream.answer(author=bob, question=question, body="One.", now=now)
    Page(hub, alice, on(question))
    stream.answer(author=bob, question=question, body="Two.", now=now)
    page = Page(hub, alice, on(question), after=before)

    assert "One." in page.words and "Two." in page.words
    assert "One." not in Page(hub, alice, on(question), after=book.latest()).words


def test_who_missed_too_much_is_asked_to_load_the_page(hub, alice, bob, question, now, monkeypatch):
    monkeypatch.setattr(hubs, "MOST_BEHIND", 2)
    before = book.latest()
    for n in range(3):
        stream.answer(author=bob, question=question, body=f"{n}.", now=now)

    assert Page(hub, alice, on(question), after=before).names == ["open", "stale"]


def test_who_left_the_group_is_sent_away_before_the_next_word(hub, alice, bob, gardeners, now):
    note = stream.write_note(author=alice, audience=gardeners.audience, body="Hush.", now=now)
    page, feed = Page(hub, bob, on(note)), Page(hub, bob, Topic("feed", 0))
    groups.leave(person=bob, group=gardeners, now=now)
    stream.comment(author=alice, parent=note, body="Bob must not read this.", now=now)
    stream.write_note(author=alice, audience=gardeners.audience, body="Nor this.", now=now)
    look(hub, page, feed)

    assert page.ended and page.names == ["open", "again"]
    with pytest.raises(NotWelcome):
        Page(hub, bob, on(note))
    assert feed.names == ["open", "again"]
    assert Page(hub, bob, Topic("feed", 0), after=(0, 0)).names == ["open"]


def test_a_right_that_was_lost_without_a_fact_counts_too(hub, alice, bob, gardeners, now):
    note = stream.write_note(author=alice, audience=gardeners.audience, body="Hush.", now=now)
    page = Page(hub, bob, on(note))
    gardeners.audience.holdings.filter(person=bob).delete()
    stream.comment(author=alice, parent=note, body="Bob must not read this.", now=now)
    look(hub, page)

    assert page.ended and page.names == ["open", "gone"]


def test_a_closed_account_hears_nothing(hub, alice, bob, members, now):
    note = stream.write_note(author=alice, audience=members, body="Rain.", now=now)
    page, feed = Page(hub, bob, on(note)), Page(hub, bob, Topic("feed", 0))
    bob.is_active = False
    bob.save()
    stream.comment(author=alice, parent=note, body="Still.", now=now)
    stream.write_note(author=alice, audience=members, body="Sun.", now=now)
    look(hub, page, feed)

    assert page.names == ["open", "gone"] and feed.names == ["open", "gone"]


def test_who_signed_out_hears_nothing(hub, client, alice, bob, members, now):
    note = stream.write_note(author=alice, audience=members, body="Rain.", now=now)
    client.force_login(bob)
    page = Page(hub, bob, on(note), session=client.session.session_key)
    client.logout()
    stream.comment(author=alice, parent=note, body="Still.", now=now)
    look(hub, page)

    assert page.names == ["open", "gone"]


def test_a_conversation_that_is_narrowed_or_removed_ends_for_those_outside(
    hub, alice, bob, erin, mona, members, gardeners, now
):
    note = stream.write_note(author=alice, audience=members, body="Rain.", now=now)
    inside, outside = Page(hub, bob, on(note)), Page(hub, erin, on(note))
    change_audience(by=alice, item=note, audience=gardeners.audience, now=now)
    stream.comment(author=alice, parent=note, body="For gardeners.", now=now)
    look(hub, inside, outside)
    assert outside.names == ["open", "gone"] and "For gardeners." in inside.words

    items.remove(remover=alice, item=note, now=now)
    look(hub, inside)
    assert inside.names[-1] == "gone"


def test_the_feed_tells_of_what_one_may_read(hub, alice, bob, erin, members, gardeners, now):
    pages = [Page(hub, one, Topic("feed", 0)) for one in (alice, bob, erin)]
    secret = stream.write_note(author=alice, audience=gardeners.audience, body="Hush.", now=now)
    open_ = stream.write_note(author=alice, audience=members, body="Rain.", now=now)
    stream.comment(author=erin, parent=open_, body="A reply is no news here.", now=now)
    look(hub, *pages)

    told = [re.findall(r'data-live="post" data-item="(\d+)"', page.words) for page in pages]
    assert told == [[], [str(secret.pk), str(open_.pk)], [str(open_.pk)]]


def test_the_feed_of_a_group_is_for_its_members(hub, bob, erin, gardeners):
    Page(hub, bob, Topic("feed", gardeners.audience.pk))
    with pytest.raises(NotWelcome):
        Page(hub, erin, Topic("feed", gardeners.audience.pk))


def test_a_visitor_hears_what_is_public(hub, alice, bob, public, members, now):
    seen, kept = (
        stream.write_note(author=alice, audience=one, body="Rain.", now=now)
        for one in (public, members)
    )
    page = Page(hub, Visitor(), on(seen))
    stream.comment(author=bob, parent=seen, body="Sun.", now=now)
    look(hub, page)

    assert "Sun." in page.words and "/comments" not in page.words
    with pytest.raises(NotWelcome):
        Page(hub, Visitor(), on(kept))


def test_nothing_is_asked_while_nobody_listens(hub, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert hub.look() == []


def test_carol_may_not_listen(hub, carol, question, answer):
    for topic in (
        on(question),
        Topic("thread", answer.pk),
        Topic("thread", 999_999),
        Topic("x", 1),
    ):
        with pytest.raises(NotWelcome):
            Page(hub, carol, topic)
    assert not hub.listeners


def test_an_argument_is_told_on_its_side_and_a_reply_to_it_below(hub, alice, bob, gardeners, now):
    idea = stream.propose(author=alice, audience=gardeners.audience, body="Keep bees.", now=now)
    page = Page(hub, alice, on(idea))
    argument = stream.argue(author=bob, item=idea, side="against", body="Stings.", now=now)
    stream.comment(author=bob, parent=argument, body="Many.", now=now)
    look(hub, page)

    assert 'data-into="#arguments-against"' in page.words and "Stings." in page.words
    assert f'data-into="#comments-{argument.pk}"' in page.words


def test_a_pseudonym_is_told_as_that_and_offers_no_form_under_the_wrong_name(
    hub, client, alice, bob, erin, gardeners, now
):
    pseudonyms.allow(steward=alice, group=gardeners, on=True, now=now)
    voice = pseudonyms.take(person=bob, group=gardeners, now=now)
    asked = stream.ask(
        asker=alice, audience=gardeners.audience, title="Which soil for figs?", now=now
    )
    owner, other = Page(hub, bob, on(asked)), Page(hub, alice, on(asked))
    made = stream.answer(author=voice, question=asked, body="Loam.", now=now)
    look(hub, owner, other)

    assert voice.name in other.words and "Bob" not in other.words
    for page in (owner, other):
        assert f'action="/items/{made.pk}/comments"' not in page.words
        assert f"?reply={made.pk}#item-{made.pk}" in page.words
