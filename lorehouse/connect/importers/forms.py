"""What somebody says when they begin an import."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from lorehouse.connect.importers import policy, running
from lorehouse.connect.importers.sources import SOURCES
from lorehouse.groups import actions as groups
from lorehouse.groups.models import Audience
from lorehouse.people.models import Person


class ImportForm(forms.Form):
    """A source, a file or a folder, and whom it is for."""

    source = forms.ChoiceField(label=_("What is it?"))
    file = forms.FileField(
        label=_("File"), required=False, help_text=_("A zip of the folder, or a .jsonl file.")
    )
    folder = forms.ChoiceField(label=_("Or from the server’s folder for imports"), required=False)
    audience = forms.ChoiceField(
        label=_("Who may see it"), help_text=_("A record that says otherwise goes before this.")
    )
    space = forms.SlugField(
        label=_("Space for articles"), max_length=60, required=False,
        help_text=_("Empty: a space for each folder at the top."),
    )  # fmt: skip

    def __init__(self, importer: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("source", [(one.name, str(one.title)) for one in SOURCES.values()])
        self._offer("audience", _audiences(importer))
        names = running.in_inbox() if importer.is_admin else []
        if names:
            self._offer("folder", [("", "—"), *((name, name) for name in names)])
        else:
            del self.fields["folder"]

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = choices

    def clean(self) -> dict[str, Any]:
        """A file or a folder, and only one of them."""
        given = super().clean() or {}
        if bool(given.get("file")) == bool(given.get("folder")):
            raise forms.ValidationError(_("Choose a file or a folder."))
        return given

    @property
    def place(self) -> dict[str, str]:
        """`group` or `audience` as the import action takes them."""
        kind, _sep, name = self.cleaned_data["audience"].partition(":")
        return {kind: name}


def _audiences(importer: Person) -> list[tuple[str, str]]:
    groups.public(), groups.members()  # a new house may not have needed them yet
    choices = []
    for audience in Audience.objects.select_related("group").order_by("kind", "name"):
        if not policy.may_import_for(importer, audience):
            continue
        if audience.kind == Audience.Kind.GROUP:
            choices.append((f"group:{audience.group.slug}", audience.name))
        elif audience.kind in (Audience.Kind.PUBLIC, Audience.Kind.MEMBERS):
            choices.append((f"audience:{audience.kind}", audience.name))
        else:
            choices.append((f"audience:{audience.name}", audience.name))
    # All members is what is meant most often.
    return sorted(choices, key=lambda choice: choice[0] != "audience:members")
