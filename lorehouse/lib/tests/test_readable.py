"""Pages from outside as plain text: what they say, without what stands round it."""

from hypothesis import given
from hypothesis import strategies as st

from lorehouse.lib.readable import readable

PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>Figs | Garden Weekly</title>
<meta property="og:title" content="Figs in pots">
<meta property="og:site_name" content="Garden Weekly">
<meta name="description" content="What they want."></head><body>
<nav><ul><li><a href="/">Home</a></li></ul></nav><script>alert("x")</script>
<main><h1>Figs in pots</h1><p>Figs want <b>loam</b> &amp; grit. {more}</p><p>Water them in July.</p>
<ul class=share><li><a href="/s">Share this</a></li></ul></main>
<footer>© Garden Weekly</footer></body></html>"""


def test_the_words_are_kept_and_what_stands_round_them_is_not():
    page = readable(PAGE.replace("{more}", "They stand well on a balcony. " * 8).encode())

    assert (page.title, page.site) == ("Figs in pots", "Garden Weekly")
    assert page.description == "What they want."
    assert "Figs want loam & grit." in page.text and "Water them in July." in page.text
    for word in ("Home", "alert", "Share this", "©"):
        assert word not in page.text


def test_a_charset_that_is_declared_is_believed():
    page = readable('<meta charset="iso-8859-1"><p>Über</p>'.encode("latin-1"))

    assert page.text == "Über"


def test_plain_text_stays_as_it_is():
    assert (
        readable(b"One\nline\n\nTwo <b>", content_type="text/plain").text == "One line\n\nTwo <b>"
    )


@given(st.binary(max_size=3000))
def test_no_page_breaks_it(content):
    assert "\x00" not in readable(content).text


@given(st.text(alphabet="<>/abp \"'=&;!-", max_size=400))
def test_no_markup_breaks_it(source):
    readable(source.encode())
