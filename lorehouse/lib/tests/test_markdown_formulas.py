"""Formulas and code in colours."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lorehouse.lib.markdown import render

TAG = re.compile(r"<\s*/?\s*([a-zA-Z][\w-]*)([^>]*)>")
PIECES = st.sampled_from([
    "x", "^2", "_{a}", r"\frac{a}{b}", r"\text{", r"\href{javascript:alert(1)}{", "&", '"', " ",
    "<script>", "</math>", "<img src=x onerror=alert(1)>", "&lt;b&gt;", "{", "}", "\\",
    r"\style{color:red}{",
    r"\begin{matrix}", r"\end{matrix}", r"\class{x}{y}", "<!--", "<style>", r"\unicode{", "]]>",
])  # fmt: skip


@pytest.mark.parametrize(
    ("source", "part"),
    [
        ("The area is $a^2$.", '<math display="inline">'),
        ("$$\n\\frac{a}{b}\n$$", '<math display="block">'),
        ("So $a<b$ holds.", "<mo>&lt;</mo>"),
    ],
)
def test_formulas_are_drawn(source, part):
    assert part in render(source).html


@pytest.mark.parametrize("source", ["It costs $5 and $10.", "US$5/US$6", r"\$a\$", "`$a$`"])
def test_money_and_code_are_no_formulas(source):
    assert "<math" not in render(source).html


def test_what_cannot_be_read_as_a_formula_is_shown_as_typed():
    assert render(r"See $\frac$.").html.count(r"<code>$\frac$</code>") == 1
    assert "<math" not in render("$" + "x" * 2000 + "$").html


def test_the_words_of_a_formula_can_be_found():
    assert render(r"With $\sigma = 2$.").text == r"With \sigma = 2."


def test_names_inside_a_formula_stay_part_of_it():
    html = render("$x_{#figs}$ and #figs", people={"alice"}).html

    assert html.count('class="tag"') == 1


@given(st.lists(PIECES, min_size=1, max_size=14).map("".join))
def test_no_formula_brings_anything_but_a_drawing(formula):
    html = render(f"${formula}$").html
    drawn = "".join(re.findall(r"<math.*?</math>", html, re.DOTALL))

    for tag, attributes in TAG.findall(drawn):
        assert tag.startswith("m"), drawn
        assert not re.search(r"href|style=|class|on\w+=|src", attributes), drawn
    assert not re.search(r"<(script|style|img|iframe|svg)\b", drawn), drawn


def test_code_that_names_its_language_is_coloured():
    html = render("```python\nif a < b: pass\n```").html

    assert '<span class="code-k">if</span>' in html and "&lt;" in html


@pytest.mark.parametrize("language", ["", "nonsense", "brainfuck"])
def test_other_code_stays_in_one_colour(language):
    assert "<span" not in render(f"```{language}\nif a: pass\n```").html


@pytest.mark.parametrize("code", ["<b>&amp;", "'\"`", "\t  x\n\ny"])
def test_coloured_code_says_the_same(code):
    html = render(f"```python\n{code}\n```").html
    plain = re.sub(r"</?span[^>]*>", "", html)
    one_colour = render(f"```nonsense\n{code}\n```").html.replace("nonsense", "python")
    assert re.sub(r'data-block="\w+"', "", plain) == re.sub(r'data-block="\w+"', "", one_colour)
