"""A mail taken apart: where it was sent, by whom, and what its writer typed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import getaddresses
from itertools import islice

from mailparser_reply import EmailReplyParser

from lorehouse.lib.html_to_markdown import html_to_markdown
from lorehouse.notify import tokens

LONGEST = 25_000_000  # bytes of a mail that are looked at
LANGUAGES = ["en", "de", "fr", "nl", "es", "it"]
# The time its expressions take grows faster than the text: they get no long line and no long mail.
MOST_PARSED = 10_000  # characters
LONGEST_LINE = 200  # characters; longer ones are no header, no signature
_FOLD = "\ue000"  # of private use; stands with a number for a long line
MOST_FILES = 20  # of one mail
SIGNATURES = {"application/pgp-signature", "application/pkcs7-signature", "application/pgp-keys"}
ADDRESSES = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A file that came with a mail. `mark` is what stands for it in the text, if anything may."""

    name: str
    data: bytes
    mark: str = ""  # of a picture within the text: its Content-ID


@dataclass(frozen=True, kw_only=True)
class Mail:
    """What a reply by mail says. `person_id` and `item_id` are those of the address it went to."""

    sender: str
    subject: str
    words: str
    files: tuple[Sent, ...]
    message_id: str
    person_id: int | None
    item_id: int | None
    is_automatic: bool
    is_cut: bool  # it is longer than LONGEST, so that its last file may not be whole


def read(content: bytes) -> Mail:
    """The mail in `content` (RFC 5322). Whatever is broken in it is read as well as it can be."""
    message = BytesParser(policy=policy.default).parsebytes(content[:LONGEST])
    sender = next(iter(_addresses(message, ["From"])), "")
    for address in _addresses(message, ADDRESSES):
        named = tokens.replying(address)
        if named is not None:
            break
    else:
        named = None
    return Mail(
        sender=sender,
        subject=_header(message, "Subject")[:200],
        words=written(_text(message)),
        files=tuple(islice(_files(message), MOST_FILES)),
        message_id=_header(message, "Message-ID")[:250],
        person_id=named[0] if named else None,
        item_id=named[1] if named else None,
        is_automatic=_is_automatic(message),
        is_cut=len(content) >= LONGEST,
    )


def written(text: str) -> str:
    """What the writer typed, without the mail it answers and without their signature.

    Of a very long mail only what it quotes at its end is left out.
    """
    text = text.replace("\r\n", "\n").replace("\x00", "").replace(_FOLD, "")
    lines = "\n".join(line if line.strip() else "" for line in text.split("\n"))
    text = re.sub(r"\n{4,}", "\n\n\n", lines).strip()
    folded, long = _folded(text)
    if len(folded) > MOST_PARSED:
        return _before_the_quote(text)
    replies = EmailReplyParser(languages=LANGUAGES).read(folded).replies
    # The first part with a header ("On … wrote:") is what is answered: nothing stands above it.
    said = "" if not replies or replies[0].headers else str(replies[0].body).strip()
    return re.sub(rf"{_FOLD}(\d+){_FOLD}", lambda found: long[int(found[1])], said)


def _folded(text: str) -> tuple[str, list[str]]:
    """`text` with a short mark for each long line, and those lines."""
    long: list[str] = []

    def fold(found: re.Match[str]) -> str:
        long.append(found[0])
        return f"{_FOLD}{len(long) - 1}{_FOLD}"

    return re.sub(rf"[^\n]{{{LONGEST_LINE + 1},}}", fold, text), long


def _before_the_quote(text: str) -> str:
    """`text` without the lines that it quotes at its end, and without the one that says whose."""
    lines = text.split("\n")
    while lines and (not lines[-1].strip() or lines[-1].startswith(">")):
        lines.pop()
    if len(lines) < text.count("\n") + 1 and lines and lines[-1].rstrip().endswith(":"):
        lines.pop()
    return "\n".join(lines).strip()


def _text(message: EmailMessage) -> str:
    """The text of a mail; of one that has only HTML, the same as Markdown."""
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    try:
        content = part.get_content()
    except (LookupError, ValueError):  # a charset that nobody knows
        content = bytes(part.get_payload(decode=True) or b"").decode("utf-8", "replace")
    text = content if isinstance(content, str) else ""
    return html_to_markdown(text) if part.get_content_subtype() == "html" else text


def _files(message: EmailMessage) -> Iterator[Sent]:
    """What is attached, and the pictures that may stand within the text."""
    for part in message.walk():
        kind = part.get_content_maintype()
        embedded = kind == "image" and not part.is_attachment()
        if not (part.is_attachment() or embedded) or part.get_content_type() in SIGNATURES:
            continue
        if isinstance(data := part.get_payload(decode=True), bytes) and data:
            mark = str(part.get("Content-ID", "")).strip("<> ") if embedded else ""
            name = part.get_filename() or f"{kind}.{part.get_content_subtype()}"
            yield Sent(name=name, data=data, mark=mark)


def _addresses(message: EmailMessage, names: Iterable[str]) -> list[str]:
    given = [str(value) for name in names for value in message.get_all(name, [])]
    return [address.lower() for _name, address in getaddresses(given) if "@" in address]


def _header(message: EmailMessage, name: str) -> str:
    return " ".join(str(message.get(name, "")).split())


def _is_automatic(message: EmailMessage) -> bool:
    """Whether a machine wrote it (RFC 3834): an absence note, a bounce, a list."""
    by_hand = _header(message, "Auto-Submitted").lower() in {"", "no"}
    in_bulk = _header(message, "Precedence").lower() in {"bulk", "junk", "list", "auto_reply"}
    bounced = _header(message, "Return-Path") == "<>"
    return not by_hand or in_bulk or bounced or bool(message.get("X-Autoreply"))
