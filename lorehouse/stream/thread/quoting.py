"""Quoting a reply for whoever has no script: with one, `behaviours/quote.ts` does the same."""

from lorehouse.lib import rows
from lorehouse.stream.thread.questions import BODY
from lorehouse.stream.thread.reading import ones
from lorehouse.stream.thread.shapes import Thread

LONGEST = 2_000  # characters; nobody answers to more at once


def quotation(shown: Thread, pk: int) -> str:
    """The text of one of the conversation's items as a quotation, ready to be answered below.

    Empty when it is not there any more.
    """
    author = shown.author if pk == shown.pk else None
    for reply, _ in ones(shown, [pk]) if author is None else []:
        author = None if reply.is_removed else reply.author
    found = rows.fetch(BODY, {"id": pk}) if author else []
    return f"{quoted(found[0].body[:LONGEST], author.name)}\n\n" if found and author else ""


def quoted(words: str, name: str) -> str:
    """`words` as a Markdown quotation of somebody."""
    lines = [f"> {line}".rstrip() for line in words.strip().split("\n")]
    return "\n".join([f"> **{name}:**", ">", *lines])
