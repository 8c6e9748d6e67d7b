"""One search over both lanes: what is official, what peers say, and why each can be trusted."""

from lorehouse.bridge.results.finding import (
    OPERATOR,
    REACHABLE,
    Operator,
    Page,
    Reader,
    find,
    similar,
    source_ids,
    suggest,
    viewer_of,
)
from lorehouse.bridge.results.questions import Question
from lorehouse.bridge.results.rows import Author, Result
from lorehouse.bridge.results.trust import Trust

__all__ = [
    "OPERATOR",
    "REACHABLE",
    "Author",
    "Operator",
    "Page",
    "Question",
    "Reader",
    "Result",
    "Trust",
    "find",
    "similar",
    "source_ids",
    "suggest",
    "viewer_of",
]
