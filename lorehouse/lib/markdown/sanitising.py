"""What HTML may stay: an allow-list, so that anything unheard of goes."""

import nh3

_FLOW = {
    "p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "div", "section",
    "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr",
    "th", "td", "details", "summary", "figure", "figcaption",
}  # fmt: skip
_PHRASES = {
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "img", "input",
    "ins", "kbd", "mark", "q", "ruby", "rb", "rt", "rp", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "tt", "u", "var", "wbr",
}  # fmt: skip
_WITH_ALL_THEY_HOLD = {
    "script", "style", "iframe", "object", "embed", "noscript", "template", "svg", "math",
    "title", "textarea", "select", "noembed", "noframes", "xmp", "plaintext",
}  # fmt: skip

_CLEANER = nh3.Cleaner(
    tags=_FLOW | _PHRASES,
    clean_content_tags=_WITH_ALL_THEY_HOLD,
    attributes={
        "*": {"id", "title", "lang", "dir", "data-block"},
        "a": {"href", "name"},
        "img": {"src", "alt", "width", "height"},
        "code": {"class"},
        "ol": {"start", "reversed"},
        "input": {"checked"},
        "details": {"open"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan", "scope"},
        "abbr": {"title"},
    },
    tag_attribute_values={
        **{cell: {"align": {"left", "center", "right"}} for cell in ("td", "th")},
        "span": {"data-math-style": {"inline", "display"}},  # what `formulas` draws
    },
    # An input can be nothing but the box of a task, which nobody can press.
    set_tag_attribute_values={"input": {"type": "checkbox", "disabled": "disabled"}},
    allowed_classes={
        "div": {
            "markdown-alert", "markdown-alert-note", "markdown-alert-tip",
            "markdown-alert-important", "markdown-alert-warning", "markdown-alert-caution",
        },
        "p": {"markdown-alert-title"},
        "ul": {"contains-task-list"},
        "ol": {"contains-task-list"},
        "li": {"task-list-item"},
        "input": {"task-list-item-checkbox"},
        "section": {"footnotes"},
        "sup": {"footnote-ref"},
        "a": {"footnote-backref"},
    },
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,  # set while links are written: it depends on where they lead
)  # fmt: skip


def clean(html: str) -> str:
    """`html` with nothing in it that could run, frame, post, or restyle the page round it.

    The result is well formed, attribute values are quoted, and `<`, `>`, `&` are escaped.
    """
    return _CLEANER.clean(html)
