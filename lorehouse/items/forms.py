"""What people type into an item they wrote."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lorehouse.groups.choices import shareable
from lorehouse.groups.models import Audience
from lorehouse.items.actions.listing import LONGEST_NOTE
from lorehouse.items.actions.listing import LONGEST_TITLE as LONGEST_LIST_TITLE
from lorehouse.items.models import Item
from lorehouse.items.writing import LONGEST_TITLE, tag_words
from lorehouse.people.models import Person

TITLED = frozenset({Item.Kind.NOTE, Item.Kind.BLOG, Item.Kind.QUESTION, Item.Kind.IDEA})


class EditForm(forms.Form):
    """A new version. `base_version` is the one its writer started from."""

    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE, required=False)
    body = forms.CharField(label=_("Text"), required=False, strip=False)
    tags = forms.CharField(label=_("Tags"), max_length=400, required=False)
    note = forms.CharField(label=_("What did you change?"), max_length=250, required=False)
    base_version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, item: Item, **options: Any) -> None:
        super().__init__(*args, **options)
        self.item = item
        if item.kind not in TITLED:
            del self.fields["title"]
        if item.parent_id is not None:
            del self.fields["tags"]

    def clean(self) -> dict[str, Any]:
        """A question and a blog post keep a title."""
        data = super().clean() or {}
        needs_title = self.item.kind in TITLED and self.item.kind != Item.Kind.NOTE
        if needs_title and not data.get("title", "").strip():
            self.add_error("title", _("Give it a title."))
        return data

    @property
    def change(self) -> dict[str, Any]:
        """What the action `edit` takes; fields that this kind has not stay as they are."""
        data = self.cleaned_data
        return {
            "title": data.get("title", self.item.title),
            "body": data["body"],
            "tags": tag_words(data["tags"]) if "tags" in data else None,
            "note": data["note"],
            "base_version": data["base_version"],
        }


class ListForm(forms.Form):
    """What a list is called, is for, and who reads it."""

    title = forms.CharField(label=_("Name"), max_length=LONGEST_LIST_TITLE)
    purpose = forms.CharField(
        label=_("What it is for"),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    audience = forms.ModelChoiceField(
        queryset=Audience.objects.none(),
        label=_("Who reads it"),
        required=False,
        empty_label=_("Only me"),
        help_text=_("Everybody sees of it only what they may read anyway."),
    )

    def __init__(self, *args: Any, keeper: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["audience"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (for the types)
        field.queryset = Audience.objects.shareable_by(keeper)
        field.choices = [("", _("Only me")), *shareable(keeper)]
