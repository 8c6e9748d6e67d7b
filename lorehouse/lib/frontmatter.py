"""The lines of YAML between two `---` at the head of a Markdown file."""

import re
from collections.abc import Mapping
from typing import Any

import yaml

from lorehouse.lib.errors import Unfit

_LONGEST = 64_000
_HEAD = re.compile(
    r"\A\ufeff?---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)


class BadFrontMatter(Unfit):
    """The lines between the `---` cannot be read; the message says where."""


def split(text: str) -> tuple[dict[str, Any], str]:
    """What the head of `text` says, and the text below it; without a head, {} and `text`.

    Raises BadFrontMatter.
    """
    head = _HEAD.match(text)
    if head is None:
        return {}, text
    if len(head[1]) > _LONGEST:
        raise BadFrontMatter(f"The front matter is longer than {_LONGEST:,} characters.")
    try:
        _forbid_references(head[1])
        said = yaml.load(head[1], yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as reason:
        raise BadFrontMatter(_sentence(reason)) from reason
    if said is None:
        return {}, text[head.end() :]
    if not isinstance(said, dict):
        return {}, text  # a rule above and below a paragraph
    return {str(key): value for key, value in said.items()}, text[head.end() :]


def split_loosely(text: str) -> tuple[dict[str, str], str]:
    """As `split` for a head that is not YAML: only its lines of the form `name: words` count."""
    head = _HEAD.match(text)
    if head is None:
        return {}, text
    lines = re.findall(
        r"^(\w[\w .-]{0,60}):[ \t]+(\S.*?)[ \t\r]*$", head[1][:_LONGEST], re.MULTILINE
    )
    return {name: words.strip("\"'") for name, words in lines}, text[head.end() :]


def join(said: Mapping[str, Any], text: str) -> str:
    """`text` below a head that says `said`; without anything to say, `text` alone."""
    if not said:
        return text
    head = yaml.safe_dump(dict(said), allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{head}---\n{text}"


def _forbid_references(head: str) -> None:
    """Raises YAMLError on an alias: a few lines of them can unfold to gigabytes."""
    if "*" in head:
        tokens = yaml.scan(head, Loader=yaml.CSafeLoader)
        if any(isinstance(token, yaml.AliasToken) for token in tokens):
            raise yaml.YAMLError("references (*name) are not read")


def _sentence(reason: Exception) -> str:
    mark = getattr(reason, "problem_mark", None)
    problem = getattr(reason, "problem", None) or str(reason) or "too deeply nested"
    where = f" in line {mark.line + 2}" if mark is not None else ""
    return f"The front matter is not YAML{where}: {problem}."
