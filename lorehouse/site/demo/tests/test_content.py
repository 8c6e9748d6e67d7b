"""What the demo house says of itself fits together. No database is needed."""

import re
from functools import cache
from pathlib import Path

import pytest
import yaml

from lorehouse.lib import frontmatter, markdown

CONTENT = Path(__file__).parent.parent / "content"
TYPES = {"guide", "procedure", "best_practice", "faq", "reference", "policy", "decision"}
FIELDS = {
    *("title", "type", "author", "owner", "reviewer", "state", "created_days_ago"),
    *("published_days_ago", "verified_days_ago", "verify_every_days", "archived_days_ago"),
    *("audience", "tags", "language", "helpful", "parent", "position", "grew_from", "provenance"),
    *("edits", "proposals", "field_notes", "comments", "review"),
}


@cache
def house():
    return yaml.safe_load((CONTENT / "house.yaml").read_text("utf-8"))


@cache
def people():
    return {one["handle"]: one for one in house()["people"]}


@cache
def bridges():
    said = yaml.safe_load((CONTENT / "bridges.yaml").read_text("utf-8"))
    return {one["conversation"]: one for one in said["bridges"]}


@cache
def articles():
    """Front matter and body of each article, by `space/slug`."""
    files = sorted((CONTENT / "library").glob("*/*.md"))
    return {
        f"{file.parent.name}/{file.stem}": frontmatter.split(file.read_text("utf-8"))
        for file in files
    }


def each_article(of=lambda said: True):
    return [pytest.param(name, id=name) for name, (said, _) in articles().items() if of(said)]


def ever_published(said):
    return said.get("state", "published") in {"published", "archived"}


def audience(name):
    said, _ = articles()[name]
    spaces = {one["slug"]: one["audience"] for one in house()["spaces"]}
    return said.get("audience") or spaces[name.split("/")[0]]


def may_read(handle, circle):
    """Whether a person is part of an audience, by what house.yaml says."""
    person = people()[handle]
    kind, _, slug = circle.partition(":")
    if kind == "group":
        group = next(one for one in house()["groups"] if one["slug"] == slug)
        return handle in group["members"]
    inside = "department" in person
    return {
        "public": True,
        "members": inside,
        "department": person.get("department") == slug,
        "organisation": person.get("organisation") == slug,
    }[kind]


def may_write(handle, circle):
    """Guests take part where they were let in, not in what everybody or all members may read."""
    inside = "department" in people()[handle]
    return may_read(handle, circle) and (inside or circle not in {"public", "members"})


def is_editor(handle):
    return people()[handle]["role"] in {"editor", "admin"}


def contributions(said):
    """Everything in an article that has an author and a day."""
    kinds = ("edits", "proposals", "field_notes", "comments")
    return [one for kind in kinds for one in said.get(kind, [])]


def test_the_house_has_the_size_it_speaks_of():
    inside = [one for one in people().values() if "department" in one]
    assert len(inside) == 60
    assert len(people()) == len(house()["people"])
    assert len({one["email"] for one in people().values()}) == len(people())
    assert len(articles()) >= 48
    assert {said["type"] for said, _ in articles().values()} == TYPES
    assert {"member", "editor", "moderator", "admin"} <= {
        one["role"] for one in people().values() if one.get("demo")
    }


@pytest.mark.parametrize("handle", people())
def test_a_person_belongs_somewhere_known(handle):
    person = people()[handle]
    departments = {one["slug"] for one in house()["departments"]}
    organisations = {one["slug"]: one["domain"] for one in house()["organisations"]}
    domain = person["email"].split("@")[1]
    if "department" in person:
        assert person["department"] in departments
        assert domain == house()["house"]["domain"]
    else:
        assert domain == organisations[person["organisation"]]
    assert bool(person.get("demo")) == bool(person.get("try"))
    assert len(", ".join(person["asks_about"])) <= 300


@pytest.mark.parametrize("group", house()["groups"], ids=lambda one: one["slug"])
def test_groups_have_members_who_exist(group):
    assert set(group["stewards"]) <= set(group["members"]) <= set(people())
    assert len(set(group["members"])) == len(group["members"])
    assert group["entry"] in {"open", "request", "invitation"}
    first = max(people()[one]["joined_days_ago"] for one in group["stewards"])
    assert group["founded_days_ago"] <= first


def test_audiences_are_known():
    slugs = {
        "department": {one["slug"] for one in house()["departments"]},
        "organisation": {one["slug"] for one in house()["organisations"]},
        "group": {one["slug"] for one in house()["groups"]},
    }
    for circle in [one["audience"] for one in house()["spaces"]]:
        kind, _, slug = circle.partition(":")
        assert circle in {"public", "members"} or slug in slugs[kind]


@pytest.mark.parametrize("name", each_article())
def test_an_article_says_what_it_must(name):
    said, body = articles()[name]
    assert set(said) <= FIELDS
    assert said["type"] in TYPES
    assert name.split("/")[0] in {one["slug"] for one in house()["spaces"]}
    assert set(said["tags"]) <= {one["name"] for one in house()["tags"]}
    assert not re.search(r"^# ", body, re.MULTILINE)
    if ever_published(said):
        assert is_editor(said["reviewer"]) and said["reviewer"] != said["author"]
        assert said["created_days_ago"] >= said["published_days_ago"] >= said["verified_days_ago"]
    if parent := said.get("parent"):
        above, _ = articles()[f"{name.split('/')[0]}/{parent}"]
        assert "parent" not in above


@pytest.mark.parametrize("name", each_article())
def test_whoever_takes_part_was_there_and_may_read(name):
    said, _ = articles()[name]
    born = said.get("published_days_ago", said["created_days_ago"])
    for one in contributions(said):
        assert may_write(one["author"], audience(name)), one
        assert one["days_ago"] <= people()[one["author"]]["joined_days_ago"], one
        assert one["days_ago"] <= born, one
    for handle in {said["author"], said.get("owner"), said.get("reviewer")} - {None}:
        assert may_read(handle, audience(name)), handle
        assert said["created_days_ago"] <= people()[handle]["joined_days_ago"], handle


@pytest.mark.parametrize("name", each_article())
def test_links_lead_to_articles_the_same_readers_may_read(name):
    said, body = articles()[name]
    texts = [body, *(one["body"] for one in said.get("comments", []))]
    for target, label in re.findall(r"\[\[([^\]|\\]+)(\\?\|[^\]]+)?\]\]", "\n".join(texts)):
        there, _ = articles()[target]
        assert label, target
        assert ever_published(there), target
        assert audience(target) in {"public", "members", audience(name)}, target
        assert audience(name) != "public" or audience(target) == "public", target


@pytest.mark.parametrize("name", each_article())
def test_people_named_in_articles_exist(name):
    _, body = articles()[name]
    assert set(markdown.render(body).mentions) <= set(people())


@pytest.mark.parametrize("name", each_article())
def test_pictures_are_there_and_described(name):
    _, body = articles()[name]
    for words, address in re.findall(r"!\[(.*?)\]\((.*?)\)", body):
        assert (CONTENT / "library" / name).parent.joinpath(address).resolve().is_file()
        assert len(words) > 20


@pytest.mark.parametrize("name", each_article(lambda said: said.get("edits")))
def test_edits_lead_back_to_the_first_text(name):
    said, body = articles()[name]
    days = [one["days_ago"] for one in said["edits"]]
    assert days == sorted(days)
    assert said["verified_days_ago"] <= days[0] - 3, "a weekend may lie between the two"
    for edit in said["edits"]:
        assert body.count(edit["find"]) == 1, edit["find"]
        assert is_editor(edit["reviewer"]) and edit["reviewer"] != edit["author"]
        assert may_read(edit["reviewer"], audience(name))
        assert len(edit["note"]) <= 250
        body = body.replace(edit["find"], edit["was"])
        assert body.strip()


@pytest.mark.parametrize("name", each_article(lambda said: said.get("proposals")))
def test_proposals_can_be_applied(name):
    said, body = articles()[name]
    for one in said["proposals"]:
        assert body.count(one["find"]) == 1, one["find"]
        assert one["becomes"] != one["find"]
        if one.get("decision"):
            assert is_editor(one["reviewer"]) and one["reviewer"] != one["author"]
            assert one["decision_note"] and one["decision_days_ago"] <= one["days_ago"]


@pytest.mark.parametrize("name", each_article(lambda said: said.get("field_notes")))
def test_field_notes_are_judgements_of_practice(name):
    said, _ = articles()[name]
    crowd = sum(may_read(handle, audience(name)) for handle in people())
    for note in said["field_notes"]:
        assert note["outcome"] in {"worked", "changes", "failed"}
        assert 0 < len(note["circumstances"]) <= 300
        assert note["votes"] < crowd
    helpful = said.get("helpful", {})
    assert sum(helpful.values()) < crowd


@pytest.mark.parametrize("name", each_article(lambda said: said.get("grew_from")))
def test_provenance_points_at_a_reply_and_at_one_block(name):
    said, body = articles()[name]
    bridge = bridges()[said["grew_from"]]
    assert bridge["article"] == name
    numbers = {0, *bridge["replies"]}
    blocks = [" ".join(block.markdown.split()) for block in markdown.blocks(body)]
    for one in said["provenance"]:
        key, number = one["from"].split("/")
        assert key == said["grew_from"]
        assert int(number) in numbers
        words = " ".join(one["paragraph_starts"].split())
        assert sum(words in block for block in blocks) == 1, words


@pytest.mark.parametrize("key", bridges())
def test_every_bridge_has_its_article(key):
    bridge = bridges()[key]
    said, _ = articles()[bridge["article"]]
    assert said["grew_from"] == key
    assert {bridge["asked_by"], bridge["distilled_by"]} <= set(people())
    assert {reply["by"] for reply in bridge["replies"].values()} <= set(people())
    assert bridge["distilled_days_ago"] < bridge["days_ago"]


@pytest.mark.parametrize(
    "file", sorted((CONTENT / "stream").glob("*.yaml")), ids=lambda one: one.stem
)
def test_talk_is_quoted_once(file):
    assert "'''" not in file.read_text("utf-8")
