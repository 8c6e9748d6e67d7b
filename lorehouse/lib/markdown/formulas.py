"""Formulas: `$a^2$` and `$$…$$` become MathML, which browsers draw by themselves.

The converter passes on what it is given, scripts and styles included, so that its answer is
cleaned by an allow-list of its own: MathML for showing, and nothing that links, runs or restyles.
"""

import re
from functools import lru_cache
from html import escape, unescape

import nh3
from latex2mathml.converter import convert

LONGEST = 1_000  # characters of one formula
MOST = 20_000  # characters of all formulas of a text; the rest is shown as it was typed

_FORMULA = re.compile(r'<span data-math-style="(inline|display)">([^<]*)</span>')
_CLEANER = nh3.Cleaner(
    tags={
        "math", "mfrac", "mi", "mmultiscripts", "mn", "mo", "mover", "mpadded", "mphantom",
        "mprescripts", "mroot", "mrow", "ms", "mspace", "msqrt", "mstyle", "msub", "msubsup",
        "msup", "mtable", "mtd", "mtext", "mtr", "munder", "munderover",
    },
    clean_content_tags={"script", "style", "title", "textarea", "svg", "iframe", "noscript"},
    attributes={
        "math": {"display"},
        "mi": {"mathvariant"},
        "mo": {"stretchy", "fence", "form", "movablelimits", "separator", "largeop"},
        "mfrac": {"linethickness"},
        "mover": {"accent"},
        "mstyle": {"displaystyle", "scriptlevel"},
        "mtd": {"columnalign"},
        "mtable": {"columnalign", "rowspacing", "columnspacing"},
        "mspace": {"width"},
    },
    link_rel=None,
)  # fmt: skip


def with_formulas(html: str) -> str:
    """`html`, sanitised, with its formulas drawn; what is none is shown as it was typed."""
    if "data-math-style" not in html:
        return html
    left = MOST

    def drawn(formula: re.Match[str]) -> str:
        nonlocal left
        style, source = formula[1], unescape(formula[2]).strip()
        left -= len(source)
        if len(source) > LONGEST or left < 0:
            return _as_typed(source, style)
        return _mathml(source, style) or _as_typed(source, style)

    return _FORMULA.sub(drawn, html)


@lru_cache(maxsize=512)
def _mathml(source: str, style: str) -> str:
    """The formula as MathML; empty when it is none."""
    try:
        made = convert(
            source.replace("<", r"\lt ").replace(">", r"\gt "),
            display="block" if style == "display" else "inline",
        )
    except Exception:  # noqa: BLE001  (the converter has no error of its own for what is no formula)
        return ""
    cleaned = _CLEANER.clean(made)
    return cleaned if cleaned.startswith("<math") else ""


def _as_typed(source: str, style: str) -> str:
    sign = "$$" if style == "display" else "$"
    return f"<code>{escape(sign + source + sign, quote=False)}</code>"
