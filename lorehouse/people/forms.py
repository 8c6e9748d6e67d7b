"""Forms about people and the house."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from lorehouse.lib import times
from lorehouse.people.models import Department, HouseSettings, Organisation, Person


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]
    """What one's own profile says."""

    timezone = forms.ChoiceField(label=_("Time zone"))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    class Meta:
        model = Person
        fields = [
            "name",
            "bio",
            "asks_about",
            "learns",
            "position",
            "show_position",
            "timezone",
            "language",
        ]
        help_texts = {
            "asks_about": _("A few words: what colleagues may come to you with."),
            "learns": _("What you want to get better at: colleagues who know it may find you."),
            "position": _(
                "It is never used to rank anything, and nobody sees it unless you say so."
            ),
        }
        widgets = {"bio": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["timezone"].choices = [(name, name.replace("_", " ")) for name in times.zones()]  # type: ignore[attr-defined]


class InvitationForm(forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(label=_("E-mail"))
    standing = forms.ChoiceField(
        label=_("As"), choices=[("member", _("Member")), ("guest", _("Guest"))]
    )
    role = forms.ChoiceField(label=_("Role"), choices=Person.Role, required=False)
    department = forms.ModelChoiceField(
        Department.objects.all(), label=_("Department"), required=False
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.all(), label=_("Customer or partner"), required=False
    )


class PersonForm(forms.Form):
    """Where somebody belongs and what they look after."""

    standing = forms.ChoiceField(
        label=_("Stands"), choices=[("member", _("Member")), ("guest", _("Guest"))]
    )
    role = forms.ChoiceField(label=_("Role"), choices=Person.Role)
    department = forms.ModelChoiceField(
        Department.objects.all(), label=_("Department"), required=False
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.all(), label=_("Customer or partner"), required=False
    )


class HouseForm(forms.ModelForm):  # type: ignore[type-arg]
    """The house's own settings."""

    class Meta:
        model = HouseSettings
        fields = ["name", "sign_up", "member_domains"]


class NameForm(forms.Form):
    """The name of a new department or organisation."""

    name = forms.CharField(label=_("Name"), max_length=80)
