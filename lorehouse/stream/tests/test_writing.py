"""Notes, blog posts, questions, answers and comments, as their pages make them."""

import pytest

from lorehouse.groups import actions as groups
from lorehouse.groups.models import Audience
from lorehouse.groups.policy import may_share_with
from lorehouse.items.models import Item
from lorehouse.people.models import Department
from lorehouse.stream import actions as stream


def post(client, person, kind, **fields):
    client.force_login(person)
    return client.post(f"/stream/new/{kind}/", fields)


def test_a_question_is_asked_and_shown(client, alice, members):
    answer = post(
        client, alice, "question", title="Why?", body="So?", tags="figs, soil", audience=members.pk
    )
    item = Item.objects.get()
    assert answer["Location"] == f"/stream/{item.pk}/why/"
    assert item.question.accepted_answer is None
    assert set(item.taggings.values_list("tag__name", flat=True)) == {"figs", "soil"}


@pytest.mark.parametrize(
    ("kind", "fields", "sentence"),
    [
        ("question", {"tags": "Kept words"}, "Say in one line what you want to know."),
        ("poll", {"tags": "Kept words"}, "Write something first."),
        ("link", {"body": "Kept words", "address": "ftp://x"}, "begins with https"),
        ("poll", {"body": "Kept words", "options": "one"}, "2 to 20 different options"),
        ("poll", {"body": "Kept words", "closes_at": "2020-01-01T10:00"}, "in the future"),
        ("blog", {"title": "Kept words"}, "Write something first."),
        ("note", {"title": "Kept words"}, "Write something first."),
        ("note", {"body": "Kept words", "tags": ",".join("abcdefghijklmn")}, "At most 12 tags"),
        ("note", {"body": "Kept words", "audience": "999"}, "valid choice"),
    ],
)
def test_wrong_input_is_a_sentence_and_keeps_what_was_typed(
    client, alice, members, kind, fields, sentence
):
    page = post(client, alice, kind, **({"audience": members.pk} | fields))
    assert page.status_code == 422
    assert sentence in page.text
    assert "Kept words" in page.text
    assert not Item.objects.exists()


def test_the_offered_audiences_are_those_one_may_share_with(
    alice, bob, erin, carol, gardeners, public, now
):
    erin.department = Department.objects.create(name="Soil", slug="soil")
    erin.save()
    groups.of_department(erin.department)
    groups.choose(chooser=carol, name="Carol and me", people=[bob], now=now)
    for person in (alice, bob, erin, carol):
        offered = set(Audience.objects.shareable_by(person))
        assert offered == {one for one in Audience.objects.all() if may_share_with(person, one)}
        assert offered


def test_the_group_one_comes_from_is_chosen(client, bob, gardeners):
    client.force_login(bob)
    page = client.get("/stream/new/note/?group=gardeners").text
    assert f'value="{gardeners.audience_id}" selected' in page


def test_an_answer_is_posted_and_shown_where_it_stands(client, bob, question):
    client.force_login(bob)
    there = client.post(f"/items/{question.pk}/answers", {"body": "Sand."})
    item = Item.objects.get(kind="answer")
    assert there["Location"] == f"/items/{item.pk}/"
    assert "Sand." in client.get(there["Location"], follow=True).text


def test_an_empty_answer_is_refused_on_the_page(client, bob, question, answer):
    client.force_login(bob)
    page = client.post(f"/items/{question.pk}/answers", {"body": "   "})
    assert page.status_code == 422
    assert "Write something first." in page.text
    assert "Half loam" in page.text


def test_a_refused_comment_is_still_in_its_field(client, alice, question, answer):
    client.force_login(alice)
    page = client.post(f"/items/{answer.pk}/comments", {"body": "y" * 1_000_001})
    assert page.status_code == 422
    assert '<details class="comment-form" open>' in page.text


def test_only_questions_have_answers(client, bob, alice, gardeners, now):
    note = stream.write_note(author=alice, audience=gardeners.audience, body="Rain.", now=now)
    client.force_login(bob)
    page = client.post(f"/items/{note.pk}/answers", {"body": "Yes."})
    assert page.status_code == 422
    assert "comment on this instead" in page.text


def test_an_article_takes_comments_too(client, alice, article):
    client.force_login(alice)
    client.post(f"/items/{article.pk}/comments", {"body": "It worked."})
    assert Item.objects.get(kind="comment").lane == "library"


def test_the_asker_accepts_and_takes_it_back(client, alice, question, answer):
    client.force_login(alice)
    part = client.post(f"/items/{answer.pk}/acceptance", headers={"hx-request": "true"}).text
    assert "Accepted answer" in part and "<html" not in part

    client.delete(f"/items/{answer.pk}/acceptance")
    question.question.refresh_from_db()
    assert question.question.accepted_answer is None


def test_others_do_not_accept(client, bob, question, answer):
    client.force_login(bob)
    assert client.post(f"/items/{answer.pk}/acceptance").status_code == 403


def test_what_is_no_answer_cannot_be_accepted(client, alice, question):
    client.force_login(alice)
    assert client.post(f"/items/{question.pk}/acceptance").status_code == 422


@pytest.mark.parametrize("kind", ["article", "answer", "x"])
def test_other_kinds_begin_no_conversation(client, alice, kind):
    client.force_login(alice)
    assert client.get(f"/stream/new/{kind}/").status_code == 404


def test_visitors_are_asked_to_sign_in(client, db):
    assert client.get("/stream/new/note/")["Location"].startswith("/accounts/login/?next=")


def test_a_guest_is_offered_only_where_they_were_invited(client, carol, members, public):
    client.force_login(carol)
    assert "no place you can write in yet" in client.get("/stream/new/note/").text
    assert post(client, carol, "note", body="Hi", audience=members.pk).status_code == 422


def test_carol_answers_comments_and_accepts_nothing(client, carol, question, answer):
    client.force_login(carol)
    for address in (
        f"/items/{question.pk}/answers",
        f"/items/{question.pk}/comments",
        f"/items/{answer.pk}/acceptance",
    ):
        assert client.post(address, {"body": "Let me in"}).status_code == 404
