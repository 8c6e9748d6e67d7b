"""What pages of the library send."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lorehouse.groups.models import Audience
from lorehouse.items.writing import LONGEST_TITLE
from lorehouse.library import policy
from lorehouse.library.models import Article, FieldNote, Proposal, Review, Space
from lorehouse.people.models import Person


class TagsField(forms.CharField):
    """Words between commas."""

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        """The words, without the empty ones."""
        return [word.strip() for word in str(value or "").split(",") if word.strip()]


class TextForm(forms.Form):
    """A title, a text, tags, and what changes: the fields of a proposal."""

    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE)
    body = forms.CharField(label=_("Text"), required=False, widget=forms.Textarea, strip=False)
    tags = TagsField(label=_("Tags"), required=False)
    note = forms.CharField(label=_("What changes"), max_length=250, required=False)
    base_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    saved_version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class NewForm(TextForm):
    """A new article: also where it stands and what it is."""

    space = forms.ModelChoiceField(
        label=_("Space"), queryset=Space.objects.none(), to_field_name="slug"
    )
    type = forms.ChoiceField(label=_("Type"), choices=Article.Type.choices)
    parent = forms.ModelChoiceField(
        label=_("Stands below"), queryset=Article.objects.none(), required=False
    )

    def __init__(self, *args: Any, writer: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["space"].queryset = Space.objects.visible_to(writer)  # type: ignore[attr-defined]
        self.fields["parent"].queryset = Article.objects.visible_to(writer)  # type: ignore[attr-defined]


class SpaceForm(forms.Form):
    """What a space is called, is for, and who looks after it."""

    name = forms.CharField(label=_("Name"), max_length=80)
    purpose = forms.CharField(
        label=_("Purpose"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One or two sentences: what belongs here, and for whom."),
    )
    verify_every_days = forms.IntegerField(
        label=_("Verify again after (days)"), min_value=1, max_value=3650, initial=180
    )
    editors = forms.ModelMultipleChoiceField(
        label=_("Looked after by"),
        queryset=Person.objects.none(),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=_("They review here, besides the editors of the house."),
    )

    def __init__(self, *args: Any, editor: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.visible_to(editor).exclude(standing=Person.Standing.SHADOW)
        self.fields["editors"].queryset = people.order_by("name")  # type: ignore[attr-defined]


class NewSpaceForm(SpaceForm):
    """A new space, with who may read what is in it."""

    audience = forms.ModelChoiceField(
        label=_("New articles are for"), queryset=Audience.objects.none(), empty_label=None
    )
    field_order = ["name", "purpose", "audience"]

    def __init__(self, *args: Any, editor: Person, **kwargs: Any) -> None:
        super().__init__(*args, editor=editor, **kwargs)
        self.fields["audience"].queryset = policy.audiences_to_share_with(editor)  # type: ignore[attr-defined]


class DecisionForm(forms.Form):
    """What a reviewer decides about a proposal."""

    decision = forms.ChoiceField(choices=[*Review.Decision.choices, ("publish", "publish")])
    note = forms.CharField(max_length=2000, required=False)
    seen_version = forms.IntegerField()


class FieldNoteForm(forms.Form):
    """How an article worked."""

    outcome = forms.ChoiceField(choices=FieldNote.Outcome.choices)
    circumstances = forms.CharField(max_length=300, required=False)
    body = forms.CharField(strip=True)


class HelpfulnessForm(forms.Form):
    """Whether an article helped, and why."""

    helpful = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
    reason = forms.CharField(max_length=500, required=False)


class OwnerForm(forms.Form):
    """Who an article is handed to."""

    owner = forms.ModelChoiceField(
        label=_("New owner"), queryset=Person.objects.none(), to_field_name="handle"
    )

    def __init__(self, *args: Any, article: Article, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = policy.readers_who_may_own(article)  # type: ignore[attr-defined]


class PlaceForm(forms.Form):
    """Where an article stands, and what it is."""

    space = forms.ModelChoiceField(
        label=_("Space"), queryset=Space.objects.none(), to_field_name="slug"
    )
    parent = forms.ModelChoiceField(
        label=_("Stands below"), queryset=Article.objects.none(), required=False
    )
    position = forms.IntegerField(
        label=_("Place among its neighbours"), min_value=1, required=False
    )
    slug = forms.CharField(label=_("Address"), max_length=100, required=False)
    type = forms.ChoiceField(label=_("Type"), choices=Article.Type.choices)

    def __init__(self, *args: Any, keeper: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["space"].queryset = Space.objects.visible_to(keeper)  # type: ignore[attr-defined]
        self.fields["parent"].queryset = Article.objects.visible_to(keeper)  # type: ignore[attr-defined]


class AudienceForm(forms.Form):
    """Who an article is shown to, and why what the gate holds may pass."""

    audience = forms.ModelChoiceField(
        label=_("Show to"), queryset=Audience.objects.none(), empty_label=None
    )
    reason = forms.CharField(max_length=500, required=False)

    def __init__(self, *args: Any, keeper: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"].queryset = policy.audiences_to_share_with(keeper)  # type: ignore[attr-defined]


def proposal_initial(proposal: Proposal) -> dict[str, Any]:
    """The fields of `TextForm` as a proposal has them."""
    return {
        "title": proposal.title,
        "body": proposal.body,
        "tags": ", ".join(proposal.tags),
        "note": proposal.note,
        "base_version": proposal.base_version,
        "saved_version": proposal.version,
    }
