"""What the library adds to the pages of inner rooms. See `ui.slots`."""

from lorehouse.items.models import Attachment
from lorehouse.library.models import Proposal
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
