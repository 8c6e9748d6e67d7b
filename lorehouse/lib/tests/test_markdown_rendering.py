import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lorehouse.lib.markdown import LONGEST, Heading, TooLong, blocks, render

RUNS = re.compile(r"\s*(javascript|data|vbscript):", re.IGNORECASE)


class Reader(HTMLParser):
    """Reads a page the way a browser does, as far as tags and attributes go."""

    def __init__(self):
        super().__init__()
        self.tags, self.attributes = set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs


def html(source: str, **options) -> str:
    return render(source, **options).html


def test_common_marks_become_html():
    page = html("**b** *i* ~~s~~ `c`\n\n- [x] done\n\n| a |\n|---|\n| 1 |")

    for part in (
        "<strong>b</strong>",
        "<em>i</em>",
        "<del>s</del>",
        "<code>c</code>",
        "<td>1</td>",
    ):
        assert part in page
    assert 'type="checkbox"' in page
    assert 'disabled="disabled"' in page


def test_code_keeps_its_language():
    assert '<code class="language-python">' in html("```python\nx = 1\n```")


def test_a_strange_class_does_not_pass_as_a_language():
    assert "class" not in html('<code class="button">x</code>')


def test_callouts_are_marked():
    page = html("> [!WARNING]\n> Hot.")

    assert 'class="markdown-alert markdown-alert-warning"' in page


def test_headings_have_anchors_and_a_table_of_contents():
    rendered = render("# Set up\n\n## Part 1: *go*\n\n## Set up")

    assert rendered.toc == [
        Heading(1, "Set up", "h-set-up"),
        Heading(2, "Part 1: go", "h-part-1-go"),
        Heading(2, "Set up", "h-set-up-2"),
    ]
    assert '<h2 id="h-part-1-go"' in rendered.html


def test_links_inside_the_text_find_its_anchors():
    assert 'href="#h-set-up"' in html("[there](#set-up)")


def test_links_to_elsewhere_give_no_weight():
    assert 'rel="nofollow noopener"' in html("[x](https://example.org)")
    assert 'rel="nofollow noopener"' in html("[x](//example.org)")
    assert "rel=" not in html("[x](/library/)")


def test_images_load_late():
    rendered = render("![a plan](/attachments/1/plan.png)")

    assert 'loading="lazy"' in rendered.html
    assert rendered.attachments == ["/attachments/1/plan.png"]


def test_people_tags_and_pages_become_links():
    rendered = render(
        "@Ann asks #Leave about [[hr/leave#Carry over|the rules]].",
        names={"hr/leave": "/library/hr/leave/"},
        people={"ann"},
    )

    assert '<a class="mention" href="/people/ann/">@Ann</a>' in rendered.html
    assert '<a class="tag" href="/tags/leave/">#Leave</a>' in rendered.html
    assert '<a class="wiki" href="/library/hr/leave/#h-carry-over">the rules</a>' in rendered.html
    assert rendered.mentions == ["ann"]
    assert rendered.tags == ["leave"]
    assert rendered.text == "@Ann asks #Leave about the rules."


def test_the_label_of_a_wiki_link_may_have_marks():
    rendered = render("[[a|see `code` *now*]]", names={"a": "/a/"})

    assert '<a class="wiki" href="/a/">see <code>code</code> <em>now</em></a>' in rendered.html
    assert rendered.wiki_links[0].label == "see code now"


def test_marks_that_reach_out_of_a_label_stay_marks():
    assert "<a" not in html("[[a|*b]] c*", names={"a": "/a/"})


def test_a_wiki_link_stands_in_a_table_with_its_bar_escaped():
    page = html("| x |\n|---|\n| [[a\\|b]] |", names={"a": "/a/"})

    assert '<td><a class="wiki" href="/a/">b</a></td>' in page


def test_an_unknown_person_stays_a_word():
    rendered = render("@nobody")

    assert "<a" not in rendered.html
    assert rendered.mentions == ["nobody"]


def test_an_unknown_page_is_shown_as_missing():
    assert '<span class="missing" data-target="no such">no such</span>' in html("[[no such]]")


@pytest.mark.parametrize(
    "source", ["`@ann #x [[y]]`", "```\n@ann #x [[y]]\n```", "[@ann #x](/z)", "ann@ann.org a#x"]
)
def test_code_links_and_addresses_are_left_alone(source):
    rendered = render(source, people={"ann"}, names={"y": "/y/"})

    assert not (rendered.mentions or rendered.tags or rendered.wiki_links)


def test_footnotes_of_two_texts_do_not_meet():
    one, two = html("One[^1]\n\n[^1]: first"), html("Two[^1]\n\n[^1]: second")

    target = one.split('href="#', 1)[1].split('"', 1)[0]
    assert f'id="{target}"' in one
    assert target not in two


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "<a href='&#106;avascript:alert(1)'>x</a>",
        "<iframe src=//evil.example></iframe>",
        "<svg/onload=alert(1)>",
        "<math><mtext><table><mglyph><style><!--</style>"
        "<img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
        "<form action=/x><input name=y type=submit></form>",
        "<style>body{display:none}</style>",
        "<div style='position:fixed' class='button'>x</div>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        '[[x" onmouseover=alert(1)|<img src=x onerror=alert(1)>]]',
        "[a](x 'y\" onclick=alert(1)')",
        "<b id=search name=main>x</b>",
        '```html" onclick=alert(1)\nx\n```',
    ],
)
def test_hostile_html_is_made_harmless(hostile):
    read = Reader()
    read.feed(html(hostile, names={"x": "/x/"}))

    assert not read.tags & {
        "script",
        "iframe",
        "svg",
        "style",
        "form",
        "math",
        "object",
        "noscript",
    }
    assert not [name for name, _ in read.attributes if name.startswith("on") or name == "style"]
    assert not [url for name, url in read.attributes if name in ("href", "src") and RUNS.match(url)]
    assert ("id", "search") not in read.attributes
    assert ("class", "button") not in read.attributes


def test_a_forged_key_is_shown_as_typed():
    page = html('<p DATA-block="x">mine</p>\n\nreal')

    assert '<p data-block="x"' not in page
    assert page.count("data-block=") >= 1


def test_a_text_that_is_too_long_is_refused_with_a_sentence():
    with pytest.raises(TooLong, match="1,000,000 are the most"):
        render("x" * (LONGEST + 1))


@pytest.mark.parametrize(
    "unit, times",
    [("> ", 50_000), ("<div>", 100_000), ("[", 100_000), ("<b>", 100_000), ("*a **b ", 20_000),
     ("[[", 100_000), ("@a.", 100_000), ("[a](b ", 30_000), ("![", 50_000), ("- ", 100_000),
     ("#a", 100_000), ("\\`", 100_000), ("<a id=x name=y ", 20_000), ("| a ", 50_000)],
)  # fmt: skip
def test_repetition_without_end_is_rendered_in_bounded_time(unit, times):
    before = time.process_time()

    render(unit * times)

    assert time.process_time() - before < 5


def test_ten_thousand_nested_lists_are_rendered_in_bounded_time():
    source = "\n".join(" " * min(depth, 90) + "- x" for depth in range(10_000))
    before = time.process_time()

    render(source)

    assert time.process_time() - before < 5


@given(st.text(alphabet=st.sampled_from("ab @#[]()|<>/=\"'`*_-!&;:\n\t1."), max_size=200))
def test_anything_typed_becomes_html_without_tags_that_were_not_allowed(source):
    rendered = render(source, names={"a": "/a/"}, people={"a", "b"})

    read = Reader()
    read.feed(rendered.html)
    assert not [name for name, _ in read.attributes if name.startswith("on")]
    assert len(re.findall("<a[ >]", rendered.html)) == rendered.html.count("</a>")
    assert all(block.markdown == source[block.start : block.end] for block in blocks(source))
