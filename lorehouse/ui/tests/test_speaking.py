"""Templates speak the reader's language, escape what they are given, and call as Jinja2 does."""

import jinja2
import pytest
from django.utils import translation
from jinja2 import pass_context

from lorehouse.ui import speaking
from lorehouse.ui.environment import environment


@pytest.fixture
def say():
    house = environment(autoescape=True)

    def rendered(source, **values):
        return house.from_string(source).render(values)

    return rendered


def test_a_sentence_follows_the_language_of_each_request(say):
    with translation.override("de"):
        german = say("{{ _('Library') }}")
    with translation.override("en"):
        english = say("{{ _('Library') }}")

    assert (german, english) == ("Bibliothek", "Library")


def test_what_is_put_into_a_sentence_is_escaped(say):
    assert say("{{ _('by %(name)s', name=name) }}", name="<b>Bo</b>") == (
        "by &lt;b&gt;Bo&lt;/b&gt;"
    )


@pytest.mark.parametrize("source", ["{{ _('100%% true') }}", "{% trans %}100% true{% endtrans %}"])
def test_a_percent_sign_stays_one(say, source):
    assert say(source) == "100% true"


@pytest.mark.parametrize(("count", "said"), [(1, "1 hat"), (2, "2 hats")])
def test_things_are_counted(say, count, said):
    source = "{% trans count=n %}{{ count }} hat{% pluralize %}{{ count }} hats{% endtrans %}"
    assert say(source, n=count) == said


def test_macros_in_loops_see_their_arguments_and_defaults(say):
    source = (
        "{% macro mark(word, tone='plain') %}<i>{{ tone }}:{{ word }}</i>{% endmacro %}"
        "{% for word in words %}{{ mark(word) }}{{ mark(word, tone='loud') }}{% endfor %}"
    )
    assert say(source, words=["<a>"]) == "<i>plain:&lt;a&gt;</i><i>loud:&lt;a&gt;</i>"


def test_what_asks_for_the_context_still_gets_it_in_a_loop():
    house = environment(autoescape=True)
    house.globals["what_is"] = pass_context(lambda context, name: context[name])

    made = house.from_string(
        "{% for n in [1, 2] %}{% set twice = 2 * n %}{{ what_is('twice') }}{% endfor %}"
    ).render()

    assert made == "24"


def test_methods_and_classes_can_be_called(say):
    assert say("{{ words.upper() }}{{ kind(3) }}", words="a", kind=str) == "A3"


def test_an_unknown_name_is_an_error(say):
    with pytest.raises(jinja2.UndefinedError):
        say("{{ nobody_knows_this() }}")


def test_sentences_outside_templates_are_the_same(settings):
    with translation.override("de"):
        assert str(speaking.gettext("Library")) == "Bibliothek"
