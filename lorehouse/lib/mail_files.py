"""Mail as files, for a house without a mail server: one file each, named by the mail itself.

A mail that is sent again replaces its file, as a mail program would show it once.
"""

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class EmailBackend(BaseEmailBackend):
    """Django writes mail with this when EMAIL_BACKEND names this module."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.folder = Path(settings.EMAIL_FILE_PATH)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write each of them whole, or not at all."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            made = message.message()
            file = self.folder / f"{_name(str(made['Message-ID']))}.eml"
            fresh = file.with_suffix(f".{os.getpid()}")
            fresh.write_bytes(made.as_bytes())
            fresh.replace(file)
        return len(email_messages)


def _name(mark: str) -> str:
    return re.sub(r"[^\w.@-]+", "", mark)[:120] or "mail"
