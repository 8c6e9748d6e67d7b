"""What nobody should send, sent anyway: a clear answer, nothing lost, nothing else harmed."""

import json

import pytest

from lorehouse.connect import actions as connect
from lorehouse.items.models import Item
from lorehouse.lib.errors import Unfit
from lorehouse.lib.markdown import LONGEST
from lorehouse.people.models import Person
from lorehouse.stream import actions as stream

CROWD = " ".join(f"@person{number}" for number in range(10_000))
BROKEN = [
    "**never closed and `neither is this\n\n```\nnor this",
    "[[[[[[[[[[link](",
    "> " * 500 + "deep",
    "* " * 300 + "deeper",
    "|a|b|\n|-|\n|c",
    "[^1]\n\n[^1]: [^1]",
    "\x01\u202e\ufeff backwards",
    "<details><summary>open",
    "![](" * 2_000,
    "*_" * 5_000,
]
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<style>body{display:none}</style>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<form action=/accounts/logout/><button>x",
    "</div></main><h1 class=heading>",
    "<svg><a xlink:href='javascript:alert(1)'>",
    "<csrf><input name=csrfmiddlewaretoken>",
]


@pytest.fixture
def send(client, alice, members):
    """Has Alice post a note by the form."""
    client.force_login(alice)

    def post(body, **fields):
        form = {"title": "", "tags": "", "audience": members.pk, "body": body, **fields}
        return client.post("/stream/new/note/", form)

    return post


@pytest.fixture
def call(client, alice, now):
    """Has Alice post a note by the API."""
    _, word = connect.make_token(person=alice, now=now)

    def post(body):
        return client.post(
            "/api/v1/items",
            json.dumps({"kind": "note", "body": body}),
            content_type="application/json",
            headers={"authorization": f"Bearer {word}"},
        )

    return post


def test_an_oversized_text_is_refused_with_its_limit_and_kept(send, call):
    body = "word " * (LONGEST // 5) + "and the end"
    for answer in (send(body), call(body)):
        assert answer.status_code == 422
        assert f"{LONGEST:,}" in answer.content.decode()
    assert "and the end" in send(body).text
    assert not Item.objects.exists()


@pytest.mark.parametrize("key", [{}, {"idempotency-key": "once"}], ids=["plain", "with a key"])
def test_more_than_a_request_may_hold_is_a_problem_of_one_sentence(client, alice, now, key):
    _, word = connect.make_token(person=alice, now=now)
    answer = client.post(
        "/api/v1/items",
        json.dumps({"kind": "note", "body": "x" * 5 * 2**20}),
        content_type="application/json",
        headers={"authorization": f"Bearer {word}", **key},
    )

    assert answer.status_code == 413
    assert answer["content-type"] == "application/problem+json"
    assert answer.json()["detail"] == "A request has at most 4 MB. Nothing was changed."


def test_more_than_a_form_may_hold_is_a_page_that_says_what_to_do(send):
    answer = send("x" * 5 * 2**20)

    assert answer.status_code == 413
    assert "Make the file or the text smaller" in answer.text
    assert not Item.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [b"{", b"[" * 100_000, b"\xff\xfe", b'{"kind": "note", "body": "half \\ud800 a character"}'],
    ids=["cut off", "deep", "no text", "half a character"],
)
def test_what_is_no_json_is_a_problem_and_no_fault(client, alice, now, sent):
    _, word = connect.make_token(person=alice, now=now)
    answer = client.post(
        "/api/v1/items",
        sent,
        content_type="application/json",
        headers={"authorization": f"Bearer {word}"},
    )

    assert answer.status_code == 400
    assert answer.json()["detail"]
    assert not Item.objects.exists()


def test_an_oversized_title_is_refused_and_the_text_is_kept(send):
    answer = send("My text.", title="t" * 300)

    assert answer.status_code == 422
    assert "My text." in answer.text


@pytest.mark.parametrize("body", BROKEN, ids=range(len(BROKEN)))
def test_broken_markdown_is_kept_as_typed_and_harms_no_page(client, send, body):
    assert send(body).status_code == 302

    item = Item.objects.get()
    assert item.body == body.strip()
    page = client.get(f"/stream/{item.pk}/", follow=True).text
    assert page.count("<main") == page.count("</main>") == 1
    assert page.rstrip().endswith("</html>")


def test_a_character_that_is_none_is_refused_and_the_rest_kept(send, call):
    answer = send("Before\x00after.")
    assert answer.status_code == 422
    assert "Null characters" in answer.text
    assert "after." in answer.text
    assert call("Before\x00after.").status_code == 201


@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_html_does_nothing(client, send, call, body):
    send(body)
    call(body)
    client.post("/previews", {"body": body})

    for item in Item.objects.all():
        html = item.html.lower()
        for bad in ("<script", "onerror=", "<style", "<iframe", "<form", "<svg", "srcdoc", "<csrf"):
            assert bad not in html
        assert 'href="javascript' not in html
        assert 'href="data' not in html
        page = client.get(f"/stream/{item.pk}/", follow=True).text
        assert page.count("</main>") == 1


def test_ten_thousand_mentions_are_refused_with_a_sentence_and_kept(
    send, call, django_assert_max_num_queries
):
    with django_assert_max_num_queries(25):
        answer = send(CROWD)

    assert answer.status_code == 422
    assert "at most 50 people; this one mentions 10,000" in answer.text
    assert "@person9999" in answer.text
    assert call(CROWD).status_code == 422
    assert not Item.objects.exists()


def test_mentions_are_counted_by_people_and_not_by_words(alice, bob, members, now):
    code = " ".join(f"@annotation{number}" for number in range(200))
    often = "@bob " * 5_000
    for body in (code, often):
        assert stream.write_note(author=alice, audience=members, body=body, now=now).pk

    for number in range(51):
        Person.objects.create_user(f"p{number}@house.example", handle=f"person{number}")
    with pytest.raises(Unfit, match="this one mentions 51"):
        stream.write_note(author=alice, audience=members, body=CROWD[:600], now=now)


def test_a_text_is_not_edited_into_a_crowd_either(client, alice, members, now):
    note = stream.write_note(author=alice, audience=members, body="Calm.", now=now)
    client.force_login(alice)
    answer = client.post(
        f"/items/{note.pk}/edit", {"body": CROWD, "tags": "", "note": "", "base_version": 1}
    )

    assert answer.status_code == 422
    assert "@person9999" in answer.text
    note.refresh_from_db()
    assert note.body == "Calm."
