"""Code in colours: a fenced block that names its language gets a class for each sort of word."""

import re
from functools import lru_cache
from html import unescape

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name

LONGEST = 20_000  # characters of a block that is still coloured

#: What people here show each other. A language that is not here is shown in one colour.
LANGUAGES = frozenset({
    "bash", "c", "c#", "cpp", "csharp", "css", "diff", "docker", "dockerfile", "go", "html",
    "ini", "java", "javascript", "js", "json", "kotlin", "lua", "make", "php", "powershell", "ps1",
    "py", "python", "r", "ruby", "rust", "sh", "shell", "sql", "swift", "toml", "ts", "typescript",
    "vbnet", "xml", "yaml", "yml",
})  # fmt: skip

_BLOCK = re.compile(r'(<pre[^>]*><code class="language-([\w+#.-]+)">)([^<]*)(</code></pre>)')
_FORMATTER: "HtmlFormatter[str]" = HtmlFormatter(nowrap=True, classprefix="code-")


def with_colours(html: str) -> str:
    """`html`, sanitised, with the words of its code blocks in classes `code-…`."""
    return _BLOCK.sub(_coloured, html) if 'class="language-' in html else html


def _coloured(block: re.Match[str]) -> str:
    begin, language, code, end = block.groups()
    if language.lower() not in LANGUAGES or len(code) > LONGEST:
        return block[0]
    return f"{begin}{highlight(unescape(code), _lexer(language.lower()), _FORMATTER)}{end}"


@lru_cache(maxsize=64)
def _lexer(language: str) -> Lexer:
    return get_lexer_by_name(language, stripnl=False)
