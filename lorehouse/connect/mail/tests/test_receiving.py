"""Replies by mail: posted once, in their writer's name, or refused by mail with a sentence."""

import imaplib
from email.message import EmailMessage

import pytest
from django.core import mail

from lorehouse.connect.mail import fetching, receiving
from lorehouse.connect.mail.receiving import Outcome
from lorehouse.groups import actions as groups
from lorehouse.items.models import Item
from lorehouse.notify import tokens

GIF = bytes.fromhex("47494638396101000100800000000000ffffff2c00000000010001000002024401003b")
QUOTED = """

On Thu, 15 Jan 2026 at 12:00, Lorehouse <lorehouse@house.example> wrote:

> Bob Beech answered your question
> -- Which soil for figs?
"""


@pytest.fixture(autouse=True)
def mailbox(settings):
    """A house that takes replies."""
    settings.MAIL_REPLIES = "replies@house.example"


def written(to, body, *, sender="alice@house.example", **headers):
    """A mail as a mail program sends it."""
    message = EmailMessage()
    message["From"] = f"Alice <{sender}>"
    message["To"] = to
    message["Subject"] = "Re: Which soil for figs?"
    message["Message-ID"] = "<1@alice.example>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(body)
    return message.as_bytes()


@pytest.fixture
def to_answer(alice, answer):
    """Where Alice's mail about Bob's answer can be answered."""
    return tokens.reply_address(alice, answer.pk)


def test_a_reply_is_posted_without_what_it_quotes(alice, answer, to_answer, now):
    content = written(to_answer, f"Thanks, **grit** it is.\n\n-- \nAlice Amber\nHead{QUOTED}")
    assert receiving.receive(content, now=now) is Outcome.POSTED

    reply = Item.objects.get(parent=answer)
    assert (reply.author, reply.kind, reply.body) == (alice, "comment", "Thanks, **grit** it is.")


def test_a_reply_to_a_question_is_an_answer(bob, question, now):
    content = written(tokens.reply_address(bob, question.pk), "Loam.", sender="bob@house.example")
    receiving.receive(content, now=now)

    assert Item.objects.get(parent=question).kind == "answer"


def test_the_same_mail_twice_is_one_reply(answer, to_answer, now):
    content = written(to_answer, "Thanks.")
    assert receiving.receive(content, now=now) is Outcome.POSTED
    assert receiving.receive(content, now=now) is Outcome.IGNORED

    assert Item.objects.filter(parent=answer).count() == 1


def test_mail_servers_may_change_the_case_of_the_address(answer, to_answer, now):
    assert receiving.receive(written(to_answer.upper(), "Thanks."), now=now) is Outcome.POSTED


def test_a_mail_of_html_alone_is_read(answer, to_answer, now):
    message = EmailMessage()
    message["From"], message["To"] = "alice@house.example", to_answer
    message.set_content("<p>Thanks, <b>grit</b> it is.</p>", subtype="html")
    receiving.receive(message.as_bytes(), now=now)

    assert Item.objects.get(parent=answer).body == "Thanks, **grit** it is."


@pytest.mark.parametrize(
    "headers",
    [{"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"Return_Path": "<>"}],
)
def test_machines_are_not_answered_and_not_posted(answer, to_answer, now, headers):
    content = written(to_answer, "I am away.", **headers)

    assert receiving.receive(content, now=now) is Outcome.IGNORED
    assert mail.outbox == []
    assert not Item.objects.filter(parent=answer).exists()


def test_nobody_speaks_for_another_with_a_forwarded_mail(bob, answer, to_answer, now):
    content = written(to_answer, "I am Alice.", sender="bob@house.example")

    assert receiving.receive(content, now=now) is Outcome.REFUSED
    assert not Item.objects.filter(parent=answer).exists()
    assert mail.outbox[0].to == ["alice@house.example"]
    assert "another address than yours" in mail.outbox[0].body


def test_who_left_the_group_is_refused_and_keeps_their_words(
    alice, answer, to_answer, gardeners, now
):
    groups.leave(person=alice, group=gardeners, now=now)
    outcome = receiving.receive(written(to_answer, "My long thoughts."), now=now)

    assert outcome is Outcome.REFUSED
    assert "not for you to see" in mail.outbox[0].body
    assert "My long thoughts." in mail.outbox[0].body
    assert "Half loam" not in mail.outbox[0].body


def test_an_empty_reply_is_refused(answer, to_answer, now):
    assert receiving.receive(written(to_answer, QUOTED), now=now) is Outcome.REFUSED


def test_a_refused_mail_can_be_sent_again(alice, bob, answer, to_answer, gardeners, now):
    content = written(to_answer, "My long thoughts.")
    groups.leave(person=alice, group=gardeners, now=now)
    receiving.receive(content, now=now)
    groups.invite(inviter=bob, group=gardeners, person=alice, now=now)
    groups.join(person=alice, group=gardeners, now=now)

    assert receiving.receive(content, now=now) is Outcome.POSTED


@pytest.mark.parametrize(
    "to",
    [
        "replies@house.example",
        "replies+1-1-aaaaaaaaaaaaaaaaaaaa@house.example",
        "else@where.example",
    ],
)
def test_an_address_that_is_not_ours_is_told_nothing(alice, answer, now, to):
    assert receiving.receive(written(to, "Hello?"), now=now) is Outcome.UNKNOWN
    assert mail.outbox == []


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"To: \n\n", b"Content-Type: x/y\n\n\n"])
def test_rubbish_harms_nothing(content, db, now):
    assert receiving.receive(content, now=now) is Outcome.UNKNOWN


def test_the_word_of_one_item_opens_no_other(alice, answer, question, to_answer, now):
    local, _, domain = to_answer.partition("@")
    person, _, seal = local.partition("+")[2].split("-")
    forged = f"replies+{person}-{tokens._short(question.pk)}-{seal}@{domain}"

    assert receiving.receive(written(forged, "Hi."), now=now) is Outcome.UNKNOWN


class Mailbox:
    """A mail server with some unread mails."""

    def __init__(self, mails):
        self.mails, self.seen = dict(enumerate(mails, 1)), []

    def login(self, user, password):
        assert (user, password) == ("me", "p w")

    def select(self, folder):
        assert folder == "Replies"

    def uid(self, command, *words):
        if command == "SEARCH":
            unread = [str(number) for number in self.mails if str(number) not in self.seen]
            return "OK", [" ".join(unread).encode()]
        if command == "FETCH":
            return "OK", [(b"1", self.mails[int(words[0])]), b")"]
        self.seen.append(words[0])
        return "OK", []

    def shutdown(self):
        pass


def test_a_mailbox_is_emptied_into_replies(monkeypatch, answer, to_answer, now):
    server = Mailbox([written(to_answer, "Thanks."), b"rubbish"])
    monkeypatch.setattr(imaplib, "IMAP4_SSL", lambda *_, **__: server)
    address = "imaps://me:p%20w@mail.house.example/Replies"

    assert fetching.fetch(address, now=now) == [Outcome.POSTED, Outcome.UNKNOWN]
    assert fetching.fetch(address, now=now) == []


def test_without_a_setting_mail_invites_no_reply(settings, alice, answer):
    settings.MAIL_REPLIES = ""

    assert tokens.reply_address(alice, answer.pk) == ""


def test_carol_cannot_reply_into_a_closed_group(carol, question, now):
    content = written(
        tokens.reply_address(carol, question.pk), "Let me in.", sender="carol@elsewhere.example"
    )

    assert receiving.receive(content, now=now) is Outcome.REFUSED
    assert not Item.objects.filter(parent=question).exists()


def with_parts(to, body, *parts):
    """A mail with files: (name, kind, data, Content-ID or nothing)."""
    message = EmailMessage()
    message["From"], message["To"], message["Message-ID"] = "alice@house.example", to, "<2@a>"
    message.set_content(body)
    for name, (kind, ending), data, mark in parts:
        where = {"disposition": "inline", "cid": f"<{mark}>"} if mark else {}
        message.add_attachment(data, maintype=kind, subtype=ending, filename=name, **where)
    return message.as_bytes()


def test_files_come_along_and_are_seen_with_the_reply(client, bob, erin, answer, to_answer, now):
    plan = ("soil plan.txt", ("text", "plain"), b"grit, loam", "")
    assert receiving.receive(with_parts(to_answer, "As drawn.", plan), now=now) is Outcome.POSTED

    reply = Item.objects.get(parent=answer)
    (use,) = reply.attachment_uses.all()
    address = use.attachment.get_absolute_url()
    assert reply.body == f"As drawn.\n\n[soil-plan.txt]({address})"
    client.force_login(bob)
    assert b"".join(client.get(address).streaming_content) == b"grit, loam"
    client.force_login(erin)
    assert client.get(address).status_code == 404


def test_a_picture_stands_where_it_stood_and_a_logo_stays_away(answer, to_answer, now):
    pot = ("pot.gif", ("image", "gif"), GIF, "pot@a")
    logo = ("logo.gif", ("image", "gif"), GIF, "logo@a")
    receiving.receive(with_parts(to_answer, "This: [image: pot.gif] Or?", pot, logo), now=now)

    reply = Item.objects.get(parent=answer)
    (use,) = reply.attachment_uses.all()
    assert reply.body == f"This: ![pot.gif]({use.attachment.get_absolute_url()}) Or?"


def test_a_file_alone_is_a_reply(answer, to_answer, now):
    plan = ("plan.txt", ("text", "plain"), b"grit", "")
    assert receiving.receive(with_parts(to_answer, "", plan), now=now) is Outcome.POSTED
    assert "plan.txt" in Item.objects.get(parent=answer).body


def test_a_picture_that_cannot_be_kept_refuses_the_reply_in_the_language_of_its_writer(
    alice, answer, to_answer, now
):
    alice.language = "de"
    alice.save()
    broken = ("pot.png", ("image", "png"), b"\x89PNG\r\n\x1a\nnothing", "")
    assert receiving.receive(with_parts(to_answer, "So.", broken), now=now) is Outcome.REFUSED

    assert (
        "Das Bild „pot.png“ kann nicht bleiben, wie es ist: es ist beschädigt"
        in mail.outbox[0].body
    )
    assert "So." in mail.outbox[0].body
