"""What nobody should send by mail: refused by mail with a sentence, the words sent back."""

import imaplib
import time
from email.message import EmailMessage

import pytest
from django.core import mail

from lorehouse.connect.mail import fetching, reading, receiving
from lorehouse.connect.mail.receiving import Outcome
from lorehouse.connect.mail.tests.test_receiving import QUOTED, Mailbox, written
from lorehouse.items.models import Attachment, Item
from lorehouse.lib.markdown import LONGEST
from lorehouse.notify import tokens

MEGABYTE = 2**20


@pytest.fixture(autouse=True)
def mailbox(settings):
    """A house that takes replies."""
    settings.MAIL_REPLIES = "replies@house.example"


@pytest.fixture
def to_answer(alice, answer):
    """Where Alice's mail about Bob's answer can be answered."""
    return tokens.reply_address(alice, answer.pk)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("word " * (LONGEST // 5) + "and the end", f"{LONGEST:,}"),
        (" ".join(f"@person{n}" for n in range(10_000)), "at most 50 people"),
    ],
    ids=["oversized", "a crowd"],
)
def test_it_is_refused_by_mail_with_the_reason_and_the_words(answer, to_answer, now, body, reason):
    assert receiving.receive(written(to_answer, body), now=now) is Outcome.REFUSED

    told = mail.outbox[0]
    assert told.to == ["alice@house.example"]
    assert reason in told.body
    assert body in told.body.replace("\n", " ")
    assert not Item.objects.filter(parent=answer).exists()


@pytest.mark.parametrize(
    "body",
    ["<script>alert(1)</script> hello", "**open\n\n```\nnever closed", "[x](javascript:alert(1))"],
)
def test_hostile_and_broken_words_are_posted_and_do_nothing(answer, to_answer, now, body):
    assert receiving.receive(written(to_answer, body), now=now) is Outcome.POSTED

    reply = Item.objects.get(parent=answer)
    assert reply.body == body
    assert "<script" not in reply.html
    assert 'href="javascript' not in reply.html


def test_a_mail_of_hostile_html_is_posted_as_its_words(answer, to_answer, now):
    message = EmailMessage()
    message["From"], message["To"] = "alice@house.example", to_answer
    message.set_content(
        "<p>Thanks</p><script>alert(1)</script><img src=x onerror=alert(1)>", subtype="html"
    )
    receiving.receive(message.as_bytes(), now=now)

    html = Item.objects.get(parent=answer).html
    assert "Thanks" in html
    for bad in ("<script", "onerror=", "alert(1)"):
        assert bad not in html.replace("&lt;", "<")


@pytest.mark.parametrize(
    "piece",
    ["On ", "Le ", "\n", " \n", "> ", "> a\n", "-- \n", "Am x\n", "From: a\nSent: b\n", "*", " "],
)
@pytest.mark.parametrize("size", [9_000, 300_000])
def test_no_mail_takes_long_to_read(piece, size):
    began = time.thread_time()
    reading.written("Thanks.\n" + piece * (size // len(piece)))

    assert time.thread_time() - began < 5


def test_a_long_mail_keeps_every_word_and_leaves_what_it_quotes():
    lines = [f"Line {number} of what I think." for number in range(1_000)]
    paragraph = "A whole paragraph on one line. " * 40
    for words in ("\n".join(lines), paragraph.strip()):
        assert reading.written(words + QUOTED) == words


def test_a_huge_mail_is_refused_and_what_is_packed_into_it_is_not_unfolded(answer, to_answer, now):
    message = EmailMessage()
    message["From"], message["To"] = "alice@house.example", to_answer
    message.set_content("See the film.")
    message.add_attachment(
        b"\0" * 30 * MEGABYTE, maintype="application", subtype="zip", filename="bomb.zip"
    )

    assert receiving.receive(message.as_bytes(), now=now) is Outcome.REFUSED
    assert "A mail may have 25 MB with its files" in mail.outbox[0].body
    assert "See the film." in mail.outbox[0].body
    assert not Attachment.objects.exists()


def test_one_mail_that_cannot_be_read_does_not_hold_up_the_others(
    monkeypatch, answer, to_answer, now
):
    take_in = receiving.receive

    def stumbling(content, **more):
        if content == b"stumble":
            raise ValueError
        return take_in(content, **more)

    server = Mailbox([b"stumble", written(to_answer, "Thanks.")])
    monkeypatch.setattr(imaplib, "IMAP4_SSL", lambda *_, **__: server)
    monkeypatch.setattr(receiving, "receive", stumbling)
    address = "imaps://me:p%20w@mail.house.example/Replies"

    assert fetching.fetch(address, now=now) == [Outcome.POSTED]
    assert server.seen == ["2"]
