"""The outsider tries every address there is, with the ids of things that are not hers.

The addresses come from the URL configuration and from the OpenAPI document, so that a new one is
tried without anybody remembering to.
"""

import itertools
import json
import re

import pytest
from django.core.files.base import ContentFile
from django.urls import URLPattern, URLResolver, get_resolver

from lorehouse.bridge import actions as bridge
from lorehouse.connect import actions as connect
from lorehouse.groups import actions as groups
from lorehouse.items import actions as items
from lorehouse.items.actions.posting import edit
from lorehouse.ledger import followers
from lorehouse.lib import markdown
from lorehouse.library import actions as library
from lorehouse.stream import actions as stream

SECRET = "zanzibar"  # in everything the gardeners keep to themselves, and in no address
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
MOST_TRIES_AN_ADDRESS = 12


@pytest.fixture
def secrets(alice, bob, gardeners, erin, members, ada, now):
    """One of everything, for the gardeners only: the values that could stand in addresses."""
    groups.invite(inviter=alice, group=gardeners, person=erin, now=now)
    groups.join(person=erin, group=gardeners, now=now)
    inside = gardeners.audience
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
    followers.discover()
    followers.run_dry()
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


def kept_and_founded(alice, bob, question, now):
    """What people keep to themselves, and a group that is not listed."""
    items.save_draft(writer=alice, key="new/question", fields={"title": SECRET}, now=now)
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
