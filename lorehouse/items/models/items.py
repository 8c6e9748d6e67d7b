"""Anything somebody contributed, and its earlier versions."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lorehouse.groups.audiences import audience_ids
from lorehouse.groups.models import Audience, SharedQuerySet
from lorehouse.lib.slugs import slugify
from lorehouse.people.models import Person, Visitor
from lorehouse.pseudonyms.voices import own_ids


class ItemQuerySet(SharedQuerySet["Item"]):
    """Items, read the way people speak of them."""

    def visible_to(self, person: Person | Visitor) -> Self:
        """What `person` may read: live items of their audiences, and their own drafts there."""
        return self.filter(may_read(person))

    def live(self) -> Self:
        """Items that their audience can see."""
        return self.filter(state=Item.State.LIVE)

    def removed(self, person: Person | Visitor) -> Self:
        """Removed items that `person` may bring back: what they took back themselves."""
        if not isinstance(person, Person):
            return self.none()
        found = self.filter(state=Item.State.REMOVED, audience_id__in=audience_ids(person))
        own = own_ids(person)
        return found.filter(author_id__in=own, removal__remover_id__in=own)

    def roots(self) -> Self:
        """Items that reply to nothing: threads and articles."""
        return self.filter(parent=None)

    def of_thread(self, root: "Item") -> Self:
        """`root` and everything below it."""
        return self.filter(Q(pk=root.pk) | Q(root=root))


def may_read(person: Person | Visitor, prefix: str = "") -> Q:
    """The one rule of who may read an item, for item fields behind `prefix` (such as "item__")."""
    own_draft = Q(**{f"{prefix}state": Item.State.DRAFT, f"{prefix}author_id__in": own_ids(person)})
    readable = Q(**{f"{prefix}state": Item.State.LIVE})
    if person.pk:
        readable |= own_draft
    return Q(**{f"{prefix}audience_id__in": audience_ids(person)}) & readable


class Item(models.Model):
    """Anything somebody contributed. Its Markdown is the truth; HTML is made when it is saved."""

    class Kind(models.TextChoices):
        """What sort of contribution it is."""

        NOTE = "note", _("Note")
        BLOG = "blog", _("Blog post")
        LINK = "link", _("Link")
        QUESTION = "question", _("Question")
        ANSWER = "answer", _("Answer")
        IDEA = "idea", _("Idea")
        POLL = "poll", _("Poll")
        COMMENT = "comment", _("Comment")
        ARGUMENT = "argument", _("Argument")
        EXPERIENCE = "experience", _("Experience")
        ARTICLE = "article", _("Article")
        FIELD_NOTE = "field_note", _("Field note")
        ENQUIRY = "enquiry", _("Enquiry")

    class Lane(models.TextChoices):
        """Peers publish in the stream at once; the library publishes after review."""

        STREAM = "stream", _("Stream")
        LIBRARY = "library", _("Library")

    class State(models.TextChoices):
        """Whether its audience can see it."""

        DRAFT = "draft", _("Draft")
        LIVE = "live", _("Live")
        REMOVED = "removed", _("Removed")

    kind = models.CharField(max_length=12, choices=Kind)
    lane = models.CharField(max_length=8, choices=Lane)
    state = models.CharField(max_length=8, choices=State, default=State.LIVE)
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="items")
    # The indexes of these three are below, with more columns.
    author = models.ForeignKey(Person, models.PROTECT, related_name="items", db_index=False)
    root = models.ForeignKey(
        "self", models.CASCADE, null=True, related_name="thread", db_index=False
    )
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, related_name="replies", db_index=False
    )

    title = models.CharField(max_length=250, blank=True)
    body = models.TextField(blank=True)
    html = models.TextField(blank=True)
    excerpt = models.CharField(max_length=300, blank=True)
    contents = models.JSONField(default=list)  # headings: [[level, text, anchor], …]
    language = models.CharField(max_length=8, default="en")
    version = models.PositiveIntegerField(default=1)

    votes_up = models.PositiveIntegerField(default=0)
    votes_down = models.PositiveIntegerField(default=0)
    carried_up = models.PositiveIntegerField(default=0)  # votes cast elsewhere, before an import
    carried_down = models.PositiveIntegerField(default=0)
    score = models.IntegerField(default=0)
    merit = models.FloatField(default=0.0)  # ranking.wilson_lower_bound of the votes
    heat = models.FloatField(default=0.0)  # ranking.heat; see items.standing
    reply_count = models.PositiveIntegerField(default=0)  # live direct replies
    waits = models.BooleanField(default=False)  # a question that may lack an accepted answer

    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    active_at = models.DateTimeField()  # of a root: when its thread last grew
    source = models.CharField(max_length=120, blank=True)
    source_id = models.CharField(max_length=200, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_id"],
                condition=~Q(source=""),
                name="one_item_per_source_record",
            ),
            models.CheckConstraint(
                condition=Q(root__isnull=True, parent__isnull=True)
                | Q(root__isnull=False, parent__isnull=False),
                name="replies_have_a_root",
            ),
        ]
        indexes = [
            # The feed and a thread's replies are chosen from these alone, without reading any text.
            models.Index(
                fields=["lane", "-active_at", "-id", "audience", "kind"],
                condition=Q(parent__isnull=True, state="live"),
                name="items_latest",
            ),
            models.Index(
                fields=["lane", "-merit", "-score", "-id", "audience", "kind", "created_at"],
                condition=Q(parent__isnull=True, state="live"),
                name="items_top",
            ),
            models.Index(
                fields=["lane", "-heat", "-id", "audience", "kind"],
                condition=Q(parent__isnull=True, state="live"),
                name="items_hot",
            ),
            models.Index(
                fields=["lane", "-created_at", "-id", "audience", "kind", "merit", "score"],
                condition=Q(parent__isnull=True, state="live"),
                name="items_new",
            ),
            models.Index(
                fields=["lane", "-active_at", "-id", "audience"],
                condition=Q(parent__isnull=True, state="live", waits=True),
                name="items_waiting",
            ),
            models.Index(
                fields=["lane", "kind", "-active_at", "-id", "audience"],
                condition=Q(parent__isnull=True, state="live"),
                name="items_of_kind",
            ),
            models.Index(
                fields=["audience", "lane", "-active_at", "-id", "kind"],
                condition=Q(parent__isnull=True, state="live"),
                name="items_of_audience",
            ),
            models.Index(
                fields=["audience", "lane", "-heat", "-id", "kind"],
                condition=Q(parent__isnull=True, state="live"),
                name="items_hot_of_audience",
            ),
            models.Index(
                fields=["audience", "lane", "-merit", "-score", "-id", "kind", "created_at"],
                condition=Q(parent__isnull=True, state="live"),
                name="items_top_of_audience",
            ),
            models.Index(
                fields=["author", "lane", "-active_at", "-id", "audience", "kind"],
                condition=Q(parent__isnull=True, state="live"),
                name="items_of_author",
            ),
            models.Index(
                fields=["author", "lane", "-heat", "-id", "audience", "kind"],
                condition=Q(parent__isnull=True, state="live"),
                name="items_hot_of_author",
            ),
            models.Index(
                fields=[
                    "author",
                    "lane",
                    "-merit",
                    "-score",
                    "-id",
                    "audience",
                    "kind",
                    "created_at",
                ],
                condition=Q(parent__isnull=True, state="live"),
                name="items_top_of_author",
            ),
            # Without a condition SQLite would take these for what has no parent, a third of all.
            models.Index(
                fields=["parent", "kind", "-merit", "-score", "created_at", "state"],
                condition=Q(parent__isnull=False),
                name="items_replies",
            ),
            models.Index(
                fields=["root", "state", "author"],
                condition=Q(root__isnull=False),
                name="items_thread",
            ),
            models.Index(fields=["author", "-created_at"], name="items_author"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.title or self.excerpt[:60]}"

    def get_absolute_url(self) -> str:
        """The address that stays, whatever becomes of the item."""
        return f"/items/{self.pk}/"

    @property
    def root_or_self_id(self) -> int:
        """The id of the thread this belongs to."""
        return self.root_id or self.pk

    @property
    def slug(self) -> str:
        """The readable end of its address; empty without a title."""
        return slugify(self.title)


class RevisionQuerySet(models.QuerySet["Revision"]):
    """Earlier versions, as seen by one person."""

    def visible_to(self, person: Person | Visitor) -> Self:
        """Versions of what `person` may read now, as far as those versions were meant for them.

        What an item said before it was shown to more people stays with those it was for.
        """
        return self.meant_for(person).filter(may_read(person, "item__"))

    def meant_for(self, person: Person | Visitor) -> Self:
        """Versions for an audience of `person`, of items they may read by another rule."""
        held = audience_ids(person)
        return self.filter(Q(audience__isnull=True) | Q(audience_id__in=held))


class Revision(models.Model):
    """A version of an item as it was before an edit; the newest version is the item itself."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=250, blank=True)
    body = models.TextField(blank=True)
    editor = models.ForeignKey(Person, models.PROTECT, related_name="revisions")
    at = models.DateTimeField()  # when this version began
    note = models.CharField(max_length=250, blank=True)  # what its editor said of it
    audience = models.ForeignKey(Audience, models.PROTECT, null=True, related_name="+")  # its last

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["item", "number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="one_revision_per_number")
        ]

    def __str__(self) -> str:
        return f"#{self.item_id} version {self.number}"


class Removal(models.Model):
    """An item was taken away, and can be brought back as long as this row is kept.

    Replies that went with their thread name it in `together_with` and come back with it.
    """

    item = models.OneToOneField(Item, models.CASCADE, related_name="removal")
    remover = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    together_with = models.ForeignKey(
        Item, models.CASCADE, null=True, related_name="removed_replies"
    )

    def __str__(self) -> str:
        return f"#{self.item_id} removed by {self.remover_id}"
