"""Web push, against a push service of our own that opens what it is sent, as a browser would."""

import base64
import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import http_ece
import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from lorehouse.groups import actions as groups
from lorehouse.lib.errors import Unfit
from lorehouse.notify import actions
from lorehouse.notify.delivery import keys, sending
from lorehouse.notify.models import Delivery, PushSubscription
from lorehouse.stream import actions as stream


class PushService:
    """Takes messages for one browser; `status` is what it answers."""

    def __init__(self):
        self.browser = ec.generate_private_key(ec.SECP256R1())
        self.secret = b"sixteen secrets!"
        self.received, self.status = [], 201
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                service.received.append((dict(self.headers), body))
                self.send_response(service.status)
                self.end_headers()

            def log_message(self, *_args):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.endpoint = f"http://127.0.0.1:{self.server.server_port}/to/alice?x=1"
        Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def public_key(self):
        point = self.browser.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        return keys.base64url(point)

    def opened(self):
        """What the browser reads, message by message."""
        return [
            json.loads(
                http_ece.decrypt(
                    body, private_key=self.browser, auth_secret=self.secret, version="aes128gcm"
                )
            )
            for _headers, body in self.received
        ]


@pytest.fixture
def service(settings):
    """A push service, and a house that may call it though it is inside the network."""
    settings.PUSH_INSIDE = True
    service = PushService()
    yield service
    service.server.shutdown()
    service.server.server_close()


@pytest.fixture
def allowed(alice, service, now):
    """Alice's browser may be told, at any hour."""
    actions.prefer(
        person=alice, channels={}, digest="off", hour=8, weekday=0, quiet_from=0, quiet_until=0,
        now=now,
    )  # fmt: skip
    return actions.allow_push(
        person=alice,
        endpoint=service.endpoint,
        public_key=service.public_key,
        secret=keys.base64url(service.secret),
        browser="Firefox",
        now=now,
    )


def pushed():
    """The only push message on its way, as it stands now."""
    return Delivery.objects.get(channel="push")


def test_the_browser_reads_what_happened_and_where(service, allowed, told, alice, answer, now):
    told(alice)
    sending.deliver_due(now=now)

    (shown,) = service.opened()
    assert shown["title"] == "Bob Beech answered your question"
    assert shown["body"] == "Which soil for figs?"
    assert shown["address"] == f"/inbox/{pushed().notice_id}/"
    assert pushed().outcome == "sent"


def test_who_carries_it_reads_nothing(service, allowed, told, alice, answer, now):
    told(alice)
    sending.deliver_due(now=now)

    assert b"figs" not in service.received[0][1]


def test_the_house_proves_who_it_is(service, allowed, told, alice, answer, now):
    told(alice)
    sending.deliver_due(now=now)

    headers, _ = service.received[0]
    signed, key = headers["Authorization"].removeprefix("vapid t=").split(", k=")
    assert key == keys.public_key()
    words, _, signature = signed.rpartition(".")
    raw = decoded(signature)
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decoded(key))
    halves = (int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    point.verify(encode_dss_signature(*halves), words.encode(), ec.ECDSA(hashes.SHA256()))
    claims = json.loads(decoded(words.split(".")[1]))
    assert claims["aud"] == service.endpoint.split("/to/")[0]
    assert claims["sub"].startswith("mailto:")


def decoded(word):
    """The bytes behind base64 for addresses."""
    return base64.urlsafe_b64decode(word + "=" * (-len(word) % 4))


def test_a_browser_that_is_gone_is_forgotten(service, allowed, told, alice, answer, now):
    service.status = 410
    told(alice)
    sending.deliver_due(now=now)

    assert not PushSubscription.objects.exists()


def test_a_push_service_that_fails_is_tried_later(service, allowed, told, alice, answer, now):
    service.status = 503
    told(alice)
    sending.deliver_due(now=now)

    assert pushed().ended_at is None
    assert pushed().due_at > now
    service.status = 201
    sending.deliver_due(now=pushed().due_at)
    assert pushed().outcome == "sent"


def test_an_unreachable_push_service_harms_nothing(service, allowed, told, alice, answer, now):
    service.server.shutdown()
    service.server.server_close()
    told(alice)
    sending.deliver_due(now=now)

    assert "push services answered 0" in pushed().error


def test_an_address_inside_the_network_is_not_called(
    service, allowed, settings, told, alice, answer, now
):
    settings.PUSH_INSIDE = False
    told(alice)
    sending.deliver_due(now=now)

    assert service.received == []


def test_who_left_the_group_is_not_told(service, allowed, told, alice, answer, gardeners, now):
    told(alice)
    groups.leave(person=alice, group=gardeners, now=now)
    sending.deliver_due(now=now)

    assert service.received == []
    assert pushed().outcome == "not_needed"


def test_without_consent_nothing_is_pushed(told, alice, answer):
    told(alice)

    assert not Delivery.objects.filter(channel="push").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"endpoint": "ftp://push.example/x"},
        {"endpoint": "not an address"},
        {"public_key": "short"},
        {"secret": "%%%"},
    ],
)
def test_what_is_no_subscription_is_refused(service, alice, now, wrong):
    right = {
        "endpoint": service.endpoint,
        "public_key": service.public_key,
        "secret": keys.base64url(service.secret),
    }
    with pytest.raises(Unfit):
        actions.allow_push(person=alice, now=now, **{**right, **wrong})


def test_a_browser_subscribes_and_stops_on_the_page(client, service, alice):
    client.force_login(alice)
    given = {
        "endpoint": service.endpoint,
        "keys": {"p256dh": service.public_key, "auth": keys.base64url(service.secret)},
        "browser": "Firefox",
    }
    answer = client.post(
        "/settings/notifications/push", json.dumps(given), content_type="application/json"
    )
    assert answer.status_code == 204
    assert "Firefox" in client.get("/settings/notifications/").content.decode()

    one = PushSubscription.objects.get()
    client.post(f"/settings/notifications/push/{one.pk}")
    assert not PushSubscription.objects.exists()


def test_the_key_of_the_house_stays_the_same(settings):
    key = keys.public_key()
    keys._loaded.cache_clear()

    assert keys.public_key() == key
    assert settings.PUSH_KEY_FILE.stat().st_mode & 0o077 == 0


def test_the_service_worker_may_open_every_page(client, db):
    answer = client.get("/service-worker.js")

    assert answer["Content-Type"].startswith("text/javascript")
    assert b"notificationclick" in b"".join(answer.streaming_content)


def test_others_cannot_stop_ones_browser(client, allowed, carol):
    client.force_login(carol)

    assert client.post(f"/settings/notifications/push/{allowed.pk}").status_code == 404


def test_a_mention_is_pushed_once(service, allowed, told, alice, bob, answer, now):
    told(alice)
    stream.comment(author=bob, parent=answer, body="See also @alice", now=now)
    told(alice)
    sending.deliver_due(now=now)
    sending.deliver_due(now=now)

    assert len(service.received) == 2
