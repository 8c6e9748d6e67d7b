"""Taking somebody's handle out of texts that mention it."""

import re
from typing import Any


def mentions(handle: str) -> re.Pattern[str]:
    """What mentions `handle` in Markdown or in a text made of it: `@handle`, and its profile."""
    name = re.escape(handle)
    return re.compile(rf"@{name}(?![\w-])|/people/{name}(?![\w-])/?", re.IGNORECASE)


def without(value: Any, handle: str, word: str) -> Any:
    """`value` with `word` for each mention of `handle`; lists and mappings are gone through."""
    if isinstance(value, str):
        return mentions(handle).sub(word, value)
    if isinstance(value, dict):
        return {key: without(one, handle, word) for key, one in value.items()}
    if isinstance(value, list):
        return [without(one, handle, word) for one in value]
    return value
