"""`/spaces` and `/articles`: the reviewed lane."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Status

from lorehouse.bridge import reading
from lorehouse.connect.api import answers
from lorehouse.connect.api.paging import listed
from lorehouse.connect.api.reader import reader
from lorehouse.connect.api.shapes import (
    AudienceValue,
    ChangedArticle,
    HelpfulValue,
    Json,
    NewArticle,
    NewFieldNote,
    NewReview,
    NewSpace,
)
from lorehouse.groups.words import audience_named
from lorehouse.items.models import Item
from lorehouse.lib.errors import Unfit
from lorehouse.library import actions
from lorehouse.library.models import Article, Proposal, Space
from lorehouse.library.models.articles import ArticleQuerySet
from lorehouse.people.models import Person

router = Router(tags=["library"])


def readable(person: Person) -> ArticleQuerySet:
    """Articles that `person` may read, with what an answer needs."""
    return (
        Article.objects.visible_to(person)
        .select_related(*answers.ARTICLE_RELATIONS)
        .prefetch_related("item__taggings__tag")
    )


def the_article(request: HttpRequest, article_id: int) -> Article:
    """The article, if the caller may read it."""
    return get_object_or_404(readable(reader(request)), pk=article_id)


def with_proposal(article: Article, proposal: Proposal | None) -> Json:
    """An article and one proposal for it."""
    return {
        **answers.article(article),
        "proposal": answers.proposal(proposal) if proposal else None,
    }


def own_proposal(person: Person, article: Article) -> Proposal | None:
    """The caller's open proposal for an article."""
    return article.proposals.open().filter(author=person).select_related("author").first()


@router.get("/spaces", summary="List spaces")
def list_spaces(request: HttpRequest, cursor: str = "", limit: int = 100) -> Json:
    """The spaces one can see."""
    rows = Space.objects.visible_to(reader(request)).select_related("audience")
    return listed(rows, order=["name", "pk"], shape=answers.space, cursor=cursor, limit=limit)


@router.post("/spaces", response={201: Json}, summary="Open a space")
def open_space(request: HttpRequest, given: NewSpace) -> Status[Any]:
    """Editors open spaces."""
    person = reader(request)
    space = actions.open_space(
        opener=person,
        name=given.name,
        slug=given.slug,
        purpose=given.purpose,
        audience=audience_named(given.audience, reader=person),
        now=timezone.now(),
    )
    return Status(201, answers.space(space))


@router.get("/articles", summary="List articles")
def list_articles(
    request: HttpRequest,
    space: str = "",
    type: str = "",
    tag: str = "",
    due: bool = False,
    cursor: str = "",
    limit: int = 30,
) -> Json:
    """Live articles, newest activity first; `due` for those whose verification has run out."""
    given = {"space__slug": space, "type": type, "item__taggings__tag__name": tag}
    rows = readable(reader(request)).published()
    if due:
        rows = rows.filter(verified_until__lt=timezone.now())
    rows = rows.filter(**{name: value for name, value in given.items() if value})
    return listed(
        rows, order=["-item__active_at", "-pk"], shape=answers.article, cursor=cursor, limit=limit
    )


@router.post("/articles", response={201: Json}, summary="Draft an article")
def draft(request: HttpRequest, given: NewArticle) -> Status[Any]:
    """A draft that nobody but its writer sees until it is submitted."""
    person = reader(request)
    space = Space.objects.visible_to(person).filter(slug=given.space).first()
    if space is None:
        raise Unfit(f"space: there is no space “{given.space}”.")
    parent = the_article(request, given.parent) if given.parent else None
    proposal = actions.draft(
        writer=person,
        space=space,
        title=given.title,
        body=given.body,
        type=given.type,
        tags=given.tags,
        parent=parent,
        now=timezone.now(),
        audience=audience_named(given.audience, reader=person) if given.audience else None,
    )
    return Status(201, with_proposal(the_article(request, proposal.article_id), proposal))


@router.get("/articles/{article_id}", summary="Read an article")
def get_article(request: HttpRequest, article_id: int) -> Json:
    """The live text, and the caller's own open proposal."""
    article = the_article(request, article_id)
    return with_proposal(article, own_proposal(reader(request), article))


@router.patch("/articles/{article_id}", summary="Propose a change")
def change(request: HttpRequest, article_id: int, given: ChangedArticle) -> Json:
    """Save one's proposal beside the live text, which stays until the proposal is approved."""
    person, article = reader(request), the_article(request, article_id)
    before = own_proposal(person, article)
    title, body, tags = (
        (before.title, before.body, before.tags)
        if before
        else (article.item.title, article.item.body, answers.item(article.item)["tags"])
    )
    proposal = actions.save(
        writer=person,
        article=article,
        title=title if given.title is None else given.title,
        body=body if given.body is None else given.body,
        tags=tags if given.tags is None else given.tags,
        note=given.note,
        base_version=given.version,
        now=timezone.now(),
    )
    return with_proposal(article, proposal)


@router.put("/articles/{article_id}/submission", summary="Submit for review")
def submit(request: HttpRequest, article_id: int) -> Json:
    """Hand one's proposal in for review."""
    person, article = reader(request), the_article(request, article_id)
    proposal = own_proposal(person, article)
    if proposal is None:
        raise Unfit("You have no open proposal for this article.")
    return with_proposal(
        article, actions.submit(writer=person, proposal=proposal, now=timezone.now())
    )


@router.delete(
    "/articles/{article_id}/submission", response={204: None}, summary="Withdraw a proposal"
)
def take_back(request: HttpRequest, article_id: int) -> Status[Any]:
    """Take one's proposal back."""
    person, article = reader(request), the_article(request, article_id)
    proposal = own_proposal(person, article)
    if proposal is None:
        raise Unfit("You have no open proposal for this article.")
    actions.take_back(writer=person, proposal=proposal, now=timezone.now())
    return Status(204, None)


@router.get("/articles/{article_id}/proposals", summary="List proposals")
def proposals(request: HttpRequest, article_id: int) -> Json:
    """One's own, and for reviewers those that were submitted."""
    article = the_article(request, article_id)
    rows = Proposal.objects.visible_to(reader(request)).filter(article=article)
    return {"results": [answers.proposal(one) for one in rows.select_related("author")]}


@router.post("/articles/{article_id}/reviews", response={201: Json}, summary="Review")
def review(request: HttpRequest, article_id: int, given: NewReview) -> Status[Any]:
    """Approve the proposal in review, or ask for changes. Never one's own."""
    person, article = reader(request), the_article(request, article_id)
    waiting = Proposal.objects.visible_to(person).filter(article=article).waiting()
    if given.proposal:
        waiting = waiting.filter(pk=given.proposal)
    found = list(waiting[:2])
    if len(found) > 1:
        raise Unfit("proposal: several proposals wait for review; say which.")
    if not found:
        raise Unfit("No proposal of this article waits for review.")
    made = actions.review(
        reviewer=person,
        proposal=found[0],
        decision=given.decision,
        note=given.note,
        now=timezone.now(),
    )
    return Status(201, answers.review(made))


@router.put("/articles/{article_id}/publication", summary="Publish")
def publish(request: HttpRequest, article_id: int) -> Json:
    """Put the approved text live. Doing it again changes nothing."""
    person, article = reader(request), the_article(request, article_id)
    approved = article.proposals.filter(state=Proposal.State.APPROVED)
    proposal = approved.order_by("-decided_at").first()
    if proposal is not None:
        actions.publish(by=person, proposal=proposal, now=timezone.now())
    elif article.state != Article.State.PUBLISHED:
        raise Unfit("Nothing of this article is approved yet.")
    return answers.article(the_article(request, article_id))


@router.delete("/articles/{article_id}/publication", response={204: None}, summary="Unpublish")
def unpublish(request: HttpRequest, article_id: int) -> Status[Any]:
    """Take the live text away from its audience."""
    actions.unpublish(
        by=reader(request), article=the_article(request, article_id), now=timezone.now()
    )
    return Status(204, None)


@router.put("/articles/{article_id}/verification", summary="Verify")
def verify(request: HttpRequest, article_id: int) -> Json:
    """Say that the live text is still true."""
    actions.verify(by=reader(request), article=the_article(request, article_id), now=timezone.now())
    return answers.article(the_article(request, article_id))


@router.put("/articles/{article_id}/audience", summary="Show to another audience")
def show_to(request: HttpRequest, article_id: int, given: AudienceValue) -> Json:
    """Editors change who may read an article; the disclosure gate is asked."""
    person, article = reader(request), the_article(request, article_id)
    actions.show_to(
        by=person,
        article=article,
        audience=audience_named(given.audience, reader=person),
        reason=given.reason,
        now=timezone.now(),
    )
    return answers.article(the_article(request, article_id))


@router.get("/articles/{article_id}/field-notes", summary="List field notes")
def field_notes(request: HttpRequest, article_id: int, cursor: str = "", limit: int = 30) -> Json:
    """How the article worked for those who used it, newest first."""
    article = the_article(request, article_id)
    rows = (
        article.field_notes.visible_to(reader(request))
        .select_related(*(f"item__{name}" for name in answers.ITEM_RELATIONS[:-1]))
        .prefetch_related("item__taggings__tag")
    )
    return listed(
        rows,
        order=["-item__created_at", "-pk"],
        shape=answers.field_note,
        cursor=cursor,
        limit=limit,
    )


@router.post(
    "/articles/{article_id}/field-notes", response={201: Json}, summary="Leave a field note"
)
def leave_field_note(request: HttpRequest, article_id: int, given: NewFieldNote) -> Status[Any]:
    """Tell how a live article worked."""
    article = the_article(request, article_id)
    if article.state != Article.State.PUBLISHED:
        raise Unfit("Field notes are for published articles.")
    note = actions.leave_field_note(
        author=reader(request),
        article=article,
        outcome=given.outcome,
        body=given.body,
        circumstances=given.circumstances,
        now=timezone.now(),
    )
    return Status(201, answers.field_note(note))


@router.put("/articles/{article_id}/helpfulness", summary="Helpful?")
def helpful(request: HttpRequest, article_id: int, given: HelpfulValue) -> Json:
    """Say whether an article helped."""
    actions.rate_helpfulness(
        person=reader(request),
        article=the_article(request, article_id),
        helpful=given.helpful,
        reason=given.reason,
        now=timezone.now(),
    )
    return answers.article(the_article(request, article_id))


@router.get(
    "/items/{item_id}/provenance", summary="Where an article came from, or what a thread became"
)
def provenance(request: HttpRequest, item_id: int) -> Json:
    """For an article: the passages it grew from, by paragraph, and whom it owes. For a
    conversation: the articles it became. What the caller may not see is only counted.
    """
    person = reader(request)
    article = readable(person).filter(pk=item_id).first()
    if article is not None:
        return {**answers.growth(reading.grew_from(article, person)), "became": []}
    thread = get_object_or_404(Item.objects.visible_to(person), pk=item_id)
    became = [
        {
            "id": one.pk,
            "title": one.item.title,
            "version": one.item.version,
            "state": one.state,
            "url": answers.address(one.get_absolute_url()),
        }
        for one in reading.became(thread, person)
    ]
    return {"conversations": [], "hidden": 0, "credit": [], "became": became}
