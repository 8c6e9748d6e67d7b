"""What people type about the rules, and against them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lorehouse.moderation.actions import appealing, deciding, flagging, rulebook
from lorehouse.moderation.models import Limits, Rule
from lorehouse.moderation.reading import rules


class CitingForm(forms.Form):
    """Anything that cites a rule in force."""

    rule = forms.ModelChoiceField(
        Rule.objects.none(),
        label=_("Which rule?"),
        to_field_name="slug",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the rule it breaks."),
            "invalid_choice": _("This rule is no longer in force; choose another one."),
        },
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["rule"].queryset = rules()  # type: ignore[attr-defined]

    @property
    def choices(self) -> list[tuple[str, str, str, str]]:
        """The rules as cards: slug, title, what it says, icon."""
        cited: Any = self.fields["rule"]
        return [(one.slug, one.title, one.summary, "") for one in cited.queryset]


class FlagForm(CitingForm):
    """Why somebody should look at an item."""

    words = forms.CharField(
        label=_("A word on it"),
        required=False,
        max_length=flagging.LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    show_to_house = forms.BooleanField(
        label=_("Let the moderators of the house read it, too"), required=False
    )


class RemovalForm(CitingForm):
    """Why an item goes: the author reads it."""

    reason = forms.CharField(
        label=_("What in it breaks the rule?"),
        max_length=deciding.LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The author reads this. Nobody else does, but those who decide."),
        error_messages={"required": _("Tell the author in a sentence what in it breaks the rule.")},
    )


class AppealForm(forms.Form):
    """Why it should stay."""

    words = forms.CharField(
        label=_("Why should it stay?"),
        max_length=appealing.LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Say in a sentence why it should stay.")},
    )


class RuleForm(forms.Form):
    """The text of a rule. `base_version` is the one its editor started from."""

    title = forms.CharField(label=_("Rule in one line"), max_length=rulebook.LONGEST_TITLE)
    body = forms.CharField(label=_("Text"), max_length=rulebook.LONGEST_BODY)
    note = forms.CharField(label=_("What did you change?"), max_length=250, required=False)
    base_version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class LimitsForm(forms.ModelForm):  # type: ignore[type-arg]
    """How much one may do at once."""

    class Meta:
        model = Limits
        fields = [
            "posts",
            "posts_new",
            "mentions",
            "mentions_new",
            "flags",
            "flags_new",
            "new_days",
        ]
