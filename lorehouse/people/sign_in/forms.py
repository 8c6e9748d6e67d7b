"""What the sign-up page asks beyond address and password."""

from typing import Any

from allauth.core import context
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lorehouse.people import actions
from lorehouse.people.models import Person
from lorehouse.people.sign_in.invited import invitation_of


class SignUpForm(forms.Form):
    """One's name; and the address has to be one that the house lets in."""

    name = forms.CharField(label=_("Name"), max_length=120)

    def clean(self) -> dict[str, Any]:
        """Refuse addresses that need an invitation and have none."""
        data = super().clean() or {}
        email = str(data.get("email", "")).lower()
        invitation = invitation_of(context.request)
        invited = invitation is not None and invitation.email == email
        if email and not invited and not actions.may_sign_up(email):
            raise forms.ValidationError(gettext("People with this address need an invitation."))
        return data

    def signup(self, request: HttpRequest, user: Person) -> None:
        """Called by django-allauth after the adapter saved the person; nothing is left to do."""
