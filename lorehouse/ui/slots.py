"""Places in a page that rooms further out fill.

A page of an inner room asks for a slot by name and shows what it is given; which rooms give it,
the page does not know. Each slot has one line here that says what is passed and what comes back:

thread.became    (reader, item_ids)    {item id: [(title, address)]}: articles made of it
thread.grown     (request, item_id)    HTML: the articles it became, with their versions since then
thread.actions   (reader, thread)      [(label, address, icon)]: what can be done with it
thread.related   (reader, thread)      [(title, address, icon)]: what is known about its subject
article.roots    (request, article)    has HTML in `panel` (what it grew from, for the side),
                                       `marks` ({block key: a mark beside the paragraph}) and `talk`
                                       (the conversations about it)
proposal.origins (request, proposal)   HTML: the passages a proposed text was made of
item.more        (reader, audience_id, audience_kind)  ((label, address, icon), …): what can be done
                                       with what others wrote; `{pk}` in an address is the item
item.elsewhere   (reader, item_id)     the address at which what is not live is shown to this reader
error.help       (request, status)     HTML: what one can do where a page shows nothing
group.settings   (request, group)      HTML: what else stewards set
group.participation (request, group)   HTML: how the reader takes part in a group they are in
tag.actions      (request, name)       HTML: what can be done with a tag
tag.conversations (request, name)      HTML: the conversations under a tag, as the address asks
pseudonym.written (person)             {pseudonym's id: [(title, address)]}: what they wrote
pseudonym.read   (reader, name)        ids of pseudonyms of this name of whom they can read a post
attachment.readable (reader, attachment) True where a text further out shows them this file
group.participation (request, group)  HTML: how much of a group reaches the reader, with a form
notice.subjects  (person, kind, ids)   {id: notify.subjects.Subject}: what notices are about, as far
                                       as this person may see it now; each room knows its own kinds
digest.sections  (person, since, until) [notify.delivery.letters.Section]: what a digest tells
digest.group     (person, group, since, until)  the same, of one group they are in
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

Filler = TypeVar("Filler", bound=Callable[..., Any])

_FILLERS: dict[str, list[Callable[..., Any]]] = defaultdict(list)


def fills(slot: str) -> Callable[[Filler], Filler]:
    """Have the decorated function asked whenever a page shows `slot`."""

    def register(filler: Filler) -> Filler:
        if filler not in _FILLERS[slot]:
            _FILLERS[slot].append(filler)
        return filler

    return register


def fill(slot: str, *about: object) -> list[Any]:
    """What each room gives for `slot`, without those that give nothing."""
    return [given for filler in _FILLERS[slot] if (given := filler(*about))]
