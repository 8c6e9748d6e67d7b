"""Audiences, which decide who may see a thing, and the groups people gather in."""

from typing import Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lorehouse.groups.audiences import audience_ids
from lorehouse.people.models import Department, Organisation, Person, Visitor

Thing = TypeVar("Thing", bound=models.Model)


class SharedQuerySet(models.QuerySet[Thing]):
    """Things that have an audience. Every page, feed, search and API starts from `visible_to`."""

    def visible_to(self, person: Person | Visitor) -> Self:
        """The things whose audience `person` is part of."""
        return self.filter(audience__in=audience_ids(person))


class AudienceQuerySet(models.QuerySet["Audience"]):
    """Audiences, as seen by one person."""

    def visible_to(self, person: Person | Visitor) -> Self:
        """Audiences that `person` is part of."""
        return self.filter(pk__in=audience_ids(person))

    def shareable_by(self, person: Person | Visitor) -> Self:
        """Audiences that `person` may write for: `policy.may_share_with`, as one question."""
        seen = self.visible_to(person) if person.pk else self.none()
        joined = ~Q(kind="group") | Q(group__memberships__person_id=person.pk)
        wide = Q() if person.is_member else ~Q(kind__in=["public", "members"])
        return seen.filter(joined, wide).distinct().order_by("kind", "name")


class Audience(models.Model):
    """The named set of people who may see a thing. Every readable thing has exactly one."""

    class Kind(models.TextChoices):
        """What decides who is in it."""

        PUBLIC = "public", _("Everyone, also outside")
        MEMBERS = "members", _("All members")
        GROUP = "group", _("A group")
        DEPARTMENT = "department", _("A department")
        ORGANISATION = "organisation", _("A customer or partner")
        CHOSEN = "chosen", _("Chosen people")

    kind = models.CharField(max_length=12, choices=Kind)
    name = models.CharField(max_length=120)
    open_to_members = models.BooleanField(default=False)  # a group whose talk all members may read
    department = models.OneToOneField(
        Department, models.PROTECT, null=True, blank=True, related_name="audience"
    )
    organisation = models.OneToOneField(
        Organisation, models.PROTECT, null=True, blank=True, related_name="audience"
    )

    objects = AudienceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(kind__in=["public", "members"]),
                name="one_of_each_wide",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Holding(models.Model):
    """Somebody's right to see what is shared with an audience, kept for groups and chosen sets."""

    audience = models.ForeignKey(Audience, models.CASCADE, related_name="holdings")
    person = models.ForeignKey(Person, models.CASCADE, related_name="holdings")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "audience"], name="one_holding_each")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.audience_id}"


class GroupQuerySet(models.QuerySet["Group"]):
    """Groups, as seen by one person."""

    def visible_to(self, person: Person | Visitor) -> Self:
        """Members see every listed group; everybody sees the groups they are in or invited to."""
        if not person.pk:
            return self.none()
        places = (Membership.objects, GroupInvitation.objects)
        inside, invited = (one.filter(person=person.pk).values("group") for one in places)
        own = Q(pk__in=inside) | Q(pk__in=invited)
        listed = ~Q(entry=Group.Entry.INVITATION) if person.is_member else Q()
        return self.filter(listed | own if listed else own)

    def of(self, person: Person | Visitor) -> Self:
        """The groups `person` is in."""
        return self.filter(memberships__person_id=person.pk) if person.pk else self.none()


class Group(models.Model):
    """People who joined a theme of their own accord."""

    class Entry(models.TextChoices):
        """How one gets in. In each case the person says yes."""

        OPEN = "open", _("Open: anyone may join")
        REQUEST = "request", _("By request: a steward lets people in")
        INVITATION = "invitation", _("By invitation: not listed")

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("Name"), max_length=80, unique=True)
    purpose = models.TextField(_("Purpose"), max_length=1000)
    entry = models.CharField(_("Entry"), max_length=10, choices=Entry, default=Entry.OPEN)
    welcome = models.TextField(_("Welcome"), max_length=2000, blank=True)  # Markdown
    audience = models.OneToOneField(Audience, models.PROTECT, related_name="group")
    founded_at = models.DateTimeField()

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The address of the group's page."""
        return f"/groups/{self.slug}/"


class Membership(models.Model):
    """Somebody is in a group, because they said yes at `said_yes_at`."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    is_steward = models.BooleanField(default=False)
    said_yes_at = models.DateTimeField()
    welcomed_at = models.DateTimeField(null=True)  # when they put the welcome away

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "person"], name="one_membership_each")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.group_id}"


class EarlierPurpose(models.Model):
    """What a group was for before somebody put it differently."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="earlier_purposes")
    purpose = models.TextField()
    changed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-changed_at", "-id"]

    def __str__(self) -> str:
        return f"purpose of {self.group_id} until {self.changed_at:%Y-%m-%d}"


class EndedMembership(models.Model):
    """A steward ended somebody's membership and told them why. They put the word away."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="ended_memberships")
    person = models.ForeignKey(Person, models.CASCADE, related_name="ended_memberships")
    ended_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.TextField(max_length=500)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person_id} no longer in {self.group_id}"


class MembershipRequestQuerySet(models.QuerySet["MembershipRequest"]):
    """Requests, read the way stewards speak of them."""

    def waiting(self) -> Self:
        """Requests that nobody has answered yet."""
        return self.filter(declined_at=None)


class MembershipRequest(models.Model):
    """Somebody asks to be let in. One that was declined stays, so that the asker is told."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="requests")
    person = models.ForeignKey(Person, models.CASCADE, related_name="membership_requests")
    words = models.TextField(blank=True, max_length=500)
    at = models.DateTimeField()
    declined_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True, max_length=500)  # what the steward said to it

    objects = MembershipRequestQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "person"], name="one_request_each")]

    def __str__(self) -> str:
        return f"{self.person_id} asks for {self.group_id}"


class GroupInvitation(models.Model):
    """A member offers somebody a place; nothing happens until that person says yes."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, models.CASCADE, related_name="group_invitations")
    invited_by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "person"], name="one_group_invitation_each")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} invited to {self.group_id}"


class Following(models.Model):
    """Somebody wants to hear more of a person, a tag or a group. Others see only how many do.

    `target_id` is the id of a Person, an items.Tag or a Group; tags are known further out.
    """

    class Kind(models.TextChoices):
        """What is followed."""

        PERSON = "person", _("Person")
        TAG = "tag", _("Tag")
        GROUP = "group", _("Group")

    person = models.ForeignKey(Person, models.CASCADE, related_name="followings")
    kind = models.CharField(max_length=6, choices=Kind)
    target_id = models.PositiveBigIntegerField()
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "target_id"], name="one_following_each"
            )
        ]
        indexes = [models.Index(fields=["kind", "target_id"], name="groups_followed")]

    def __str__(self) -> str:
        return f"{self.person_id} follows {self.kind} {self.target_id}"
