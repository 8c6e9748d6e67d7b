"""Fills an empty house with two years of life at Alderbrook People Partners.

Everything is done by the house's own actions, each at its own time in the past; only votes,
reactions and "was this helpful?" are written in bulk (see `crowd`).
"""

from datetime import datetime

from django.db import transaction

from lorehouse.moderation import actions as moderation
from lorehouse.people.models import Person
from lorehouse.site.demo import (
    belongings,
    content,
    conversations,
    library,
    moderating,
    people,
)
from lorehouse.site.demo.bridges import Bridges
from lorehouse.site.demo.cast import Cast
from lorehouse.site.demo.crowd import Crowd
from lorehouse.site.demo.diary import Diary
from lorehouse.site.demo.kinds import Kinds
from lorehouse.site.demo.stream import Stream

DemoAccounts = list[dict[str, str]]


@transaction.atomic
def load(*, now: datetime) -> DemoAccounts:
    """Fill the house as it is `now`, unless somebody lives there already; return `accounts`."""
    if Person.objects.exists():
        return accounts()
    cast, diary = Cast(), Diary(now)
    moderation.first_rules(now=diary.day(people.OLDEST))
    people.move_in(cast, diary)
    people.gather(cast, diary)
    spaces = library.open_spaces(cast, diary)
    crowd = Crowd(cast, diary)
    stream = Stream(cast, diary, crowd)
    for said in conversations.all_of_them():
        stream.note(said)
    Kinds(cast, diary, crowd).note()
    shelved = library.note_pages(cast, diary, crowd, Bridges(stream.threads), spaces)
    diary.live_through()
    library.put_in_order(shelved)
    crowd.speak()
    belongings.keep(cast, diary, stream.threads)
    moderating.ask(cast, diary, stream.threads)
    return accounts()


def accounts() -> DemoAccounts:
    """Who one may look round as: `email`, `password`, `name` and what to do (`about`)."""
    return [
        {
            "email": said["email"],
            "password": people.PASSWORD,
            "name": said["name"],
            "about": said["try"],
        }
        for said in content.house()["people"]
        if said.get("demo")
    ]
