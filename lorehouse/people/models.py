"""People, the departments they work in, the organisations they come from."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from lorehouse.lib.slugs import slugify


class Department(models.Model):
    """A part of the organisation whose house this is."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """A customer or partner whose people may be guests."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class PersonManager(BaseUserManager["Person"]):
    """Makes people with a handle of their own."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """A person with `email`; without `password` they cannot sign in until they set one."""
        email = self.normalize_email(email).lower()
        name = fields.pop("name", "") or email.split("@")[0]
        handle = fields.pop("handle", "") or self.free_handle(name)
        person = self.model(email=email, name=name, handle=handle, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def free_handle(self, name: str) -> str:
        """A handle made from `name` that nobody has."""
        stem = slugify(name)[:30] or "person"
        taken = set(self.filter(handle__startswith=stem).values_list("handle", flat=True))
        if stem not in taken:
            return stem
        return next(f"{stem}-{n}" for n in range(2, len(taken) + 3) if f"{stem}-{n}" not in taken)


class PersonQuerySet(models.QuerySet["Person"]):
    """People, as others may see them."""

    def visible_to(self, viewer: "Person | Visitor") -> "PersonQuerySet":
        """Members see everybody; guests see themselves and no directory; visitors see nobody.

        Who wrote what one may read is shown with it; this is about profiles and the directory.
        """
        if viewer.is_member:
            return self.filter(is_active=True)
        return self.filter(pk=viewer.pk, is_active=True) if viewer.pk else self.none()


class Person(AbstractBaseUser):
    """Somebody who takes part, or took part elsewhere and was imported (`standing` shadow)."""

    class Role(models.TextChoices):
        """What somebody looks after; it never enters a ranking."""

        MEMBER = "member", _("Member")
        EDITOR = "editor", _("Editor")
        MODERATOR = "moderator", _("Moderator")
        ADMIN = "admin", _("Administrator")

    class Standing(models.TextChoices):
        """Where somebody stands: inside, outside, imported and not claimed, or only a name."""

        MEMBER = "member", _("Member")
        GUEST = "guest", _("Guest")
        SHADOW = "shadow", _("Imported")
        PSEUDONYM = "pseudonym", _("Pseudonym")

    email = models.EmailField(_("E-mail"), unique=True)
    name = models.CharField(_("Name"), max_length=120)
    handle = models.SlugField(_("Handle"), max_length=60, unique=True)
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.MEMBER)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="people"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="people"
    )
    position = models.CharField(_("Position"), max_length=120, blank=True)
    show_position = models.BooleanField(_("Show my position on my profile"), default=False)
    bio = models.TextField(_("About me"), blank=True, max_length=2000)
    asks_about = models.CharField(_("Ask me about"), max_length=300, blank=True)
    learns = models.CharField(_("I would like to learn"), max_length=300, blank=True)
    timezone = models.CharField(_("Time zone"), max_length=60, default="UTC")
    language = models.CharField(_("Language"), max_length=10, default="en")
    is_active = models.BooleanField(default=True)
    deactivated_at = models.DateTimeField(null=True)  # they closed their account themselves
    erased_at = models.DateTimeField(null=True)  # nothing here says any more who it was
    joined_at = models.DateTimeField(null=True)
    source = models.CharField(max_length=120, blank=True)
    source_id = models.CharField(max_length=120, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = PersonManager.from_queryset(PersonQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_person_per_email"),
            models.UniqueConstraint(
                fields=["source", "source_id"],
                condition=~models.Q(source=""),
                name="one_person_per_source_record",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_member(self) -> bool:
        """Whether this person belongs to the organisation whose house this is."""
        return self.standing == self.Standing.MEMBER

    @property
    def is_pseudonym(self) -> bool:
        """Whether this is only a name that somebody writes under: see the room `pseudonyms`."""
        return self.standing == self.Standing.PSEUDONYM

    @property
    def is_editor(self) -> bool:
        """Whether this person may review and publish in the library."""
        return self.role in {self.Role.EDITOR, self.Role.ADMIN}

    @property
    def is_moderator(self) -> bool:
        """Whether this person looks after the stream's rules."""
        return self.role in {self.Role.MODERATOR, self.Role.ADMIN}

    @property
    def is_admin(self) -> bool:
        """Whether this person looks after the house."""
        return self.role == self.Role.ADMIN

    @property
    def is_staff(self) -> bool:
        """Libraries ask this; it means administrator."""
        return self.is_admin

    def get_absolute_url(self) -> str:
        """The address of this person's profile."""
        return f"/people/{self.handle}/"


class Visitor:
    """Whoever is not signed in."""

    pk = None
    name = ""
    handle = ""
    timezone = "UTC"
    language = ""
    is_authenticated = False
    is_member = is_editor = is_moderator = is_admin = False


class HouseSettings(models.Model):
    """What administrators set for the whole house. There is one row."""

    class SignUp(models.TextChoices):
        """Who may make an account."""

        INVITATION = "invitation", _("Only people who were invited")
        DOMAINS = "domains", _("Anyone with an address at one of our mail domains")
        GUESTS = "guests", _("Anyone, as a guest who sees only what is public or shared with them")

    name = models.CharField(_("Name of the house"), max_length=80, default="Lorehouse")
    sign_up = models.CharField(
        _("Who may sign up"), max_length=12, choices=SignUp, default=SignUp.INVITATION
    )
    member_domains = models.CharField(
        _("Our mail domains"), max_length=300, blank=True, help_text=_("Separated by spaces.")
    )

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> "HouseSettings":
        """The settings in force."""
        return cls.objects.first() or cls(pk=1)

    @cached_property
    def domains(self) -> frozenset[str]:
        """Mail domains whose people are members."""
        return frozenset(self.member_domains.lower().split())


class Invitation(models.Model):
    """A place kept for somebody until they follow the link in their mail."""

    email = models.EmailField(_("E-mail"))
    token = models.CharField(max_length=64, unique=True)
    standing = models.CharField(max_length=10, choices=Person.Standing, default="member")
    role = models.CharField(max_length=10, choices=Person.Role, default="member")
    department = models.ForeignKey(Department, models.SET_NULL, null=True, blank=True)
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True)
    invited_by = models.ForeignKey(Person, models.PROTECT, related_name="invitations_sent")
    sent_at = models.DateTimeField()
    accepted_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, related_name="invitations_accepted"
    )
    accepted_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.email
