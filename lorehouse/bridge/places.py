"""What the bridge puts into the pages of stream and library. See `ui.slots`."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote

from django.template import loader
from django.utils.translation import gettext as _

from lorehouse.bridge import asked, reading, talk
from lorehouse.bridge.policy import may_distil_from
from lorehouse.groups.following import follower_count, follows
from lorehouse.items.models import Tag
from lorehouse.lib import rows
from lorehouse.library.models import Article, Proposal
from lorehouse.notify.subjects import Subject
from lorehouse.people.models import Person, Visitor
from lorehouse.people.requests import PersonRequest
from lorehouse.stream.thread import Thread
from lorehouse.ui.slots import fills

Links = list[tuple[str, str, str]]
NOT_FOUND = 404


@dataclass(frozen=True, kw_only=True)
class Roots:
    """What the page of an article shows of its conversations, as HTML."""

    panel: str
    marks: dict[str, str]
    talk: str


STEWARD = """
    SELECT id FROM groups_membership WHERE person_id = %(person)s AND is_steward LIMIT 1
"""


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
    """Ways to distil a conversation, and to pin it for a group one looks after."""
    ways = []
    if may_distil_from(reader, thread.audience_id):
        ways.append((_("Distil"), f"/items/{thread.pk}/distil/", "sprout"))
    if reader.pk and rows.fetch(STEWARD, {"person": reader.pk}):
        ways.append((_("Pin"), f"/items/{thread.pk}/pins/", "pin"))
    return ways


@fills("thread.related")
def related(reader: Person | Visitor, thread: Thread) -> Links:
    """The articles a conversation was begun about."""
    return [
        (one.item.title, one.get_absolute_url(), "book-open")
        for one in reading.discussed_by(thread.pk, reader)
    ]


@fills("error.help")
def ask_for_access(request: PersonRequest, status: int) -> str:
    """A form to ask for access, the same whether or not there is something at the address."""
    person = getattr(request, "person", None)
    if status != NOT_FOUND or request.method != "GET" or not isinstance(person, Person):
        return ""
    return str(_module("bridge/ask_for_access.html").ask_for_access(request.path))


@fills("tag.actions")
def follow_tag(request: PersonRequest, name: str) -> str:
    """A button to follow a tag."""
    tag = Tag.objects.filter(name=name).first()
    if tag is None or not request.person.pk:
        return ""
    say = _module("bridge/follow.html")
    is_followed = follows(request.person, "tag", tag.pk)
    address = f"/tags/{quote(name)}/following"
    return str(say.follow(address, is_followed, follower_count("tag", tag.pk)))


@fills("notice.subjects")
def access(person: Person, kind: str, ids: Collection[int]) -> dict[int, Subject]:
    """Requests for access: those that wait for `person`, and those of theirs that were granted."""
    if kind != "access":
        return {}
    return {**asked.granted(person, ids), **asked.to_decide(person, ids)}


def words() -> Any:
    """The macros of bridge/roots.html. They say everything in the language of the request."""
    return _module("bridge/roots.html")


@cache
def _module(name: str) -> Any:
    template: Any = loader.get_template(name, using="jinja2")
    return template.template.module
