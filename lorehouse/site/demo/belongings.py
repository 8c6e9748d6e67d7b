"""What people of the demo house keep, follow and pin, and how they listen."""

from datetime import timedelta

from lorehouse.bridge import actions as bridge
from lorehouse.groups import actions as groups
from lorehouse.groups.models import Group
from lorehouse.items import actions as items
from lorehouse.items.models import Item, Tag
from lorehouse.notify import actions as notify
from lorehouse.site.demo import content
from lorehouse.site.demo.cast import Cast
from lorehouse.site.demo.content import Record
from lorehouse.site.demo.diary import Diary, draw

SAVED_WITHIN = 40  # hours after the conversation began


def keep(cast: Cast, diary: Diary, threads: dict[str, list[Item]]) -> None:
    """Everybody saves, begins, follows, pins and asks for what the content says."""
    said = content.belongings()
    _follow(said["following"], cast, diary)
    _pin(said["pinned"], cast, diary, threads)
    for one in said["asking"]:
        bridge.ask_for_access(
            asker=cast.people[one["who"]],
            address=threads[one["key"]][0].get_absolute_url(),
            words=one["words"],
            now=diary.day(one["days_ago"]),
        )
    for handle, keys in said["saved"].items():
        for key in keys:
            root = threads[key][0]
            since = max(root.created_at, cast.people[handle].joined_at or root.created_at)
            at = since + timedelta(hours=1 + draw(f"{handle} {key}", SAVED_WITHIN))
            at = min(at, diary.now)
            items.keep(person=cast.people[handle], item=root, on=True, now=at)
    for one in said["lists"]:
        _keep_list(one, cast, diary, threads)
    listen(cast, diary)
    for draft in said["drafts"]:
        items.save_draft(
            writer=cast.people[draft["writer"]],
            key=draft["key"],
            fields=draft["fields"],
            now=diary.day(draft["days_ago"]),
        )


def _keep_list(said: Record, cast: Cast, diary: Diary, threads: dict[str, list[Item]]) -> None:
    """Somebody gathers conversations on a list, and others follow it."""
    keeper, now = cast.people[said["keeper"]], diary.day(said["days_ago"])
    audience = cast.circle(said["audience"]) if said["audience"] else None
    made = items.open_list(
        keeper=keeper, title=said["title"], purpose=said["purpose"], audience=audience, now=now
    )
    for key, note in said["entries"].items():
        items.put_on_list(keeper=keeper, kept=made, item=threads[key][0], note=note, now=now)
    for handle in said.get("followers", ()):
        items.follow_list(person=cast.people[handle], followed=made, on=True, now=diary.now)


def _follow(said: dict[str, Record], cast: Cast, diary: Diary) -> None:
    for handle, wanted in said.items():
        found = [("person", cast.people[name].pk) for name in wanted.get("people", [])]
        found += [("group", cast.groups[slug].pk) for slug in wanted.get("groups", [])]
        tags = Tag.objects.filter(name__in=wanted.get("tags", []))
        for kind, pk in [*found, *(("tag", tag.pk) for tag in tags)]:
            groups.follow(person=cast.people[handle], kind=kind, target_id=pk, now=diary.day(30))


def _pin(said: list[Record], cast: Cast, diary: Diary, threads: dict[str, list[Item]]) -> None:
    for one in said:
        group = cast.groups[one["group"]]
        steward = group.memberships.filter(is_steward=True).order_by("pk")[0].person
        for place in ("top", "decided"):
            for name in one.get(place, []):
                space, _, slug = name.partition("/")
                item = (
                    Item.objects.get(article__space__slug=space, article__slug=slug)
                    if slug
                    else threads[name][0]
                )
                bridge.pin(
                    steward=steward,
                    group=group,
                    item=item,
                    is_decision=place == "decided",
                    now=diary.day(10),
                )


def listen(cast: Cast, diary: Diary) -> None:
    """Everybody was last here some days ago, and takes part in their groups as the content says."""
    said = content.belongings()
    last_here = diary.day(said["last_here_days_ago"])
    for person in cast.people.values():
        notify.read_all(person=person, until=last_here, now=last_here)
        notify.catch_up(person=person, seen=[], until=last_here, now=last_here)
    for handle, levels in said["taking_part"].items():
        person = cast.people[handle]
        for group in Group.objects.of(person).filter(slug__in=levels):
            notify.choose_participation(
                person=person, group=group, level=levels[group.slug], now=last_here
            )
