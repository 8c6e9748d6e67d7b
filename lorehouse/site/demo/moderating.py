"""What people of the demo house flag, what they appeal against, and what the house holds back."""

from datetime import timedelta

from lorehouse.items.models import Item
from lorehouse.moderation import actions as moderation
from lorehouse.moderation.models import Case, Rule
from lorehouse.site.demo import content, people
from lorehouse.site.demo.cast import Cast
from lorehouse.site.demo.diary import Diary
from lorehouse.stream import actions as stream


def ask(cast: Cast, diary: Diary, threads: dict[str, list[Item]]) -> None:
    """Everybody flags and appeals as the content says, and somebody new is up to no good."""
    said = content.moderation()
    for one in said["newcomers"]:
        people.arrive(one, cast, diary.day(1))
    for one in said["posts"]:
        _post(one, cast, diary)
    for one in said["flags"]:
        moderation.flag(
            flagger=cast.people[one["by"]],
            item=_article(one["article"]) if "article" in one else _item(threads, one["item"]),
            rule=Rule.objects.get(slug=one["rule"]),
            words=one["words"].strip(),
            now=diary.day(one["days_ago"]),
        )
    for one in said["appeals"]:
        item = _item(threads, one["item"])
        moderation.appeal(
            author=item.author,
            case=Case.objects.removals().get(item=item),
            words=one["words"].strip(),
            now=diary.day(one["days_ago"]),
        )


def _post(said: content.Record, cast: Cast, diary: Diary) -> None:
    """A note, as its writer typed it; whether it is seen is for the look for spam to say."""
    stream.write_note(
        author=cast.people[said["by"]],
        audience=cast.circle(said["where"]),
        title=said["title"],
        body=said["body"].strip(),
        tags=said["tags"],
        now=diary.now - timedelta(hours=said["hours_ago"]),
    )


def _article(place: str) -> Item:
    """The item of the article at space/slug."""
    space, _, slug = place.partition("/")
    found = Item.objects.select_related("author", "audience")
    return found.get(article__space__slug=space, article__slug=slug)


def _item(threads: dict[str, list[Item]], name: str) -> Item:
    """The item called `key` or `key/number`, as it stands now."""
    key, _, number = name.partition("/")
    return Item.objects.select_related("author", "audience").get(
        pk=threads[key][int(number or 0)].pk
    )
