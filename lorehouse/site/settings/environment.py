"""What the environment says about this house. Wrong settings are one sentence each."""

import os
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from lorehouse.lib.errors import Refused

PACKAGE = Path(__file__).resolve().parents[2]
ROOMS = [
    "site",
    "connect",
    "bridge",
    "library",
    "stream",
    "moderation",
    "items",
    "notify",
    "search",
    "pseudonyms",
    "groups",
    "people",
    "ui",
]


class WrongSetting(Refused):
    """A setting cannot be used; the message says which and what it should be."""


@dataclass(frozen=True, kw_only=True)
class House:
    """Everything that may differ between two houses."""

    data: Path
    base_url: str
    secret_key: str
    debug: bool
    database: dict[str, Any]
    email: tuple[str, dict[str, Any]]
    mail_replies: str
    mail_inbox: str
    fetches_links: bool = False
    package: Path = PACKAGE

    @classmethod
    def from_environment(cls) -> "House":
        """Read the environment. Raises WrongSetting."""
        data = Path(os.environ.get("LOREHOUSE_DATA", "data")).resolve()
        base_url = os.environ.get("BASE_URL", "http://127.0.0.1:8000").rstrip("/")
        if urlsplit(base_url).scheme not in {"http", "https"} or not urlsplit(base_url).netloc:
            raise WrongSetting(
                f"BASE_URL must be an address such as https://lore.example.org, not {base_url!r}."
            )
        return cls(
            data=data,
            base_url=base_url,
            secret_key=os.environ.get("SECRET_KEY") or kept_secret(data),
            debug=os.environ.get("LOREHOUSE_DEBUG", "") == "1",
            database=database(os.environ.get("DATABASE_URL", ""), data),
            email=email(os.environ.get("EMAIL_URL", "")),
            mail_replies=mail_replies(os.environ.get("MAIL_REPLIES", "")),
            mail_inbox=mail_inbox(os.environ.get("MAIL_INBOX_URL", "")),
            fetches_links=switch("FETCH_LINKS"),
        )

    @property
    def secure(self) -> bool:
        """Whether people reach this house over TLS."""
        return self.base_url.startswith("https://")

    @property
    def allowed_hosts(self) -> list[str]:
        """The names this house answers to."""
        named = os.environ.get("LOREHOUSE_HOSTS", "").split()
        host = urlsplit(self.base_url).hostname or ""
        return [host, "127.0.0.1", "localhost", "[::1]", *named]

    @property
    def trusted_origins(self) -> list[str]:
        """Origins whose forms are accepted."""
        return [self.base_url]

    @property
    def sender(self) -> str:
        """The address that mail comes from."""
        host = urlsplit(self.base_url).hostname or "localhost"
        return os.environ.get("EMAIL_FROM", f"Lorehouse <lorehouse@{host}>")

    @property
    def limits_are_kept(self) -> bool:
        """Whether floods and spam are looked for; off only for measurements and big imports."""
        return os.environ.get("LOREHOUSE_LIMITS", "on") != "off"

    @property
    def template_folders(self) -> list[Path]:
        """The rooms' template folders."""
        return [PACKAGE / room / "templates" for room in ROOMS]

    @property
    def logging(self) -> dict[str, Any]:
        """Warnings and errors to standard error, one line each."""
        level = os.environ.get("LOREHOUSE_LOG", "WARNING").upper()
        return {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}
            },
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
            "root": {"handlers": ["stderr"], "level": level},
        }


def switch(name: str) -> bool:
    """Whether the environment switches something on; it is off when nothing is said."""
    word = os.environ.get(name, "").strip().lower()
    if word not in {"", "0", "off", "1", "on"}:
        raise WrongSetting(f"{name} must be on or off, not {word!r}.")
    return word in {"1", "on"}


def kept_secret(data: Path) -> str:
    """The secret key kept in the data folder, made on first use."""
    file = data / "secret_key"
    try:
        data.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            fresh = data / f".secret_key.{os.getpid()}"
            fresh.write_text(secrets.token_urlsafe(48))
            fresh.chmod(0o600)
            with suppress(FileExistsError):  # whoever is second keeps the first one's key
                os.link(fresh, file)
            fresh.unlink()
        return file.read_text().strip()
    except OSError as reason:
        raise WrongSetting(
            f"The data folder {data} cannot be written ({reason.strerror}). "
            "Set LOREHOUSE_DATA to a folder that can."
        ) from reason


def database(url: str, data: Path) -> dict[str, Any]:
    """Django's database entry for DATABASE_URL; SQLite in the data folder when it is empty."""
    if not url:
        return sqlite(data / "lorehouse.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)))
    if parts.scheme not in {"postgres", "postgresql"}:
        raise WrongSetting(
            f"DATABASE_URL must begin with sqlite:// or postgresql://, not {parts.scheme}://."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or dict(parse_qsl(parts.query)).get("host", "")),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
    }


def sqlite(file: Path) -> dict[str, Any]:
    """SQLite as measured: write-ahead log, one writer at a time that waits its turn."""
    pragmas = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=67108864;"
        "PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=67108864;"
    )
    return {
        "ENGINE": "lorehouse.site.sqlite",
        "NAME": str(file),
        # Tests use a file, too: two connections to a database in memory do not wait for each other.
        "TEST": {"NAME": f"{gettempdir()}/lorehouse-test-{os.getpid()}.sqlite3"},
        "CONN_MAX_AGE": None,
        "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE", "init_command": pragmas},
    }


def email(url: str) -> tuple[str, dict[str, Any]]:
    """The mail backend for EMAIL_URL; files in the data folder's `outbox` when it is empty."""
    if not url:
        return "lorehouse.lib.mail_files.EmailBackend", {}
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps", "smtp+tls"}:
        raise WrongSetting("EMAIL_URL must begin with smtp://, smtps:// or smtp+tls://.")
    return "django.core.mail.backends.smtp.EmailBackend", {
        "host": parts.hostname or "localhost",
        "port": parts.port or (465 if parts.scheme == "smtps" else 25),
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "tls": parts.scheme == "smtp+tls",
        "ssl": parts.scheme == "smtps",
    }


def mail_replies(address: str) -> str:
    """The address that takes replies by mail, with a word behind a plus; empty where none does."""
    if address and not re.fullmatch(r"[\w.-]{1,20}@[\w.-]+", address):
        raise WrongSetting(
            "MAIL_REPLIES must be a plain address such as replies@lore.example.org, its name of at "
            f"most 20 characters, not {address!r}."
        )
    return address.lower()


def mail_inbox(url: str) -> str:
    """The mailbox that replies are fetched from, checked; empty where mail is not fetched."""
    parts = urlsplit(url)
    if url and (parts.scheme not in {"imap", "imaps"} or not parts.hostname):
        raise WrongSetting("MAIL_INBOX_URL must be like imaps://user:password@host/INBOX.")
    return url
