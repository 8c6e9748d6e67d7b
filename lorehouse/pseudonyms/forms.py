"""What administrators type when they ask who is behind a pseudonym."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AskingForm(forms.Form):
    """Which pseudonym, and why."""

    handle = forms.CharField(
        label=_("Pseudonym"),
        max_length=60,
        help_text=_("As it stands beside the post, such as Grey Heron."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Whoever wrote will read it, if another administrator consents."),
    )
