"""What people choose on the page of all preferences."""

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from lorehouse.lib import times
from lorehouse.notify import reasons
from lorehouse.notify.models import Participation, Preferences
from lorehouse.notify.participation import TakingPart

HOURS = [(hour, f"{hour:02d}:00") for hour in range(24)]


class PreferencesForm(forms.Form):
    """Both lanes, every reason, every channel, every group, and one's clock."""

    timezone = forms.ChoiceField(label=_("Time zone"))
    digest = forms.ChoiceField(label=_("Digest"), choices=Preferences.Digest)
    hour = forms.TypedChoiceField(label=_("It leaves at"), choices=HOURS, coerce=int)
    weekday = forms.TypedChoiceField(label=_("The weekly one on"), coerce=int)
    quiet_from = forms.TypedChoiceField(label=_("Quiet from"), choices=HOURS, coerce=int)
    quiet_until = forms.TypedChoiceField(
        label=_("until"),
        choices=HOURS,
        coerce=int,
        help_text=_("Mail and push wait until then. The same hour twice: never quiet."),
    )

    def __init__(self, *args: Any, groups: list[TakingPart], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = groups
        zones = [(name, name.replace("_", " ")) for name in times.zones()]
        self.fields["timezone"].choices = zones  # type: ignore[attr-defined]
        self.fields["weekday"].choices = list(WEEKDAYS.items())  # type: ignore[attr-defined]
        for one in groups:
            self.fields[f"group-{one.group.pk}"] = forms.ChoiceField(
                label=one.group.name,
                choices=Participation.Level,
                required=False,
                initial=one.level,
            )

    @property
    def channels(self) -> dict[str, list[str]]:
        """The channels ticked for each reason."""
        return {reason: self.data.getlist(f"reason-{reason}") for reason in reasons.REASONS}  # type: ignore[attr-defined]

    @property
    def times(self) -> dict[str, Any]:
        """What the action `prefer` takes besides channels."""
        names = ("digest", "hour", "weekday", "quiet_from", "quiet_until")
        return {name: self.cleaned_data[name] for name in names}

    @property
    def levels(self) -> dict[int, str]:
        """The level chosen for each group, where it is another one than before."""
        chosen = {one: self.cleaned_data.get(f"group-{one.group.pk}") for one in self.groups}
        return {
            one.group.pk: level for one, level in chosen.items() if level and level != one.level
        }
