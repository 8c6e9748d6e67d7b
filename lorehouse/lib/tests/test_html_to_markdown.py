import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lorehouse.lib.html_to_markdown import html_to_markdown
from lorehouse.lib.markdown import clean, render, words_of


def same_words(html: str) -> bool:
    def bare(page):
        return re.sub(r"\s", "", words_of(page))

    return bare(clean(html)) == bare(render(html_to_markdown(html), inline=False).html)


@pytest.mark.parametrize(
    "html, markdown",
    [
        ("<p>a <b>b</b> <i>c</i> <code>d</code></p>", "a **b** *c* `d`"),
        ('<pre class="lang-py"><code>x = 1\n</code></pre>', "```py\nx = 1\n```"),
        ('<a href="https://x.org">y</a>', "[y](https://x.org)"),
        ('<img src="a.png" alt="b">', "![b](a.png)"),
        ("<blockquote><p>a</p></blockquote>", "> a"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ('<ol start="3"><li>a</li></ol>', "3. a"),
        ("<h2>a</h2>", "## a"),
        ("snake_case in 2. place", "snake_case in 2. place"),
        ("plain words", "plain words"),
        ("1. no list", "1\\. no list"),
    ],
)
def test_marks_are_kept(html, markdown):
    assert html_to_markdown(html) == markdown


@pytest.mark.parametrize(
    "html",
    [
        "<p>2 * 3 * 4 and _x_ and [y](z) and &lt;b&gt; and `q`</p>",
        "<p># no heading</p><p>1. no list</p><p>- no list</p>",
        "<table><tr><th>a</th></tr><tr><td>1 | 2</td></tr></table>",
        "<pre><code>a ``` b \\_ 1\\.</code></pre><p><code>a ` b \\_c</code></p>",
        "<ul><li>a<ul><li>b</li></ul></li><li><p>c</p><pre><code>d\n</code></pre></li></ul>",
        "H<sub>2</sub>O &amp;lt; &amp;amp;",
    ],
)
def test_the_words_of_the_page_stay(html):
    assert same_words(html)


def test_deep_nesting_is_survived():
    assert "x" in html_to_markdown("<div>" * 5000 + "x")


@given(st.text(alphabet="ab *_`[]()#>-+!\\1.~|\n", max_size=60))
def test_text_stays_text(text):
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert same_words(f"<p>{escaped}</p>")
