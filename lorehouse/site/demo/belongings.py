"""What people of the demo house keep for themselves: things saved for later, texts begun."""

from datetime import timedelta

from lorehouse.items import actions as items
from lorehouse.items.models import Item
from lorehouse.site.demo import content
from lorehouse.site.demo.cast import Cast
from lorehouse.site.demo.diary import Diary, draw

SAVED_WITHIN = 40  # hours after the conversation began


def keep(cast: Cast, diary: Diary, threads: dict[str, list[Item]]) -> None:
    """Everybody saves and begins what the content says."""
    said = content.belongings()
    for handle, keys in said["saved"].items():
        for key in keys:
            root = threads[key][0]
            since = max(root.created_at, cast.people[handle].joined_at or root.created_at)
            at = since + timedelta(hours=1 + draw(f"{handle} {key}", SAVED_WITHIN))
            at = min(at, diary.now)
            items.keep(person=cast.people[handle], item=root, on=True, now=at)
    for draft in said["drafts"]:
        items.save_draft(
            writer=cast.people[draft["writer"]],
            key=draft["key"],
            fields=draft["fields"],
            now=diary.day(draft["days_ago"]),
        )
