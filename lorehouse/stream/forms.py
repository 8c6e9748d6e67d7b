"""What people type into the stream."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lorehouse.groups.models import Audience
from lorehouse.items.models import Item
from lorehouse.items.writing import LONGEST_TITLE, tag_words
from lorehouse.people.models import Person


class AudienceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Who may read it: the audiences one may share with, sorted by what they are."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Audience.objects.none(), empty_label=None, **options)

    def offer(self, writer: Person) -> None:
        """Offer what `writer` may share with, with groups first."""
        shareable = Audience.objects.shareable_by(writer)
        self.queryset = shareable
        by_kind: dict[str, list[tuple[int, str]]] = {}
        for audience in shareable:
            by_kind.setdefault(audience.kind, []).append((audience.pk, label(audience)))
        self.choices = [
            (heading, options)
            for kinds, heading in HEADINGS
            if (options := [one for kind in kinds for one in by_kind.get(kind, [])])
        ]


HEADINGS = [
    (("members", "public"), _("The house")),
    (("group",), _("Your groups")),
    (("department", "organisation"), _("Where you work")),
    (("chosen",), _("Chosen people")),
]


def label(audience: Audience) -> str:
    """An audience as a choice says it."""
    if audience.kind == Audience.Kind.GROUP and audience.open_to_members:
        return str(_("%(name)s (members may read it)") % {"name": audience.name})
    if audience.kind == Audience.Kind.PUBLIC:
        return str(_("Everyone, also outside"))
    return str(_("All members")) if audience.kind == Audience.Kind.MEMBERS else audience.name


class PostForm(forms.Form):
    """A note, a blog post or a question. The title is only a note's to leave out."""

    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE, required=False)
    body = forms.CharField(label=_("Text"), required=False, strip=False)
    tags = forms.CharField(label=_("Tags"), required=False, max_length=400)
    audience = AudienceField(label=_("Who may read it"))

    def __init__(self, *args: Any, writer: Person, kind: str, **options: Any) -> None:
        super().__init__(*args, **options)
        audience = self.fields["audience"]
        assert isinstance(audience, AudienceField)  # noqa: S101  (for the types)
        audience.offer(writer)
        self.kind = kind

    def clean_tags(self) -> list[str]:
        """The words between commas and spaces."""
        return tag_words(self.cleaned_data["tags"])

    def clean(self) -> dict[str, Any]:
        """A question has a title, everything else a text."""
        data = super().clean() or {}
        if self.kind != Item.Kind.NOTE and not data.get("title", "").strip():
            missing = _("Say in one line what you want to know.")
            self.add_error("title", missing if self.kind == "question" else _("Give it a title."))
        if self.kind != Item.Kind.QUESTION and not data.get("body", "").strip():
            self.add_error("body", _("Write something first."))
        return data
