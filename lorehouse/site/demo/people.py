"""The people of the demo house, where they belong, and the groups they said yes to."""

from datetime import datetime, timedelta
from functools import partial

from django.contrib.auth.hashers import make_password

from lorehouse.groups import actions as groups
from lorehouse.groups.audiences import forget
from lorehouse.groups.models import Group, MembershipRequest
from lorehouse.people import actions as people
from lorehouse.people.models import HouseSettings, Person
from lorehouse.site.demo import content
from lorehouse.site.demo.cast import Cast
from lorehouse.site.demo.content import Record
from lorehouse.site.demo.diary import Diary

PASSWORD = "alderbrook"  # noqa: S105  the demo house tells it to everybody
OLDEST = 730  # days ago the house was opened


def move_in(cast: Cast, diary: Diary) -> None:
    """Everybody arrives, in the order in which they joined, and joins their groups."""
    _name_house(diary)
    for said in content.house()["departments"]:
        made = people.found_department(by=None, name=said["name"], now=diary.day(OLDEST))
        cast.departments[said["slug"]] = made
    for said in content.house()["organisations"]:
        added = people.add_organisation(by=None, name=said["name"], now=diary.day(OLDEST))
        cast.organisations[said["slug"]] = added
    for said in content.house()["people"]:
        at = joined(said, diary)
        diary.note(at, partial(arrive, said, cast, at))
    diary.live_through()
    _hand_out_keys()


def joined(said: Record, diary: Diary) -> datetime:
    """When somebody came: at the beginning of their day, before they write anything."""
    return diary.day(said["joined_days_ago"] + 3).replace(hour=7, minute=0)


def _name_house(diary: Diary) -> None:
    said = content.house()["house"]
    people.change_house(
        by=None,
        name=said["name"],
        sign_up=HouseSettings.SignUp.DOMAINS,
        member_domains=said["domain"],
        now=diary.day(OLDEST),
    )


def arrive(said: Record, cast: Cast, now: datetime) -> None:
    """Somebody gets an account and says who they are."""
    inside = "department" in said
    person = people.add(
        email=said["email"],
        name=said["name"],
        role=said["role"],
        standing=Person.Standing.MEMBER if inside else Person.Standing.GUEST,
        now=now,
    )
    person.handle = said["handle"]  # free_handle would add the surname
    people.place(
        by=None,
        person=person,
        standing=person.standing,
        department=cast.departments[said["department"]] if inside else None,
        organisation=None if inside else cast.organisations[said["organisation"]],
        now=now,
    )
    cast.people[person.handle] = people.change_profile(
        person=person,
        name=said["name"],
        bio=said["bio"],
        asks_about=", ".join(said["asks_about"]),
        position=said["position"],
        show_position=said["show_position"],
        timezone=said["timezone"],
        language="en",
        learns=", ".join(said.get("learns", [])),
        now=now + timedelta(hours=2),
    )


def _hand_out_keys() -> None:
    """One password for all, hashed once: hashing seventy would take longer than all the rest."""
    Person.objects.update(password=make_password(PASSWORD))


def gather(cast: Cast, diary: Diary) -> None:
    """The groups are founded, and their members say yes one by one."""
    for said in content.house()["groups"]:
        diary.note(diary.day(said["founded_days_ago"]), partial(_found, said, cast, diary))
    diary.live_through()
    groups.public()
    groups.members()
    for department in cast.departments.values():
        groups.of_department(department)
    for organisation in cast.organisations.values():
        groups.of_organisation(organisation)
    for person in cast.people.values():
        forget(person)  # audiences were founded since


def _found(said: Record, cast: Cast, diary: Diary) -> None:
    founder = cast.people[said["stewards"][0]]
    group = groups.found(
        founder=founder,
        name=said["name"],
        purpose=said["purpose"],
        entry=said["entry"],
        open_to_members=said["entry"] == Group.Entry.OPEN,
        slug=said["slug"],
        welcome=said.get("welcome", ""),
        now=diary.day(said["founded_days_ago"]),
    )
    cast.groups[said["slug"]] = group
    arrivals = {one["handle"]: joined(one, diary) for one in content.house()["people"]}
    for turn, handle in enumerate(said["members"], 1):
        at = max(group.founded_at, arrivals[handle]) + timedelta(hours=turn)
        diary.note(at, partial(_say_yes, cast.people[handle], group, founder, at))
    _let_wait(said, group, cast, diary)
    for handle in said["stewards"][1:]:
        at = max(group.founded_at, arrivals[handle]) + timedelta(days=2)
        steward = cast.people[handle]
        diary.note(
            at, partial(groups.appoint, steward=founder, group=group, person=steward, now=at)
        )


def _let_wait(said: Record, group: Group, cast: Cast, diary: Diary) -> None:
    """Requests and invitations that nobody has answered yet."""
    for one in said.get("requests", []):
        at, person = diary.day(one["days_ago"]), cast.people[one["person"]]
        words = one.get("words", "")
        diary.note(at, partial(groups.join, person=person, group=group, words=words, now=at))
    for one in said.get("invited", []):
        at, person = diary.day(one["days_ago"]), cast.people[one["person"]]
        inviter = cast.people[one["by"]]
        invite = partial(groups.invite, inviter=inviter, group=group, person=person, now=at)
        diary.note(at, invite)


def _say_yes(person: Person, group: Group, steward: Person, now: datetime) -> None:
    """Join the way the group's entry asks for: by oneself, by request, or invited."""
    if group.entry == Group.Entry.INVITATION or not person.is_member:
        groups.invite(inviter=steward, group=group, person=person, now=now)
    outcome = groups.join(person=person, group=group, now=now)
    if isinstance(outcome, MembershipRequest):
        groups.admit(steward=steward, request=outcome, now=now + timedelta(hours=1))
