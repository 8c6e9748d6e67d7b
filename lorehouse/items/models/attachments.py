"""Files that items carry."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from lorehouse.items.models.items import Item, may_read
from lorehouse.people.models import Person, Visitor


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Attachments, as seen by one person."""

    def visible_to(self, person: Person | Visitor) -> Self:
        """Files used by an item that `person` may read, and their own that nothing uses yet."""
        uses = AttachmentUse.objects.filter(attachment=OuterRef("pk"))
        readable = Exists(uses.filter(may_read(person, "item__")))
        if not person.pk:
            return self.filter(readable)
        return self.filter(readable | Q(~Exists(uses), uploader_id=person.pk))


class Attachment(models.Model):
    """A file. Who may read an item that uses it may read it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    uploader = models.ForeignKey(Person, models.PROTECT, related_name="attachments")
    file = models.FileField(upload_to="attachments/%Y/%m/", max_length=250)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()  # bytes
    sha256 = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField()

    objects = AttachmentQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The file's address."""
        return f"/attachments/{self.pk}/{self.name}"


class AttachmentUse(models.Model):
    """An item shows or links a file."""

    attachment = models.ForeignKey(Attachment, models.CASCADE, related_name="uses")
    item = models.ForeignKey(Item, models.CASCADE, related_name="attachment_uses")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["attachment", "item"], name="one_use_each")]

    def __str__(self) -> str:
        return f"#{self.item_id} uses {self.attachment_id}"
