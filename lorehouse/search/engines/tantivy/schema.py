"""The fields of the index, and how a document is written into them."""

from datetime import datetime
from typing import Any

import tantivy

from lorehouse.search.documents import Document
from lorehouse.search.engines.tantivy import analysis

VERSION = 5  # raise it when a field or an analysis changes: older indexes are then rebuilt
LIBRARY, STREAM = "library", "stream"
STORED_CHARACTERS = 40_000  # of the text, for snippets


def schema() -> tantivy.Schema:
    """The fields. Numbers are signed: deleting by an unsigned term silently does nothing."""
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("key", indexed=True, fast=True)
    for number in ("thread", "audience", "author", "space", "group"):
        builder.add_integer_field(number, indexed=True, fast=True)
    for moment in ("created", "updated", "vouched"):  # seconds since 1970
        builder.add_integer_field(moment, indexed=True, fast=True)
    for name in ("lane", "kind", "tag", "language"):
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_float_field("merit", fast=True)
    for answer in ("aside", "library"):
        builder.add_boolean_field(answer, fast=True)
    builder.add_text_field("all", tokenizer_name="home", index_option="position")
    for part in ("title", "headings", "context", "tags"):
        builder.add_text_field(part, tokenizer_name="home", index_option="freq")
    for raw in ("words", "name"):
        builder.add_text_field(raw, tokenizer_name="plain", index_option="basic")
    builder.add_bytes_field("kept", stored=True)  # see `kept`
    return builder.build()


def written(document: Document, home: str) -> tantivy.Document:
    """`document` as the engine takes it; a text of no known language is read as one of `home`."""
    language = document.language or home
    row = tantivy.Document()
    body = "" if document.body == document.title else document.body
    _write_facets(row, document, language)
    for field, text in (
        ("all", document.title),
        ("all", body),
        ("title", document.title),
        ("headings", " ".join(document.headings)),
        ("context", document.context),
        ("tags", " ".join(document.tags)),
    ):
        if text:
            _write_text(row, field, analysis.spaced(text), language, home)
    row.add_text("name", analysis.spaced(document.title))
    row.add_text("words", analysis.spaced(f"{document.title} {body}"))
    return row


def _write_text(row: tantivy.Document, field: str, text: str, language: str, home: str) -> None:
    """Write `text` as `language` reads it. What is in the house's own takes a fifth of the time."""
    if language == home:
        row.add_text(field, text)
    else:
        row.add_pre_tokenized_text(field, analysis.analyzer(language).pre_tokenize(text))


def _write_facets(row: tantivy.Document, document: Document, language: str) -> None:
    row.add_integer("key", document.key)
    row.add_integer("thread", document.thread or document.key)
    row.add_integer("audience", document.audience_id)
    row.add_integer("created", seconds(document.created_at))
    row.add_integer("updated", seconds(document.updated_at))
    row.add_float("merit", document.merit)
    row.add_boolean("aside", document.aside)
    row.add_boolean("library", document.lane == LIBRARY)  # lanes as words cannot be read in bulk
    if document.vouched_until:
        row.add_integer("vouched", seconds(document.vouched_until))
    row.add_text("lane", document.lane)
    row.add_text("kind", document.kind)
    row.add_text("language", language)
    kept = (language, document.source_id, document.body[:STORED_CHARACTERS])
    row.add_bytes("kept", "\0".join(kept).encode())
    for tag in document.tags:
        row.add_text("tag", tag)
    for field, number in (
        ("author", document.author_id),
        ("space", document.space_id),
        ("group", document.group_id),
    ):
        if number is not None:
            row.add_integer(field, number)


def kept(row: tantivy.Document) -> tuple[str, str, str]:
    """What the index keeps of a document to show it: its language, source id and text."""
    stored: Any = row.get_first("kept")
    language, source_id, text = bytes(stored).decode().split("\0", 2)
    return language, source_id, text


def seconds(moment: datetime) -> int:
    """Whole seconds since 1970."""
    return int(moment.timestamp())
