"""What the library adds to the pages of inner rooms. See `ui.slots`."""

from collections.abc import Collection

from lorehouse.items.models import Attachment
from lorehouse.library.models import Proposal
from lorehouse.notify.subjects import Subject
from lorehouse.people.models import Person, Visitor
from lorehouse.ui.slots import fills


@fills("attachment.readable")
def in_a_proposal(reader: Person | Visitor, attachment: Attachment) -> bool:
    """Whether a proposed text that `reader` may read shows this file.

    Only texts of its uploader count: nobody gets at a file by writing its address down.
    """
    return (
        Proposal.objects.visible_to(reader)
        .open()
        .filter(author_id=attachment.uploader_id, body__contains=f"/attachments/{attachment.pk}/")
        .exists()
    )


@fills("notice.subjects")
def proposals(person: Person, kind: str, ids: Collection[int]) -> dict[int, Subject]:
    """Proposals that `person` may judge, or wrote."""
    if kind != "proposal":
        return {}
    found = Proposal.objects.visible_to(person).filter(pk__in=ids)
    return {
        one.pk: Subject(
            title=one.title,
            address=one.get_absolute_url(),
            excerpt=one.note,
            by=one.author.name,
            place=one.article.space.name,
        )
        for one in found.select_related("author", "article__space")
    }
