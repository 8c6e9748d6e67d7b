"""Who asks the shell for a live stream, and for what: read from the request as Django would."""

from hashlib import sha256
from importlib import import_module
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import get_user
from django.core.handlers.wsgi import WSGIRequest
from django.utils.translation import get_language_from_request

from lorehouse.connect.api.middleware import caller
from lorehouse.ledger.book import Place
from lorehouse.people.models import Person, Visitor
from lorehouse.realtime import events
from lorehouse.realtime.listeners import Listener, Topic
from lorehouse.realtime.subjects import SUBJECTS, Reader
from lorehouse.site.shell.kinds import Scope
from lorehouse.site.shell.wsgi import environ

API = "/api/"
MOST_TOPICS = 8  # of one stream


class Unclear(Exception):
    """The address does not say what to listen to."""


def owner_of(scope: Scope) -> str:
    """Whose stream it is, without asking the database: a session, a token, or an address."""
    asked = request_of(scope)
    secret = asked.COOKIES.get(settings.SESSION_COOKIE_NAME) or asked.headers.get("Authorization")
    return sha256(secret.encode()).hexdigest() if secret else asked.META["REMOTE_ADDR"]


def listener_of(scope: Scope) -> tuple[Listener, Place | None]:
    """Who listens to what, and what they know already. Asks the database. Raises Unclear."""
    asked = request_of(scope)
    store = import_module(settings.SESSION_ENGINE).SessionStore
    asked.session = store(asked.COOKIES.get(settings.SESSION_COOKIE_NAME))
    user = get_user(asked)
    asked.person = user if isinstance(user, Person) else Visitor()
    is_program = asked.path.startswith(API)
    person = (caller(asked) if is_program else None) or asked.person
    topics = topics_of(asked)
    came_by_session = person is asked.person and bool(person.pk)
    listener = Listener(
        reader=Reader(
            pk=person.pk,
            is_member=person.is_member,
            is_moderator=person.is_moderator,
            language=person.language or get_language_from_request(asked),
        ),
        topics=topics,
        session=(asked.session.session_key or "") if came_by_session else "",
        wants_facts=is_program,
    )
    last = asked.headers.get("Last-Event-ID") or asked.GET.get("after", "")
    return listener, events.place_of(last)


def topics_of(asked: WSGIRequest) -> tuple[Topic, ...]:
    """What the query names: `?thread=42&feed=0`. Raises Unclear."""
    named = [(name, key) for name in SUBJECTS for key in asked.GET.getlist(name)]
    if not named or len(named) > MOST_TOPICS:
        raise Unclear(f"Say what to listen to: {', '.join(f'{name}=ID' for name in SUBJECTS)}.")
    for name, key in named:
        if not (key.isascii() and key.isdigit() and len(key) < 19):
            raise Unclear(f"{name}={key[:20]} is no ID.")
    return tuple(dict.fromkeys(Topic(name, int(key)) for name, key in named))


def request_of(scope: Scope) -> Any:
    """The request as Django's own code takes it. It has no body."""
    nothing = cast("SpooledTemporaryFile[bytes]", BytesIO())
    return WSGIRequest(environ(scope, nothing))
