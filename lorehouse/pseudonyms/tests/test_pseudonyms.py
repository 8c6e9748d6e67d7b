"""Writing under a pseudonym: where a group allows it, as its writer edits and sees it."""

import pytest
from django.core.files.base import ContentFile

from lorehouse.groups import actions as groups
from lorehouse.items import actions as items
from lorehouse.items.models import Attachment, Item
from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.people.models import Person
from lorehouse.pseudonyms import actions, policy
from lorehouse.pseudonyms.models import Pseudonym
from lorehouse.stream import actions as stream


@pytest.fixture
def allowed(alice, gardeners, now):
    """The gardeners allow pseudonyms; Alice is their steward."""
    actions.allow(steward=alice, group=gardeners, on=True, now=now)
    return gardeners


@pytest.fixture
def voice(bob, allowed, now):
    """Bob's pseudonym among the gardeners."""
    return actions.take(person=bob, group=allowed, now=now)


@pytest.fixture
def post(voice, allowed, now):
    """What Bob asked under it."""
    return stream.ask(asker=voice, audience=allowed.audience, title="May I say no?", now=now)


def again(person):
    """The person as the next request has them."""
    return Person.objects.get(pk=person.pk)


def test_a_pseudonym_is_chosen_when_writing(client, bob, allowed):
    client.force_login(bob)
    page = client.get("/stream/new/question/?group=gardeners").text
    assert 'value="new:gardeners"' in page
    client.post(
        "/stream/new/question/",
        {"title": "May I say no?", "audience": allowed.audience_id, "voice": "new:gardeners"},
    )
    item = Item.objects.get()

    assert item.author.is_pseudonym
    assert item.author.handle.startswith("~")
    assert f'value="{item.author_id}"' in client.get("/stream/new/note/?group=gardeners").text


def test_replies_are_written_under_it_too(client, bob, voice, question):
    client.force_login(bob)
    assert voice.name in client.get(f"/stream/{question.pk}/", follow=True).text
    client.post(f"/items/{question.pk}/answers", {"body": "No soil.", "voice": voice.pk})
    client.post(f"/items/{question.pk}/comments", {"body": "None.", "voice": voice.pk})

    assert set(Item.objects.exclude(pk=question.pk).values_list("author", flat=True)) == {voice.pk}


def test_in_ones_own_pseudonymous_thread_the_pseudonym_is_chosen_already(client, bob, alice, post):
    for person, chosen in ((bob, True), (alice, False)):
        client.force_login(person)
        page = client.get(f"/stream/{post.pk}/", follow=True).text
        assert (f'<option value="{post.author_id}" selected>' in page) is chosen


def test_no_pseudonyms_where_they_are_not_allowed(client, bob, gardeners, now):
    client.force_login(bob)
    assert 'name="voice"' not in client.get("/stream/new/note/?group=gardeners").text
    with pytest.raises(NotAllowed):
        actions.take(person=bob, group=gardeners, now=now)


def test_stewards_allow_it_and_the_groups_page_says_so(client, alice, bob, gardeners):
    client.force_login(bob)
    assert client.post("/groups/gardeners/pseudonyms", {"value": "1"}).status_code == 403
    client.force_login(alice)
    assert "Allow pseudonyms" in client.get("/groups/gardeners/settings/").text
    client.post("/groups/gardeners/pseudonyms", {"value": "1"})

    assert "Pseudonyms allowed" in client.get("/groups/gardeners/").text


def test_it_writes_nowhere_else(client, bob, voice, members, public, now):
    client.force_login(bob)
    answer = client.post(
        "/stream/new/note/", {"body": "x", "audience": members.pk, "voice": str(voice.pk)}
    )
    assert answer.status_code == 422
    assert "writes only in Gardeners" in answer.text
    for audience in (members, public):
        with pytest.raises(NotAllowed):
            stream.write_note(author=voice, audience=audience, body="x", now=now)


def test_nobody_writes_under_the_pseudonym_of_another(client, alice, voice, allowed, now):
    for word in (str(voice.pk), voice.handle):
        with pytest.raises(NotAllowed):
            actions.speak(person=alice, word=word, now=now)
    client.force_login(alice)
    answer = client.post(
        "/stream/new/note/", {"body": "x", "audience": allowed.audience_id, "voice": voice.pk}
    )
    assert answer.status_code == 422


def test_whoever_left_or_after_the_switch_writes_under_it_no_more(alice, bob, voice, allowed, now):
    actions.allow(steward=alice, group=allowed, on=False, now=now)
    with pytest.raises(NotAllowed):
        actions.speak(person=again(bob), word=str(voice.pk), now=now)
    actions.allow(steward=alice, group=allowed, on=True, now=now)
    groups.leave(person=bob, group=allowed, now=now)
    with pytest.raises(NotAllowed):
        actions.speak(person=again(bob), word=str(voice.pk), now=now)


def test_a_person_has_only_so_many(bob, allowed, now):
    for _ in range(policy.MOST):
        actions.take(person=bob, group=allowed, now=now)
    with pytest.raises(Unfit):
        actions.take(person=bob, group=allowed, now=now)


def test_its_writer_edits_removes_and_restores(client, bob, voice, post):
    client.force_login(bob)
    page = client.get(f"/stream/{post.pk}/", follow=True).text
    assert f"/items/{post.pk}/edit" in page
    client.post(f"/items/{post.pk}/edit", {"title": "May I?", "body": "Say no.", "base_version": 1})
    post.refresh_from_db()
    assert post.title == "May I?"
    client.post(f"/items/{post.pk}/removal")
    client.post(f"/items/{post.pk}/removal", {"value": "0"})
    post.refresh_from_db()
    assert post.state == "live"


def test_its_writer_accepts_the_answer_and_does_not_vote_for_it(client, alice, bob, post, now):
    answer = stream.answer(author=alice, question=post, body="Yes.", now=now)
    client.force_login(bob)
    client.post(f"/items/{answer.pk}/acceptance")
    post.question.refresh_from_db()
    assert post.question.accepted_answer == answer
    assert client.post(f"/items/{post.pk}/vote", {"value": 1}).status_code == 403


def test_its_writer_sees_what_they_wrote_under_it(client, bob, voice, post):
    client.force_login(bob)
    page = client.get("/settings/pseudonyms/").text

    assert voice.name in page and "May I say no?" in page


def test_nobody_signs_in_as_a_pseudonym_or_finds_it_in_the_directory(client, alice, mona, voice):
    assert not client.login(email=voice.email, password="")
    for reader in (alice, mona):
        client.force_login(reader)
        assert voice.name not in client.get("/people/").text
        assert client.get(f"/people/{voice.handle}/").status_code == 404


def test_files_are_handed_over_without_their_name(bob, voice, allowed, now):
    file = items.attach(
        uploader=bob, name="bob-beech.png", content=ContentFile(b"picture", "x"), now=now
    )
    body = items.hand_over(
        owner=bob, voice=voice, body=f"![It]({file.get_absolute_url()})", now=now
    )
    note = stream.write_note(author=voice, audience=allowed.audience, body=body, now=now)
    copy = Attachment.objects.get(uses__item=note)

    assert copy.uploader == voice and copy.name == "file.png"
    assert str(file.pk) not in note.html


def test_two_administrators_open_it_and_the_writer_is_told(
    client, ada, bob, alice, voice, post, allowed, now
):
    other = Person.objects.create_user("adam@house.example", name="Adam Alder", role="admin")
    for admin in (ada, other):
        groups.invite(inviter=alice, group=allowed, person=admin, now=now)
        groups.join(person=admin, group=allowed, now=now)
    client.force_login(ada)
    client.post("/settings/house/pseudonyms/", {"handle": voice.name, "reason": "A threat."})
    unsealing = Pseudonym.objects.get().unsealings.get()
    page = f"/settings/house/pseudonyms/{unsealing.pk}/decision"
    assert client.post(page, {"value": "1"}).status_code == 403
    assert "Bob Beech" not in client.get("/settings/house/pseudonyms/").text
    client.force_login(other)
    client.post(page, {"value": "1"})
    assert "Bob Beech" in client.get("/settings/house/pseudonyms/").text
    client.force_login(bob)
    told = client.get("/settings/pseudonyms/").text
    assert "A threat." in told and "Ada Ash" in told and "Adam Alder" in told


def test_a_third_administrator_and_a_declined_request_learn_nothing(
    client, ada, alice, voice, allowed, now
):
    adam, anna = (
        Person.objects.create_user(f"{name}@house.example", name=name, role="admin")
        for name in ("adam", "anna")
    )
    hers = actions.take(person=alice, group=allowed, now=now)
    for one, consents in ((voice, True), (hers, False)):
        asked = actions.ask_to_unseal(
            admin=ada, pseudonym=one.pseudonym, reason="A threat.", now=now
        )
        actions.decide(admin=adam, unsealing=asked, consents=consents, now=now)

    client.force_login(anna)
    page = client.get("/settings/house/pseudonyms/").text
    assert voice.name in page and "Bob Beech" not in page
    client.force_login(ada)
    page = client.get("/settings/house/pseudonyms/").text
    assert "Bob Beech" in page and "Alice Amber" not in page


def test_only_what_an_administrator_can_read_is_asked_about(client, ada, voice, post):
    client.force_login(ada)
    answer = client.post("/settings/house/pseudonyms/", {"handle": voice.name, "reason": "Curious"})

    assert answer.status_code == 422
    assert "You have read nothing" in answer.text


def test_moderators_do_not_even_know_the_page(client, mona, carol):
    for person in (mona, carol):
        client.force_login(person)
        assert client.get("/settings/house/pseudonyms/").status_code == 404
        assert (
            client.post("/settings/house/pseudonyms/1/decision", {"value": "1"}).status_code == 404
        )
