"""What pages of the bridge send."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lorehouse.bridge.distilling import Shelf
from lorehouse.groups.models import Audience
from lorehouse.items.writing import LONGEST_TITLE
from lorehouse.library.models import Article, Proposal, Space
from lorehouse.library.policy import audiences_to_share_with
from lorehouse.people.models import Person


class DistilForm(forms.Form):
    """The article that the chosen passages go into: a new one, or one's open draft."""

    into = forms.ModelChoiceField(queryset=Proposal.objects.none(), required=False)
    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE, required=False)
    type = forms.ChoiceField(label=_("Type"), choices=Article.Type.choices, required=False)
    space = forms.ModelChoiceField(
        label=_("Space"), queryset=Space.objects.none(), required=False, to_field_name="slug"
    )

    def __init__(
        self, *args: Any, shelves: list[Shelf], drafts: list[Proposal], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        spaces = Space.objects.filter(pk__in=[one.space.pk for one in shelves])
        own = Proposal.objects.filter(pk__in=[one.pk for one in drafts])
        self.fields["space"].queryset = spaces  # type: ignore[attr-defined]
        self.fields["into"].queryset = own  # type: ignore[attr-defined]


class AskForm(forms.Form):
    """A question about an article."""

    audience = forms.ModelChoiceField(
        label=_("Ask"), queryset=Audience.objects.none(), empty_label=None
    )
    title = forms.CharField(label=_("Your question"), max_length=LONGEST_TITLE)
    body = forms.CharField(label=_("More"), required=False, widget=forms.Textarea)

    def __init__(self, *args: Any, asker: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"].queryset = audiences_to_share_with(asker)  # type: ignore[attr-defined]


class AccessForm(forms.Form):
    """What somebody would like to see, and a word to whoever decides."""

    address = forms.CharField(max_length=2000)
    words = forms.CharField(max_length=500, required=False)
