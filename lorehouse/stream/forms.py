"""What people type into the stream."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lorehouse.groups.choices import shareable
from lorehouse.groups.models import Audience, Group
from lorehouse.items.models import Item
from lorehouse.items.writing import LONGEST_TITLE, tag_words
from lorehouse.lib.addresses import normalised
from lorehouse.lib.errors import Unfit
from lorehouse.people.models import Person
from lorehouse.pseudonyms.voices import Voice, voices
from lorehouse.stream.models import Poll


class AudienceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Who may read it: the audiences one may share with, sorted by what they are."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Audience.objects.none(), empty_label=None, **options)

    def offer(self, writer: Person) -> None:
        """Offer what `writer` may share with, with groups first."""
        self.queryset = Audience.objects.shareable_by(writer)
        self.choices = shareable(writer)


class VoiceField(forms.ChoiceField):
    """Under which name one writes: one's own, or a pseudonym in a group that allows it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)
        self._groups: dict[str, Group] = {}

    def offer(self, writer: Person) -> None:
        """Offer the names of `writer`; with no pseudonym to offer the field is hidden."""
        found = voices(writer)
        self._groups = {one.word: one.group for one in found}
        self.choices = [("", writer.name), *((one.word, _voice_label(one)) for one in found)]
        self.is_offered = bool(found)

    def group_of(self, word: str) -> Group | None:
        """The group in which the chosen pseudonym writes; None for one's own name."""
        return self._groups.get(word)


def _voice_label(one: Voice) -> str:
    words = {"name": one.name, "group": one.group.name}
    if not one.name:
        return _("A new pseudonym, in %(group)s") % words
    return _("%(name)s, in %(group)s") % words


class PostForm(forms.Form):
    """What begins a conversation of any kind. No field is mandatory beyond a title or a text."""

    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE, required=False)
    body = forms.CharField(label=_("Text"), required=False, strip=False)
    tags = forms.CharField(label=_("Tags"), required=False, max_length=400)
    audience = AudienceField(label=_("Who may read it"))
    voice = VoiceField(label=_("Under which name"))

    def __init__(self, *args: Any, writer: Person, kind: str, **options: Any) -> None:
        super().__init__(*args, **options)
        audience, voice = self.fields["audience"], self.fields["voice"]
        assert isinstance(audience, AudienceField)  # noqa: S101  (for the types)
        assert isinstance(voice, VoiceField)  # noqa: S101
        audience.offer(writer)
        voice.offer(writer)
        self.kind = kind

    def clean_tags(self) -> list[str]:
        """The words between commas and spaces."""
        return tag_words(self.cleaned_data["tags"])

    def clean(self) -> dict[str, Any]:
        """There is something to read, and a pseudonym writes only in its group."""
        data = super().clean() or {}
        if not self.says_something(data):
            missing = _("Say in one line what you want to know.")
            is_question = self.kind == Item.Kind.QUESTION
            self.add_error(
                "title" if is_question else "body",
                missing if is_question else _("Write something first."),
            )
        voice = self.fields["voice"].group_of(data.get("voice", ""))  # type: ignore[attr-defined]
        if voice is not None and (audience := data.get("audience")) and voice.audience != audience:
            self.add_error(
                "voice",
                _("This pseudonym writes only in %(name)s; choose that group as its readers.")
                % {"name": voice.name},
            )
        return data

    def says_something(self, data: dict[str, Any]) -> bool:
        """Whether there is a text; what can be said in one line may stand in the title alone."""
        in_one_line = self.kind in {Item.Kind.QUESTION, Item.Kind.IDEA, Item.Kind.POLL}
        title = data.get("title", "") if in_one_line else ""
        return bool(title.strip() or data.get("body", "").strip())

    @property
    def given(self) -> dict[str, Any]:
        """What the action is told, besides who writes."""
        without = {"voice"}
        return {name: value for name, value in self.cleaned_data.items() if name not in without}


class LinkForm(PostForm):
    """The address of a page, and a word of one's own."""

    address = forms.CharField(
        label=_("Address"),
        max_length=2000,
        required=False,
        widget=forms.URLInput(attrs={"placeholder": "https://", "inputmode": "url"}),
    )

    def says_something(self, data: dict[str, Any]) -> bool:
        """A link says something by its address."""
        return True

    def clean_address(self) -> str:
        """An address that can be shared."""
        address = str(self.cleaned_data["address"])
        try:
            normalised(address)
        except Unfit as reason:
            raise forms.ValidationError(str(reason)) from reason
        return address


class PollForm(PostForm):
    """What is asked, what may be chosen, and how it counts."""

    options = forms.CharField(
        label=_("Options"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line. Without any it is yes or no."),
    )
    several = forms.BooleanField(label=_("Several may be chosen"), required=False)
    results = forms.ChoiceField(
        label=_("Who sees the results while it is open"), choices=Poll.Results, required=False
    )
    closes_at = forms.DateTimeField(
        label=_("Closes"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("In your time. Without it, it stays open until you close it."),
    )
    by_name = forms.BooleanField(
        label=_("Open by name"),
        required=False,
        help_text=_("Shows who chose what, and says so before anybody votes."),
    )

    def clean_options(self) -> list[str]:
        """A line each."""
        return [line for line in self.cleaned_data["options"].splitlines() if line.strip()]

    def clean_results(self) -> str:
        """When the results are shown."""
        return str(self.cleaned_data["results"] or Poll.Results.AFTER_VOTE)


FORMS: dict[str, type[PostForm]] = {Item.Kind.LINK: LinkForm, Item.Kind.POLL: PollForm}
