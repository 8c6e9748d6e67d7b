"""The demo house filled once, and looked at as several of its people."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings as house_settings
from django.contrib.auth import authenticate
from django.db import transaction
from django.db.models import Count, F
from django.test import override_settings

from lorehouse.bridge import reading
from lorehouse.bridge.models import Provenance
from lorehouse.groups.models import Group, GroupInvitation, MembershipRequest
from lorehouse.items.models import Bookmark, Draft, Item, Link, Reaction, Revision, Vote
from lorehouse.ledger import book
from lorehouse.library.models import Article, FieldNote, Helpfulness, Proposal
from lorehouse.moderation.models import Case
from lorehouse.people.models import Person, Visitor
from lorehouse.site import demo
from lorehouse.site.demo import content, conversations
from lorehouse.stream.models import Ballot, Idea, Question, Share
from lorehouse.stream.policy import ROOT_KINDS

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]  # filled once a run

NOW = datetime(2026, 3, 5, 15, 30, tzinfo=UTC)
HASHERS = list(house_settings.PASSWORD_HASHERS)  # before the tests' own, which is quick and weak


@pytest.fixture(scope="module", autouse=True)
def house(django_db_setup, django_db_blocker):
    """The demo house, filled once for all tests of this file."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        # As in a house that is served; to look at two years of talk for spam takes long.
        kept = override_settings(LIMITS_ARE_KEPT=True)
        patch.setattr(demo.moderating, "ask", kept(demo.moderating.ask))
        yield demo.load(now=NOW)
        transaction.set_rollback(True)


def plain(body):
    """A text with the names of its pictures alone: where they are kept is decided on loading."""
    return re.sub(r"\]\([^)]*/([\w-]+\.png)\)", r"](\1)", body)


def person(handle):
    return Person.objects.get(handle=handle)


def test_everybody_lives_there():
    people = Person.objects.exclude(standing=Person.Standing.PSEUDONYM)
    newcomers = content.moderation()["newcomers"]
    assert people.count() == len(content.house()["people"]) + len(newcomers)
    assert Group.objects.count() == len(content.house()["groups"])
    for said in content.house()["groups"]:
        held = set(Group.objects.get(slug=said["slug"]).memberships.values_list("person__handle"))
        assert held >= {(handle,) for handle in said["members"]}


def test_everything_said_is_there():
    talk, held = conversations.all_of_them(), len(content.moderation()["posts"])
    replies = sum(len(said.everything()) for said in talk)
    kinds = [one for many in content.kinds().values() for one in many]
    below = ("arguments", "experiences", "replies")
    replies += sum(len(one.get(name, [])) for one in kinds for name in below)
    stream = Item.objects.filter(lane="stream")
    assert stream.roots().count() == len(talk) + len(kinds) + held
    assert stream.exclude(parent=None).count() == replies
    taken = stream.filter(state=Item.State.REMOVED)
    assert set(taken.values_list("removal__remover__handle", flat=True)) == {
        "colin",
        "grace",
        "zoe",
    }
    assert Question.objects.solved().count() == sum(
        one.accepted for said in talk for one in said.everything()
    )
    assert Link.objects.filter(kind=Link.Kind.DUPLICATES).count() == sum(
        bool(said.duplicate_of) for said in talk
    )


def test_there_is_something_of_every_kind_and_stage():
    assert set(Item.objects.roots().filter(lane="stream").values_list("kind", flat=True)) == set(
        ROOT_KINDS
    )
    assert set(Idea.objects.values_list("stage", flat=True)) >= {"debated", "trial", "adopted"}
    assert Ballot.objects.count() > 30
    assert Share.objects.values("page").distinct().count() < Share.objects.count()
    assert Item.objects.filter(author__standing=Person.Standing.PSEUDONYM).exists()


def test_articles_are_of_every_type_and_state():
    states = {state for state in Article.State.values if state != Article.State.DRAFT}
    assert set(Article.objects.values_list("type", flat=True)) == set(Article.Type.values)
    assert set(Article.objects.values_list("state", flat=True)) >= states
    assert {Proposal.State.IN_REVIEW, Proposal.State.CHANGES_ASKED} <= set(
        Proposal.objects.values_list("state", flat=True)
    )
    assert set(FieldNote.objects.values_list("outcome", flat=True)) == set(FieldNote.Outcome.values)
    assert Article.objects.due(NOW).exists()
    assert Article.objects.exclude(parent=None).exists()
    assert Revision.objects.filter(item__kind="article").exists()


def test_every_page_stands_at_its_address_with_its_newest_text():
    articles = {
        f"{one.space.slug}/{one.slug}": one
        for one in Article.objects.select_related("space", "item")
    }
    for page in content.pages():
        article = articles.pop(page.name)
        if article.state in {Article.State.PUBLISHED, Article.State.ARCHIVED}:
            assert plain(article.item.body) == plain(page.body), page.name
    assert not articles


def test_what_grew_from_talk_knows_each_paragraph_it_owes():
    for name, said in content.bridges().items():
        space, slug = name.split("/")
        article = Article.objects.get(space__slug=space, slug=slug)
        growth = reading.grew_from(article, person("tess"))
        page = next(page for page in content.pages() if page.name == name)
        assert len(growth.by_block()) == len(
            {one["paragraph_starts"] for one in page.said["provenance"]}
        ), name
        thread = growth.origins[0].thread
        assert thread is not None, name
        assert article in reading.became(thread, person("tess"))
        assert thread.author.handle == said["asked_by"]
    assert not Provenance.objects.filter(block="").exists()


def test_counts_are_those_of_the_opinions():
    assert Vote.objects.count() > 3000
    assert Reaction.objects.count() > 100
    assert Helpfulness.objects.count() > 500
    ups = Item.objects.annotate(number=Count("votes")).exclude(
        number=F("votes_up") + F("votes_down")
    )
    assert not ups.exists()
    assert not Item.objects.exclude(score=F("votes_up") - F("votes_down")).exists()
    assert not Vote.objects.filter(voter=F("item__author")).exists()


def test_nothing_happened_in_the_future_or_before_its_time():
    assert not Item.objects.filter(created_at__gt=NOW).exists()
    assert not Item.objects.filter(created_at__lt=F("parent__created_at")).exists()
    assert not Item.objects.filter(created_at__lt=F("author__joined_at")).exists()
    assert not Item.objects.filter(active_at__gt=NOW).exists()
    assert not Vote.objects.filter(at__gt=NOW).exists()
    assert not Vote.objects.filter(at__lt=F("item__created_at")).exists()
    assert not Vote.objects.filter(at__lt=F("voter__joined_at")).exists()
    assert not Article.objects.filter(verified_at__gt=NOW).exists()


def test_every_link_between_texts_leads_somewhere():
    live = Item.objects.live()
    assert not live.filter(wanted__isnull=False).exists()


def test_the_ledger_tells_it_all():
    told = book.read(["items.posted"], after=book.START, limit=10_000)
    assert {one.fact.item_id for one in told} == set(Item.objects.values_list("pk", flat=True))
    assert book.read(["bridge.thread_distilled"], after=book.START, limit=10)


def test_people_keep_things_for_later_and_have_begun_others():
    said = content.belongings()
    assert Bookmark.objects.count() == sum(map(len, said["saved"].values()))
    assert {draft.writer.handle for draft in Draft.objects.all()} == {
        one["writer"] for one in said["drafts"]
    }


def test_some_wait_to_be_let_into_groups():
    assert MembershipRequest.objects.filter(group__slug="neurodiversity-at-work").exists()
    assert GroupInvitation.objects.filter(person=person("imogen")).exists()


def test_the_accounts_it_offers_can_sign_in(house, settings):
    settings.PASSWORD_HASHERS = HASHERS
    assert {"member", "editor", "moderator", "admin"} <= {
        person(one["email"].split(".")[0]).role for one in house
    }
    for one in house:
        found = authenticate(username=one["email"], password=one["password"])
        assert found is not None, one
        assert found.get_absolute_url()


def test_the_moderators_have_a_post_held_as_spam_and_a_flagged_article(house):
    held = Case.objects.open().get(is_held=True)
    assert held.confidence == Case.Confidence.ACT
    assert held.item.state == Item.State.DRAFT
    article = Case.objects.open().get(item__kind=Item.Kind.ARTICLE)
    assert article.item.state == Item.State.LIVE
    assert article.flags.get().words
    for case in (held, article):
        assert Case.objects.visible_to(person("zoe")).filter(pk=case.pk).exists()


def test_filling_it_again_changes_nothing(house):
    before = book.latest()
    assert demo.load(now=NOW + timedelta(days=1)) == house
    assert book.latest() == before


def test_a_guest_sees_what_is_public_or_shared_with_them():
    seen = set(
        Item.objects.visible_to(person("leah"))
        .values_list("audience__kind", "audience__group__slug")
        .distinct()
    )
    assert seen == {
        ("public", None),
        ("group", "client-corner"),
        ("group", "harrowgate-rollout"),
        ("group", "forum-speakers"),
    }


def test_visitors_see_only_what_is_public():
    visitor = Visitor()
    assert set(Item.objects.visible_to(visitor).values_list("audience__kind").distinct()) == {
        ("public",)
    }
    assert Article.objects.visible_to(visitor).count() >= 5
    assert not Proposal.objects.visible_to(visitor).exists()
    assert not Group.objects.visible_to(visitor).exists()
