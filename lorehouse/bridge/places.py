"""What the bridge puts into the pages of stream and library. See `ui.slots`."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.template import loader
from django.utils.translation import gettext as _

from lorehouse.bridge import reading, talk
from lorehouse.bridge.policy import may_distil_from
from lorehouse.library.models import Article, Proposal
from lorehouse.people.models import Person, Visitor
from lorehouse.people.requests import PersonRequest
from lorehouse.stream.thread import Thread
from lorehouse.ui.slots import fills

Links = list[tuple[str, str, str]]


@dataclass(frozen=True, kw_only=True)
class Roots:
    """What the page of an article shows of its conversations, as HTML."""

    panel: str
    marks: dict[str, str]
    talk: str


@fills("article.roots")
def roots(request: PersonRequest, article: Article) -> Roots:
    """What it grew from, a mark at each paragraph that came from a conversation, its talk."""
    growth = reading.grew_from(article, request.person)
    say = words()
    return Roots(
        panel=say.panel(growth, article) if growth.origins else "",
        marks={key: say.mark(passages) for key, passages in growth.by_block().items()},
        talk=say.talk(talk.about(article, request.person), article, bool(request.person.pk)),
    )


@fills("proposal.origins")
def passages(request: PersonRequest, proposal: Proposal) -> str:
    """The passages a proposed text was made of, beside it."""
    growth = reading.grew_from(proposal.article, request.person)
    if not growth.origins:
        return ""
    is_own = proposal.author_id == request.person.pk
    return str(words().passages(growth, proposal, is_own))


@fills("thread.became")
def became(reader: Person | Visitor, item_ids: list[int]) -> dict[int, list[tuple[str, str]]]:
    """The articles that conversations became."""
    return reading.became_by_thread(item_ids, reader)


@fills("thread.grown")
def grown(request: PersonRequest, thread_id: int) -> str:
    """The articles a conversation became, with their versions since then."""
    made = reading.became(thread_id, request.person)
    return str(words().grown(made)) if made else ""


@fills("thread.actions")
def thread_actions(reader: Person | Visitor, thread: Thread) -> Links:
    """A way to distil a conversation."""
    if not may_distil_from(reader, thread.audience_id):
        return []
    return [(_("Distil"), f"/items/{thread.pk}/distil/", "sprout")]


@fills("thread.related")
def related(reader: Person | Visitor, thread: Thread) -> Links:
    """The articles a conversation was begun about."""
    return [
        (one.item.title, one.get_absolute_url(), "book-open")
        for one in reading.discussed_by(thread.pk, reader)
    ]


@cache
def words() -> Any:
    """The macros of bridge/roots.html. They say everything in the language of the request."""
    template: Any = loader.get_template("bridge/roots.html", using="jinja2")
    return template.template.module
