"""What somebody says who wants to be erased."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lorehouse.connect.belongings.models import Erasure


class ErasureForm(forms.Form):
    """What becomes of their words, and who they are."""

    words = forms.ChoiceField(choices=Erasure.Words, initial=Erasure.Words.GONE)
    secret = forms.CharField(
        label=_("Your password"),
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
