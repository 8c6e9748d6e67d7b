"""Notices, their way to their person, and what each person wants."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.lookups import IsNull
from django.utils.translation import gettext_lazy as _

from lorehouse.groups.audiences import audience_ids
from lorehouse.groups.models import Audience, Group
from lorehouse.notify import reasons
from lorehouse.people.models import Person, Visitor
from lorehouse.pseudonyms.voices import own_ids


class Preferences(models.Model):
    """What one person wants to hear of, how and when. The time zone is their own."""

    class Digest(models.TextChoices):
        """How often a digest leaves."""

        OFF = "off", _("No digest")
        DAILY = "daily", _("Every day")
        WEEKLY = "weekly", _("Every week")

    person = models.OneToOneField(
        Person, models.CASCADE, primary_key=True, related_name="preferences"
    )
    chosen = models.JSONField(default=dict)  # {reason: [channels]} where it differs from `reasons`
    digest = models.CharField(max_length=6, choices=Digest, default=Digest.WEEKLY)
    hour = models.PositiveSmallIntegerField(default=8)  # of the digest, on the person's clock
    weekday = models.PositiveSmallIntegerField(default=0)  # of the weekly one; 0 is Monday
    quiet_from = models.PositiveSmallIntegerField(default=20)
    quiet_until = models.PositiveSmallIntegerField(default=7)  # the same hour: never quiet
    read_until = models.DateTimeField(null=True)  # notices up to then are read
    caught_up_at = models.DateTimeField(null=True)  # everything up to then was seen
    digest_due_at = models.DateTimeField()
    daily_until = models.DateTimeField()  # what happened up to then was in a digest, or before it
    weekly_until = models.DateTimeField()
    feed_round = models.PositiveIntegerField(default=1)  # raised when the feed address is renewed

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(hour__lt=24, weekday__lt=7, quiet_from__lt=24, quiet_until__lt=24),
                name="hours_of_a_day",
            )
        ]
        indexes = [models.Index(fields=["digest_due_at"], name="notify_digest_due")]

    def __str__(self) -> str:
        return f"preferences of {self.person_id}"

    def channels(self, reason: str) -> frozenset[str]:
        """By which channels this person wants to hear of `reason`."""
        chosen = self.chosen.get(reason)
        return reasons.REASONS[reason].channels if chosen is None else frozenset(chosen)


class Participation(models.Model):
    """How much of a group's talk reaches one of its members. Without a row it is the weekly one."""

    class Level(models.TextChoices):
        """From all of it to nothing but what is addressed to the person."""

        EVERY = "every", _("Every post, by mail")
        DAILY = "daily", _("A daily digest")
        WEEKLY = "weekly", _("A weekly digest")
        ADDRESSED = "addressed", _("Only what is addressed to me")

    DEFAULT = Level.WEEKLY

    person = models.ForeignKey(Person, models.CASCADE, related_name="participations")
    group = models.ForeignKey(Group, models.CASCADE, related_name="participations")
    level = models.CharField(max_length=9, choices=Level, default=DEFAULT)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "person"], name="one_participation_each")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.group_id}: {self.level}"


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices, as seen by one person."""

    def visible_to(self, person: Person | Visitor) -> Self:
        """One's own, as far as one is (still) among the audience of what they are about.

        What is addressed to a pseudonym is its owner's, who asks for it: no row says whose it is.
        """
        if not isinstance(person, Person):
            return self.none()
        readable = Q(audience__isnull=True) | Q(audience_id__in=audience_ids(person))
        return self.filter(readable, person__in=own_ids(person))

    def unread_by(self, person: Person) -> Self:
        """Those of `person` that were not read one by one nor all together."""
        together = Preferences.objects.filter(pk=person.pk, read_until__gte=OuterRef("at"))
        return self.filter(~Exists(together), read_at=None)

    def in_inbox(self, person: Person) -> Self:
        """Those in the inbox of `person`: as they wanted it when the notice was made.

        A pseudonym wants nothing of itself: there it is as its owner wants it now.
        """
        if own_ids(person) == {person.pk}:
            return self.filter(in_inbox=True)
        preferences = Preferences.objects.filter(pk=person.pk).first() or Preferences()
        wanted = [one for one in reasons.REASONS if reasons.INBOX in preferences.channels(one)]
        if reasons.HINT not in wanted:
            wanted = []
        return self.filter(Q(person=person) | Q(reason__in=wanted), in_inbox=True)

    def heads(self, person: Person) -> Self:
        """Of what is told together the latest one, which stands for all; and all that is alone."""
        earlier = Preferences.objects.filter(
            pk=person.pk, read_until__gte=OuterRef(OuterRef("at")), read_until__lt=OuterRef("at")
        )
        alike = Q(read_at=OuterRef("read_at")) | Q(
            IsNull(OuterRef("read_at"), True), ~Exists(earlier), read_at=None
        )
        is_later = Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), pk__gt=OuterRef("pk"))
        later = Notice.objects.filter(
            alike,
            is_later,
            person=OuterRef("person"),
            reason=OuterRef("reason"),
            about_id=OuterRef("about_id"),
            in_inbox=OuterRef("in_inbox"),
        )
        return self.filter(~Exists(later))

    def told_with(self, head: "Notice") -> Self:
        """`head` and those before it that are told together with it, read or not."""
        if head.about_id is None:
            return self.filter(pk=head.pk)
        before = Q(at__lt=head.at) | Q(at=head.at, pk__lte=head.pk)
        return self.filter(before, **head.bond)

    def sealed_for(self, person: Person) -> Self:
        """What is addressed to pseudonyms of `person`, and not to themselves."""
        return self.filter(person__in=own_ids(person) - {person.pk})


class Notice(models.Model):
    """Something is addressed to one person, for one reason.

    It holds no words: what it is about is looked up whenever it is shown or sent (`subjects`).
    `occasion` tells apart what happens to one subject several times. What several people do for
    one reason to one thing, `about_id`, is told together until it is read (`heads`).
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="notices")  # or a pseudonym
    reason = models.CharField(max_length=20)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.PositiveBigIntegerField()
    occasion = models.PositiveBigIntegerField(default=0)
    thread_id = models.PositiveBigIntegerField(null=True)  # reading this item reads the notice
    about_id = models.PositiveBigIntegerField(null=True)  # the item that was replied to
    audience = models.ForeignKey(Audience, models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    in_inbox = models.BooleanField(default=True)  # as its person wanted it when it was made

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "reason", "subject_kind", "subject_id", "occasion"],
                name="one_notice_per_reason",
            )
        ]
        indexes = [
            models.Index(fields=["person", "-at", "-id"], name="notify_inbox"),
            models.Index(
                fields=["person", "at"], condition=Q(read_at__isnull=True), name="notify_unread"
            ),
            models.Index(fields=["subject_kind", "subject_id"], name="notify_subject"),
            models.Index(
                fields=["person", "about_id"],
                condition=Q(about_id__isnull=False),
                name="notify_about",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason} for {self.person_id}: {self.subject_kind} {self.subject_id}"

    @property
    def ref(self) -> tuple[str, int]:
        """What it is about."""
        return self.subject_kind, self.subject_id

    @property
    def bond(self) -> dict[str, object]:
        """What the notices have in common that are told together, if it is about an item."""
        return {"person": self.person_id, "reason": self.reason, "about_id": self.about_id}


class Seen(models.Model):
    """Somebody has seen a thing on their catch-up page and need not see it there again."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    subject_kind = models.CharField(max_length=20)
    subject_id = models.PositiveBigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "subject_kind", "subject_id"], name="seen_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} saw {self.subject_kind} {self.subject_id}"


class Delivery(models.Model):
    """A message on its way to one person. It is put together when it leaves, from what it names.

    `key` is the same whenever the same cause asks for it, so no cause makes two.
    """

    class Kind(models.TextChoices):
        """What is in it."""

        SINGLE = "single", _("One notice")
        POST = "post", _("A post of a group")
        DIGEST = "digest", _("Digest")

    class Channel(models.TextChoices):
        """How it travels."""

        MAIL = "mail", _("E-mail")
        PUSH = "push", _("Push")

    class Outcome(models.TextChoices):
        """What became of it."""

        WAITS = "", _("Waits")
        SENT = "sent", _("Sent")
        NOT_NEEDED = "not_needed", _("Read or gone before it left")
        TOGETHER = "together", _("Told together with another")
        FAILED = "failed", _("Given up")

    key = models.CharField(max_length=120, unique=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="deliveries")
    kind = models.CharField(max_length=6, choices=Kind)
    channel = models.CharField(max_length=4, choices=Channel)
    notice = models.ForeignKey(Notice, models.CASCADE, null=True, related_name="deliveries")
    about = models.JSONField(default=dict)  # ids and times: what else it is put together from
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITS, blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(ended_at__isnull=True), name="notify_deliveries_due"
            )
        ]

    def __str__(self) -> str:
        return self.key


class PushSubscriptionQuerySet(models.QuerySet["PushSubscription"]):
    """Browsers, as seen by one person."""

    def visible_to(self, person: Person | Visitor) -> Self:
        """One's own."""
        return self.filter(person_id=person.pk) if person.pk else self.none()


class PushSubscription(models.Model):
    """One browser of one person that may be told, and the keys to write to it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="push_subscriptions")
    endpoint = models.URLField(max_length=600, unique=True)
    public_key = models.CharField(max_length=120)  # p256dh, base64url
    secret = models.CharField(max_length=40)  # auth, base64url
    browser = models.CharField(max_length=80, blank=True)
    made_at = models.DateTimeField()

    objects = PushSubscriptionQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.browser} of {self.person_id}"
