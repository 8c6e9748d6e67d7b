"""Fetches replies from a mailbox (IMAP), as MAIL_INBOX_URL names it."""

import imaplib
import logging
from datetime import datetime
from urllib.parse import SplitResult, unquote, urlsplit

from lorehouse.connect.mail import receiving
from lorehouse.connect.mail.reading import LONGEST
from lorehouse.connect.mail.receiving import Outcome

log = logging.getLogger(__name__)

TIMEOUT = 30  # seconds for one answer of the mail server
AT_ONCE = 50


def fetch(url: str, *, now: datetime) -> list[Outcome]:
    """Take in what is unread in the mailbox; what was taken in is marked as read, and stays there.

    Raises OSError and imaplib's error when the mailbox cannot be opened.
    """
    parts = urlsplit(url)
    mailbox = _opened(parts)
    try:
        mailbox.login(unquote(parts.username or ""), unquote(parts.password or ""))
        mailbox.select(unquote(parts.path.lstrip("/")) or "INBOX")
        _status, found = mailbox.uid("SEARCH", "UNSEEN")
        numbers = (found[0] or b"").split()[:AT_ONCE]
        taken = [_take(mailbox, number.decode(), now) for number in numbers]
        return [outcome for outcome in taken if outcome is not None]
    finally:
        mailbox.shutdown()


def _opened(parts: SplitResult) -> imaplib.IMAP4:
    host = parts.hostname or "localhost"
    if parts.scheme == "imaps":
        return imaplib.IMAP4_SSL(host, parts.port or 993, timeout=TIMEOUT)
    return imaplib.IMAP4(host, parts.port or 143, timeout=TIMEOUT)


def _take(mailbox: imaplib.IMAP4, number: str, now: datetime) -> Outcome | None:
    """Read one mail without marking it, post it, then mark it.

    One that fails is tried again, and does not hold up those behind it. Of a very large one no
    more than is looked at is fetched.
    """
    _status, parts = mailbox.uid("FETCH", number, f"(BODY.PEEK[]<0.{LONGEST}>)")
    content = next((part[1] for part in parts if isinstance(part, tuple)), b"")
    try:
        outcome = receiving.receive(content, now=now)
    except Exception:
        log.exception("mail %s could not be taken in", number)
        return None
    mailbox.uid("STORE", number, "+FLAGS", "(\\Seen)")
    log.info("mail %s: %s", number, outcome.value)
    return outcome
