"""Forms about groups."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lorehouse.groups.models import Group


class GroupForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a group is called, is for, and how one gets in."""

    class Meta:
        model = Group
        fields = ["name", "purpose", "entry", "welcome"]
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 4}),
            "welcome": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "purpose": _("What it is for and for whom, so that people know what they say yes to."),
            "welcome": _("New members see it once, above the conversations. Markdown."),
        }


class FoundingForm(GroupForm):
    """A new group also says who may read along."""

    open_to_members = forms.BooleanField(
        label=_("All members may read along"),
        required=False,
        initial=True,
        help_text=_("This stays as it is: it was promised to those who wrote."),
    )


class PersonByHandleForm(forms.Form):
    """Somebody, by handle or e-mail."""

    handle = forms.CharField(label=_("Handle or e-mail"), max_length=254)


class WordsForm(forms.Form):
    """A few words to somebody: of those who ask to join, and of stewards who answer."""

    words = forms.CharField(label=_("A word"), max_length=500, required=False)
