"""Everything people read goes through gettext, in templates and in the browser's behaviours."""

import re
from pathlib import Path

import jinja2
import pytest

from lorehouse.ui.words import WORDS

HOUSE = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(
    file
    for file in (HOUSE / "lorehouse").glob("*/templates/**/*.html")
    if "email" not in file.parts
)
SAME_IN_EVERY_LANGUAGE = {"Lorehouse", "Esc", "Markdown", "Atom", "REST", "API", "v"}
READ_ATTRIBUTES = re.compile(r'\b(?:title|alt|placeholder|aria-label|data-confirm)="([^"]*)"')


def what_people_read(source: str) -> str:
    """The text and the readable attributes of a template, without what Jinja2 puts there."""
    source = re.sub(r"{% block width %}\w+{% endblock %}", "", source)
    tokens = jinja2.Environment(extensions=["jinja2.ext.i18n"], autoescape=True).lex(source)
    page = "".join(value if kind == "data" else "" for _, kind, value in _outside_trans(tokens))
    page = re.sub(r"<(script|style)\b.*?</\1>|<!--.*?-->|&\w+;", " ", page, flags=re.DOTALL)
    attributes = " ".join(READ_ATTRIBUTES.findall(page))
    read = f"{re.sub(r'<[^<>]*>', ' ', page)} {attributes}"
    return re.sub(r"/[\w/-]+/", " ", read)  # addresses shown as such


def _outside_trans(tokens):
    """The tokens outside `{% trans %}` … `{% endtrans %}`."""
    inside = False
    for token in tokens:
        if token[1] == "name" and token[2] in {"trans", "endtrans"}:
            inside = token[2] == "trans"
        if not inside:
            yield token


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: str(file.relative_to(HOUSE)))
def test_templates_have_no_words_outside_gettext(file):
    words = re.findall(r"[^\W\d_]{2,}", what_people_read(file.read_text(encoding="utf-8")))
    assert [word for word in words if word not in SAME_IN_EVERY_LANGUAGE] == []


def test_the_check_sees_a_bare_word():
    assert "Hello" in what_people_read('<p class="lead">Hello {{ name }}</p>')
    assert "Close" in what_people_read('<button aria-label="Close">{{ icon("x") }}</button>')
    assert "Hello" not in what_people_read('<p>{{ _("Hello") }}{% trans %}Hello{% endtrans %}</p>')


def test_behaviours_only_say_what_the_page_translates():
    front = HOUSE / "frontend"
    scripts = [*front.glob("*.ts"), *front.glob("behaviours/*.ts")]
    said = {
        word
        for script in scripts
        if ".test." not in script.name
        for call in re.findall(r"\bword\(([^;]*)", script.read_text(encoding="utf-8"))
        for word in re.findall(r'"([^"]+)"', call)
    }
    assert set(WORDS) - said == set()
    called = {word for word in said if word[0].isupper() or "%" in word}
    assert called <= set(WORDS)
