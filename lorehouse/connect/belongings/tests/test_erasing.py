"""Erased is erased: a machine walks every text of every table, the index and the files."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models

from lorehouse.bridge import actions as bridge
from lorehouse.bridge.models import Provenance
from lorehouse.connect import actions as connect
from lorehouse.connect.belongings import actions, jobs
from lorehouse.connect.belongings.models import Erasure, Export
from lorehouse.groups import actions as groups
from lorehouse.items import actions as items
from lorehouse.items.actions.posting import edit
from lorehouse.items.models import Attachment, Item, Vote
from lorehouse.ledger import followers
from lorehouse.ledger.book import Entry
from lorehouse.lib import markdown
from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.library import actions as library
from lorehouse.people import actions as people
from lorehouse.people.models import Person
from lorehouse.pseudonyms import actions as pseudonyms
from lorehouse.pseudonyms.models import Seal
from lorehouse.stream import actions as stream

TEXTS = (models.CharField, models.TextField, models.JSONField, models.FileField)
PASSWORD = "quokka-burrow-7"
NAME, HANDLE, MAIL = "Quentin Quokka", "quentin-q", "quentin@house.example"
WORD = "zanzibar"  # in everything Quentin says
TOLD = "marzipan"  # in what others say to him


@pytest.fixture
def quentin(alice, gardeners, ada, now):
    """Quentin is a gardener with a password, invited by mail, and has filled in everything."""
    people.invite(inviter=ada, email=MAIL, now=now)
    quentin = people.add(email=MAIL, name=NAME, password=PASSWORD, now=now)
    quentin.handle = HANDLE
    quentin.save()
    people.change_profile(
        person=quentin, name=NAME, bio=f"{WORD} bio", asks_about=WORD, learns=WORD,
        position=f"{WORD} keeper", show_position=True, timezone="Europe/Berlin", language="en",
        now=now,
    )  # fmt: skip
    groups.join(person=quentin, group=gardeners, now=now)
    return Person.objects.get(pk=quentin.pk)


@pytest.fixture
def life(quentin, alice, bob, erin, gardeners, space, members, now):
    """One of everything by Quentin, and others who mention and answer him."""
    inside = gardeners.audience
    file = items.attach(
        uploader=quentin, name=f"{HANDLE}.txt", content=ContentFile(WORD.encode(), "x"), now=now
    )
    asked = stream.ask(
        asker=quentin, audience=inside, title=f"{WORD} question", tags=[WORD], now=now,
        body=f"{WORD} with [a file]({file.get_absolute_url()})",
    )  # fmt: skip
    edit(editor=quentin, item=asked, title=f"{WORD} question", body=f"{WORD} again", now=now)
    stream.answer(
        author=bob, question=asked, body=f"@{HANDLE}, {TOLD}: see /people/{HANDLE}/", now=now
    )
    other = stream.ask(
        asker=alice, audience=members, title="Which soil for figs?", body=f"{TOLD}?", now=now
    )
    answer = stream.answer(author=quentin, question=other, body=f"{WORD} and grit.", now=now)
    stream.comment(author=bob, parent=answer, body=f"Thanks @{HANDLE}! {TOLD}", now=now)
    lonely = stream.write_note(author=quentin, audience=members, body=f"{WORD} note", now=now)
    items.vote(voter=quentin, item=other, value=1, now=now)
    items.keep(person=quentin, item=other, on=True, now=now)
    items.save_draft(writer=quentin, key="new/note", fields={"body": WORD}, now=now)
    items.save_draft(writer=bob, key="new/note", fields={"body": f"Dear @{HANDLE}"}, now=now)
    library.draft(writer=quentin, space=space, title=f"{WORD} draft", body=WORD, now=now)
    block = markdown.blocks(answer.body)[0]
    grown = bridge.distil(
        editor=alice, thread=other, blocks=[(answer.pk, block.key)], space=space, title="Soil",
        now=now,
    )  # fmt: skip
    library.save(
        writer=alice, article=grown.article, title="Soil", body=f"Ours. Ask @{HANDLE}.", now=now
    )
    under_another_name(quentin, alice, gardeners, now)
    connect.make_token(person=quentin, name=WORD, now=now)
    bridge.ask_for_access(asker=quentin, address="/items/999999/", words=WORD, now=now)
    bridge.ask_for_access(asker=erin, address=f"/people/{HANDLE}/", now=now)
    groups.follow(person=bob, kind="person", target_id=quentin.pk, now=now)
    run_worker()
    return {"asked": asked, "other": other, "answer": answer, "lonely": lonely, "file": file}


def under_another_name(quentin, alice, gardeners, now):
    """Something of each new kind by a pseudonym of Quentin's, and what Alice says to it."""
    inside = gardeners.audience
    pseudonyms.allow(steward=alice, group=gardeners, on=True, now=now)
    voice = pseudonyms.take(person=quentin, group=gardeners, now=now)
    file = items.attach(
        uploader=voice, name="file.txt", content=ContentFile(WORD.encode(), "x"), now=now
    )
    body = f"{WORD} in [a file]({file.get_absolute_url()})"
    stream.share(
        author=voice, audience=inside, address=f"https://{WORD}.example/", body=body, now=now
    )
    stream.open_poll(
        author=voice, audience=inside, body=f"{WORD}?", options=[f"{WORD} 1", f"{WORD} 2"], now=now
    )
    idea = stream.propose(author=voice, audience=inside, body=f"{WORD} bees", now=now)
    stream.argue(author=voice, item=idea, side="for", body=f"{WORD} honey", now=now)
    stream.comment(author=alice, parent=idea, body=TOLD, now=now)
    stream.move(by=quentin, item=idea, stage="trial", reason=f"{WORD} reason", now=now)
    stream.report(
        author=voice, item=idea, outcome="worked", body=WORD, circumstances=f"{WORD} here", now=now
    )


def run_worker():
    """Let everything that follows the ledger do so."""
    followers.discover()
    followers.run_dry()


def erase(person, words, now):
    """Erase somebody the way the pages and the worker do."""
    asked = actions.ask_erasure(person=person, words=words, secret=PASSWORD, now=now)
    jobs.carry_out_erasures(now=asked.due_at)
    run_worker()


def every_text():
    """Each text in each column of each table of the database, with where it is."""
    for model in apps.get_models(include_auto_created=True):
        fields = [one for one in model._meta.concrete_fields if isinstance(one, TEXTS)]
        for field in fields:
            for value in model._base_manager.values_list(field.attname, flat=True):
                yield f"{model._meta.label}.{field.name}", str(value)


def where(word):
    """The columns in which `word` is found."""
    return {place for place, text in every_text() if word.lower() in text.lower()}


def found(word):
    """How many documents of the search index hold `word`."""
    from lorehouse.bridge import results
    from lorehouse.bridge.results import Question

    alice = Person.objects.get(handle="alice")
    at = Item.objects.latest("created_at").created_at
    return len(results.find(alice, Question(q=word), now=at, limit=30).results)


def test_the_walk_finds_what_it_should(life):
    for word in (NAME, HANDLE, MAIL, WORD):
        assert where(word)
    assert found(WORD)


def test_with_the_words_gone_nothing_is_left(life, quentin, alice, bob, now):
    erase(quentin, "gone", now)

    for word in (NAME, HANDLE, MAIL, WORD):
        assert where(word) == set(), word
    assert found(WORD) == 0
    assert not default_storage.exists(life["file"].file.name)


def test_what_others_said_keeps_its_place_and_its_words(life, quentin, client, bob, now):
    erase(quentin, "gone", now)
    client.force_login(bob)
    page = client.get(f"/items/{life['other'].pk}/", follow=True).content.decode()

    assert "Thanks somebody!" in page
    assert "has erased it" in page
    assert TOLD in client.get(f"/items/{life['asked'].pk}/", follow=True).content.decode()
    assert client.get(f"/items/{life['lonely'].pk}/", follow=True).status_code == 404


def test_with_the_words_kept_they_are_somebodys(life, quentin, client, bob, now):
    erase(quentin, "kept", now)

    for word in (NAME, HANDLE, MAIL):
        assert where(word) == set(), word
    client.force_login(bob)
    page = client.get(f"/items/{life['asked'].pk}/", follow=True).content.decode()
    assert f"{WORD} again" in page
    assert "somebody" in page
    assert found(WORD)
    assert not where(f"{WORD} draft")


def test_provenance_and_credit_say_somebody(life, quentin, alice, now):
    from lorehouse.bridge.reading import grew_from

    article = Provenance.objects.get().article
    erase(quentin, "gone", now)

    growth = grew_from(article, alice)
    assert [one.name for one in growth.credit] == ["somebody"]


def test_counts_stay_and_are_nobodys_in_particular(life, quentin, now):
    erase(quentin, "gone", now)

    assert Vote.objects.get(item=life["other"]).voter.name == "somebody"
    life["other"].refresh_from_db()
    assert life["other"].score == 1


def test_every_way_in_is_closed(life, quentin, client, now):
    client.force_login(quentin)
    erase(quentin, "kept", now)

    assert client.get("/settings/").status_code == 302
    form = {"login": MAIL, "password": PASSWORD}
    client.post("/accounts/login/", form)
    assert client.get("/settings/").status_code == 302
    assert not Person.objects.get(pk=quentin.pk).has_usable_password()


def test_the_ledger_holds_ids_only(life, quentin, now):
    for entry in Entry.objects.all():
        for word in (NAME, HANDLE, MAIL, WORD):
            assert word.lower() not in str(entry.data).lower(), entry.name


def test_nothing_happens_before_the_time_of_grace_is_over(life, quentin, now):
    asked = actions.ask_erasure(person=quentin, words="gone", secret=PASSWORD, now=now)
    jobs.carry_out_erasures(now=asked.due_at - timedelta(seconds=1))

    assert Person.objects.get(pk=quentin.pk).name == NAME
    actions.withdraw_erasure(person=quentin, now=now)
    jobs.carry_out_erasures(now=asked.due_at)
    assert Person.objects.get(pk=quentin.pk).name == NAME


def test_one_that_was_stopped_half_way_goes_on(life, quentin, now, monkeypatch):
    asked = actions.ask_erasure(person=quentin, words="gone", secret=PASSWORD, now=now)
    with monkeypatch.context() as broken:
        broken.setattr(actions.groups, "erase_handle", lambda person: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            actions.carry_out(asked, now=asked.due_at)
    assert Erasure.objects.get().done_at is None

    jobs.carry_out_erasures(now=asked.due_at)
    run_worker()
    assert where(NAME) == where(WORD) == set()


@pytest.mark.parametrize("words", ["gone", "kept"])
def test_nothing_says_any_more_whose_a_pseudonym_was(life, quentin, words, now):
    said = Item.objects.filter(author__standing=Person.Standing.PSEUDONYM)
    was_said = said.live().count()
    names = set(said.values_list("author__name", flat=True))
    erase(quentin, words, now)

    assert not Seal.objects.exists()
    assert set(said.values_list("author__name", flat=True)) == names
    assert (said.live().count() == was_said) is (words == "kept")


def test_the_page_says_what_becomes_of_what_was_said_under_a_pseudonym(life, quentin, client):
    client.force_login(quentin)
    page = client.get("/settings/account/erasure/").text
    sealed = Item.objects.filter(author__standing=Person.Standing.PSEUDONYM).exclude(body="")

    assert f"{sealed.count()} things you said under pseudonyms" in page
    assert "nobody can learn any more that it was you" in page


def test_who_has_no_pseudonym_reads_nothing_of_them(client, bob):
    client.force_login(bob)

    assert "pseudonym" not in client.get("/settings/account/erasure/").text.split("<main")[1]


def test_the_page_previews_and_asks_for_the_password(life, quentin, client, now):
    client.force_login(quentin)
    page = client.get("/settings/account/erasure/").content.decode()
    assert "What happens to what" in page

    answer = client.post("/settings/account/erasure/", {"words": "kept", "secret": "wrong"})
    assert answer.status_code == 422
    assert 'value="kept" checked' in answer.content.decode()
    assert not Erasure.objects.exists()
    client.post("/settings/account/erasure/", {"words": "kept", "secret": PASSWORD})
    assert Erasure.objects.get().words == "kept"
    assert "I stay after all" in client.get("/settings/account/").content.decode()
    client.post("/settings/account/erasure/", {"action": "withdraw"})
    assert not Erasure.objects.exists()


def test_the_last_administrator_stays(ada, now):
    with pytest.raises(Unfit):
        actions.ask_erasure(person=ada, words="gone", secret="ada", now=now)
    second = people.add(email="eve@house.example", name="Eve", role="admin", now=now)
    asked = actions.ask_erasure(person=ada, words="gone", secret="ada", now=now)
    Person.objects.filter(pk=second.pk).update(role="member")
    actions.carry_out(asked, now=asked.due_at)

    assert Person.objects.get(pk=ada.pk).name == "Ada Ash"
    assert Person.objects.get(pk=ada.pk).is_active


def test_nobody_erases_another(bob, quentin, now):
    with pytest.raises(NotAllowed):
        actions.ask_erasure(person=quentin, words="gone", secret="guess", now=now)


def test_files_asked_for_go_too(life, quentin, now):
    made = actions.ask_export(person=quentin, now=now)
    jobs.make_exports(now=now)
    made.refresh_from_db()
    assert default_storage.exists(made.file)
    erase(quentin, "kept", now)

    assert not default_storage.exists(made.file)
    assert not Export.objects.exists()


def test_a_file_that_others_show_stays_under_a_plain_name(life, quentin, bob, members, now):
    address = life["file"].get_absolute_url()
    stream.write_note(author=bob, audience=members, body=f"See [this]({address}).", now=now)
    erase(quentin, "gone", now)

    assert not Attachment.objects.filter(name__icontains=HANDLE).exists()
