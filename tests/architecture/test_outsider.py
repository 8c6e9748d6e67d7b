"""The outsider tries every address there is, with the ids of things that are not hers.

The addresses come from the URL configuration and from the OpenAPI document, so that a new one is
tried without anybody remembering to.
"""

import itertools
import json
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.urls import URLPattern, URLResolver, get_resolver

from lorehouse.bridge import actions as bridge
from lorehouse.connect import actions as connect
from lorehouse.groups import actions as groups
from lorehouse.items import actions as items
from lorehouse.items.actions.posting import edit
from lorehouse.items.models import Item
from lorehouse.ledger import followers
from lorehouse.lib import markdown
from lorehouse.library import actions as library
from lorehouse.moderation import actions as moderation
from lorehouse.moderation.reading import rules
from lorehouse.notify import scheduling
from lorehouse.notify.delivery import sending
from lorehouse.notify.models import Notice
from lorehouse.people.models import Person
from lorehouse.stream import actions as stream

SECRET = "zanzibar"  # in everything the gardeners keep to themselves, and in no address
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
MOST_TRIES_AN_ADDRESS = 12

pytestmark = pytest.mark.walk


def with_erin(steward, group, erin, now):
    """The audience of the group, in which Erin is now."""
    groups.invite(inviter=steward, group=group, person=erin, now=now)
    groups.join(person=erin, group=group, now=now)
    return group.audience


@pytest.fixture
def secrets(alice, bob, gardeners, erin, members, ada, now):
    """One of everything, for the gardeners only: the values that could stand in addresses."""
    inside = with_erin(alice, gardeners, erin, now)
    file = items.attach(
        uploader=alice, name="notes.txt", content=ContentFile(SECRET.encode(), "x"), now=now
    )
    question = stream.ask(
        asker=alice,
        audience=inside,
        title=f"Where is {SECRET}?",
        tags=["quiet"],
        now=now,
        body=f"A {SECRET} question with [a file]({file.get_absolute_url()}).",
    )
    answer = stream.answer(author=bob, question=question, body=f"{SECRET} answer", now=now)
    comment = stream.comment(author=bob, parent=answer, body=f"{SECRET} comment", now=now)
    note = stream.write_note(author=bob, audience=inside, body=f"{SECRET} note", now=now)
    blog = stream.publish_blog(
        author=bob, audience=inside, title=f"{SECRET} blog", body=SECRET, now=now
    )
    note = edit(editor=bob, item=note, title="", body=f"{SECRET} note again", now=now)
    stream.accept(by=alice, answer=answer, now=now)
    space = library.open_space(
        opener=erin, name=f"{SECRET} shelf", slug="shelf", purpose=SECRET, audience=inside, now=now
    )
    article = published(alice, erin, space, f"{SECRET} article", now)
    field_note = library.leave_field_note(
        author=bob,
        article=article,
        outcome="worked",
        body=f"{SECRET} field note",
        circumstances=SECRET,
        now=now,
    )
    draft = library.draft(
        writer=alice, space=space, title=f"{SECRET} draft", slug="begun", body=SECRET, now=now
    )
    change = library.save(
        writer=bob, article=article, title=f"{SECRET} change", body=SECRET, now=now
    )
    library.submit(writer=bob, proposal=change, now=now)
    block = markdown.blocks(answer.body)[0]
    distilled = bridge.distil(
        editor=alice,
        thread=question,
        blocks=[(answer.pk, block.key)],
        space=space,
        title=f"{SECRET} distilled",
        now=now,
    )
    hidden, token = kept_and_founded(alice, bob, question, now)
    flagged, gone = judged(alice, bob, inside, now)
    followers.discover()
    followers.run_dry()
    notices = list(Notice.objects.values_list("pk", flat=True))
    numbers = [
        question.pk,
        answer.pk,
        comment.pk,
        note.pk,
        blog.pk,
        article.pk,
        field_note.pk,
        draft.pk,
        draft.article_id,
        change.pk,
        distilled.article_id,
        token.pk,
        flagged.pk,
        gone.pk,
        listed(bob, question, now).pk,
        *notices[:3],
    ]
    return {
        "int": sorted(set(numbers)),
        "str": [
            gardeners.slug,
            hidden.slug,
            space.slug,
            article.slug,
            draft.article.slug,
            "quiet",
            alice.handle,
            "new/question",
            "question",
            file.name,
            "groups",
        ],
        "uuid": [file.pk],
        # What is known to stand under a name; other names are tried with all of the above.
        "space": [space.slug],
        "slug": [article.slug, gardeners.slug, hidden.slug],
        "handle": [alice.handle],
        "key": ["new/question"],
        "kind": ["question"],
        "name": ["quiet", file.name],
    }


def listed(bob, question, now):
    """A list for the gardeners."""
    kept = items.open_list(
        keeper=bob, title=f"{SECRET} list", purpose=SECRET, audience=question.audience, now=now
    )
    items.put_on_list(keeper=bob, kept=kept, item=question, note=SECRET, now=now)
    return kept


def kept_and_founded(alice, bob, question, now):
    """What people keep to themselves, and a group that is not listed."""
    items.save_draft(writer=alice, key="new/question", fields={"title": SECRET}, now=now)
    stream.comment(author=alice, parent=question, body=f"@bob, {SECRET} it is", now=now)
    items.react(person=bob, item=question, emoji="👍", on=True, now=now)
    items.keep(person=bob, item=question, on=True, now=now)
    hidden = groups.found(
        founder=alice,
        name=f"{SECRET} circle",
        slug="circle",
        purpose=SECRET,
        entry="invitation",
        now=now,
    )
    groups.invite(inviter=alice, group=hidden, person=bob, now=now)
    token, _ = connect.make_token(person=alice, name=SECRET, now=now)
    return hidden, token


def judged(alice, bob, inside, now):
    """A case that waits, and one in which the steward removed a note."""
    rule = rules().first()
    rude = stream.write_note(author=bob, audience=inside, body=f"{SECRET} and rude", now=now)
    doubtful = stream.write_note(author=bob, audience=inside, body=f"{SECRET}?", now=now)
    flagged = moderation.flag(flagger=alice, item=doubtful, rule=rule, words=SECRET, now=now).case
    gone = moderation.remove_item(by=alice, item=rude, rule=rule, reason=SECRET, now=now)
    return flagged, gone


def published(alice, erin, space, title, now):
    """An article of the gardeners, written by Alice and approved by Erin."""
    proposal = library.draft(
        writer=alice,
        space=space,
        title=title,
        slug="done",
        now=now,
        tags=["quiet"],
        body=f"# {SECRET}\n\nText.",
    )
    library.submit(writer=alice, proposal=proposal, now=now)
    library.review(reviewer=erin, proposal=proposal, decision="approve", now=now)
    return library.publish(by=erin, proposal=proposal, now=now)


def patterns(resolver, before=""):
    """Every route of the URL configuration, as (route, converters by name)."""
    for one in resolver.url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one, route)
        elif isinstance(one, URLPattern):
            yield route


def addresses(values):
    """Every address with every value that could stand in it."""
    for route in patterns(get_resolver()):
        names = re.findall(r"<(?:(\w+):)?(\w+)>", route)
        plain = re.sub(r"[\^$]|\\Z", "", route)
        if "(?P" in plain:
            yield "/" + re.sub(r"\(\?P<\w+>[^)]*\)", "x", plain).replace("\\", "")
            continue
        choices = [
            values["int" if kind == "int" else "uuid" if kind == "uuid" else "str"]
            for kind, _ in names
        ]
        for chosen in itertools.islice(itertools.product(*choices), MOST_TRIES_AN_ADDRESS):
            address = plain
            for value in chosen:
                address = re.sub(r"<[^>]+>", str(value), address, count=1)
            yield "/" + address


def leaks(answer):
    """Whether an answer holds the secret."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return SECRET in body.decode(errors="replace").lower() + str(answer.headers).lower()


def tried(client, address, method):
    """The answer to a request with a body that many addresses would take."""
    if method == "GET":
        return client.get(address, {"q": SECRET[:5] + " article"})
    body = {
        "body": "x",
        "title": "x",
        "value": 1,
        "action": "x",
        "emoji": "👍",
        "outcome": "worked",
    }
    if address.startswith("/api/"):
        return client.generic(method, address, json.dumps(body), content_type="application/json")
    return client.generic(
        method, address, "body=x&title=x&value=1", content_type="application/x-www-form-urlencoded"
    )


@pytest.mark.parametrize("method", METHODS)
def test_no_address_tells_the_outsider_anything(client, carol, secrets, method):
    client.force_login(carol)
    found = [
        address
        for address in addresses(secrets)
        if "logout" not in address and leaks(tried(client, address, method))
    ]

    assert found == []


def test_no_address_tells_a_visitor_anything(client, secrets):
    found = [address for address in addresses(secrets) if leaks(tried(client, address, "GET"))]

    assert found == []


def test_no_member_of_another_group_learns_anything(client, mona, secrets):
    """A moderator who is a member, but no gardener."""
    client.force_login(mona)
    found = [address for address in addresses(secrets) if leaks(tried(client, address, "GET"))]

    assert found == []


def test_who_was_just_removed_learns_nothing_any_more(client, secrets, removed, now):
    """At once: no follower has read that she was removed."""
    client.force_login(removed)
    found = [
        address
        for address in addresses(secrets)
        if "logout" not in address and leaks(tried(client, address, "GET"))
    ]
    scheduling.make_digest(person_id=removed.pk, now=now + timedelta(days=8))
    sending.deliver_due(now=now + timedelta(days=8, minutes=5))

    assert found == []
    written = [str(one.message()).lower() for one in mail.outbox if removed.email in one.to]
    assert [words for words in written if SECRET in words] == []


@pytest.fixture
def removed(client, alice, gardeners, secrets, now):
    """Nina was a gardener with all that a gardener gathers, until a moment ago."""
    nina = Person.objects.create_user("nina@house.example", name="Nina Nettle", handle="nina")
    groups.join(person=nina, group=gardeners, now=now)
    question = Item.objects.filter(kind="question").order_by("pk").first()
    items.keep(person=nina, item=question, on=True, now=now)
    stream.comment(author=alice, parent=question, body=f"@nina, {SECRET}!", now=now)
    followers.run_dry()
    client.force_login(nina)
    before = ("/inbox/", "/bookmarks/", f"/stream/{question.pk}/", "/stream/", "/catch-up/")
    assert all(SECRET in client.get(page, follow=True).content.decode().lower() for page in before)
    groups.remove(steward=alice, group=gardeners, person=nina, reason="Off you go.", now=now)
    return nina


def test_the_gardeners_themselves_do_see_it(client, alice, secrets):
    """Were it otherwise, the tests above could not fail."""
    client.force_login(alice)
    seen = {
        re.sub(r"\d+", "N", address)
        for address in addresses(secrets)
        if "logout" not in address and leaks(tried(client, address, "GET"))
    }

    assert len(seen) >= 15, seen


def test_the_api_document_names_no_address_that_tells_the_outsider_anything(
    client, carol, secrets, now
):
    _, word = connect.make_token(person=carol, now=now)
    document = client.get("/api/v1/openapi.json").json()
    found, tries = [], 0
    for path, operations in document["paths"].items():
        names = re.findall(r"{(\w+)}", path)
        choices = [secrets["int" if name.endswith("id") else "str"] for name in names]
        for chosen in itertools.islice(itertools.product(*choices), MOST_TRIES_AN_ADDRESS):
            address = path
            for value in chosen:
                address = re.sub(r"{\w+}", str(value), address, count=1)
            for method in operations:
                tries += 1
                answer = client.generic(
                    method.upper(),
                    address,
                    "{}",
                    content_type="application/json",
                    HTTP_AUTHORIZATION=f"Bearer {word}",
                )
                if leaks(answer):
                    found.append((method, address))

    assert found == []
    assert tries > 100
