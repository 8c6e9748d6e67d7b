"""What the ways in and out do at times: fetch replies by mail, where a mailbox is named."""

import imaplib
import logging
from datetime import datetime

from django.conf import settings

from lorehouse.connect.mail import fetching
from lorehouse.ledger.jobs import every

log = logging.getLogger(__name__)


@every(60, name="connect.mail")
def fetch_mail(*, now: datetime) -> None:
    """Take in the replies that wait in the mailbox."""
    if not settings.MAIL_INBOX_URL:
        return
    try:
        fetching.fetch(settings.MAIL_INBOX_URL, now=now)
    except (OSError, imaplib.IMAP4.error) as reason:
        log.warning("the mailbox could not be read: %r", reason)
