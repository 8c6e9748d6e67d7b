"""What the people of the demo house say fits who they are. No database is needed."""

import re
from collections import Counter
from datetime import timedelta
from functools import cache

import pytest

from lorehouse.items.actions.judging import EMOJI
from lorehouse.items.writing import MOST_TAGS
from lorehouse.lib import markdown
from lorehouse.lib.errors import Unfit
from lorehouse.site.demo import content, conversations

KINDS = {"note": 45, "blog": 25, "question": 80}  # at least so many of each


@cache
def talk():
    return {one.key: one for one in conversations.all_of_them()}


@cache
def people():
    return {one["handle"]: one for one in content.house()["people"]}


@cache
def groups():
    return {one["slug"]: one for one in content.house()["groups"]}


@cache
def live_articles():
    pages = {page.name: page.said for page in content.pages()}
    return {name for name, said in pages.items() if said.get("state", "published") == "published"}


def each(of=lambda said: True):
    return [pytest.param(said, id=key) for key, said in talk().items() if of(said)]


def everything(said):
    return [said, *said.everything()]


def may_begin(handle, where):
    """Whether somebody may begin a conversation there; in open groups they join for it."""
    person = people()[handle]
    kind, _, slug = where.partition(":")
    inside = "department" in person
    if kind == "group":
        group = groups()[slug]
        return handle in group["members"] or (inside and group["entry"] == "open")
    return {
        "public": inside,
        "members": inside,
        "department": person.get("department") == slug,
        "organisation": person.get("organisation") == slug,
    }[kind]


def test_there_is_talk_of_every_kind_and_quality():
    kinds = Counter(said.kind for said in talk().values())
    questions = [said for said in talk().values() if said.kind == "question"]
    answers = [[one for one in said.replies if one.kind == "answer"] for said in questions]

    assert all(kinds[kind] >= number for kind, number in KINDS.items())
    assert sum(kinds.values()) >= 155
    assert sum(not given for given in answers) >= 4
    assert sum(any(one.accepted for one in given) for given in answers) >= 50
    assert sum(one.score < 0 for given in answers for one in map(Judged, given)) >= 4
    assert sum(bool(said.duplicate_of) for said in questions) >= 3
    assert max(len(said.everything()) for said in talk().values()) >= 40
    assert any(one.edits for said in talk().values() for one in everything(said))


class Judged:
    """A reply by its score."""

    def __init__(self, reply):
        self.score = reply.up - reply.down


def test_there_is_talk_for_every_kind_of_audience():
    kinds = Counter(said.where.partition(":")[0] for said in talk().values())
    assert set(kinds) == {"public", "members", "group", "department", "organisation"}
    assert {said.where.partition(":")[2] for said in talk().values()} >= set(groups())


def test_keys_are_unique_and_everybody_says_something():
    assert len(talk()) == sum(1 for _ in content.talk())
    heard = {one.author for said in talk().values() for one in everything(said)}
    assert heard == set(people())


@pytest.mark.parametrize("said", each())
def test_whoever_takes_part_was_there_and_may(said):
    assert said.days_ago > 0
    assert timedelta(days=said.days_ago) >= said.lasts
    if said.where.startswith("group:"):
        assert said.days_ago <= groups()[said.where.removeprefix("group:")]["founded_days_ago"]
    for one in everything(said):
        here = people()[one.author]["joined_days_ago"]
        assert timedelta(days=here) >= timedelta(days=said.days_ago) - one.after, one.author
        assert may_begin(one.author, said.where), one.author


@pytest.mark.parametrize("said", each())
def test_what_is_named_exists(said):
    assert len(said.tags) <= MOST_TAGS
    assert set(said.tags) <= {one["name"] for one in content.house()["tags"]}
    assert said.title or said.kind == "note"
    assert not said.duplicate_of or talk()[said.duplicate_of].days_ago > said.days_ago
    for one in everything(said):
        assert set(one.reactions) <= set(EMOJI)
        assert one.up + one.down < len(people()) - 5
        rendered = markdown.render(one.body)
        named = set(re.findall(r"(?<![\w.])@([a-z]+)", one.body))
        assert named <= set(people()), one.body
        assert {link.target for link in rendered.wiki_links} <= live_articles(), one.body


@pytest.mark.parametrize("said", each(lambda said: said.kind == "question"))
def test_at_most_one_answer_is_accepted_and_comments_never(said):
    accepted = [one for one in said.everything() if one.accepted]
    assert len(accepted) <= 1
    assert all(one.kind == "answer" for one in accepted)


@pytest.mark.parametrize("said", each(lambda said: said.kind == "blog"))
def test_blog_posts_take_their_time(said):
    assert len(said.body.split()) >= 330


@pytest.mark.parametrize("said", each())
def test_only_writers_and_moderators_take_things_away(said):
    for one in everything(said):
        if one.removed:
            remover = people()[one.removed.by]
            assert one.removed.by == one.author or remover["role"] in {"moderator", "admin"}
            assert one.removed.after > one.after


def test_what_people_keep_is_theirs_to_read():
    for handle, keys in content.belongings()["saved"].items():
        for key in keys:
            where = talk()[key].where
            assert "department" in people()[handle] or where.startswith(("public", "group:"))
            assert not where.startswith("group:") or may_begin(handle, where), (handle, key)


@pytest.mark.parametrize("bridge", content.bridges().values(), ids=lambda one: one["article"])
def test_conversations_went_as_their_bridges_say(bridge):
    said = talk()[bridge["conversation"]]
    replies = said.everything()
    assert (said.author, said.kind) == (bridge["asked_by"], bridge["kind"])
    assert said.days_ago == bridge["days_ago"]
    for number, reply in bridge["replies"].items():
        if number:
            one = replies[number - 1]
            assert (one.author, one.kind) == (reply["by"], reply["kind"])
            assert one.accepted == reply.get("accepted", False)


@pytest.mark.parametrize("head", ["Ruth 3h", "ruth", "ruth 3 hours", "ruth 3h +2 -1 chosen"])
def test_a_head_that_cannot_be_read_is_refused(head):
    with pytest.raises(Unfit, match="does not say who"):
        conversations.reply({head: "Words."}, "answer")
