"""Markdown, the one stored format: to safe HTML, to plain text, and to blocks with keys."""

from lorehouse.lib.markdown.blocks import blocks
from lorehouse.lib.markdown.plain import excerpt, extract, words_of
from lorehouse.lib.markdown.rendering import ANCHOR_PREFIX, render
from lorehouse.lib.markdown.sanitising import clean
from lorehouse.lib.markdown.structures import LONGEST, Block, Heading, Rendered, TooLong, WikiLink

__all__ = [
    "ANCHOR_PREFIX",
    "LONGEST",
    "Block",
    "Heading",
    "Rendered",
    "TooLong",
    "WikiLink",
    "blocks",
    "clean",
    "excerpt",
    "extract",
    "render",
    "words_of",
]
