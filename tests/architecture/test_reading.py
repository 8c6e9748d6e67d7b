"""Everything readable is asked through its reader: a machine looks for reads that are not."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from lorehouse.groups.models import Audience

ROOMS = Path(__file__).resolve().parents[2] / "lorehouse"

#: Models that are never shown by themselves, and why.
NOT_READ_ALONE = {
    "Holding": "what somebody may see; read only by the rule itself",
    "Membership": "shown on the page of a group that was loaded through its reader",
    "Following": "one's own; others see a count",
    "EarlierPurpose": "shown with a group that was loaded through its reader",
    "EndedMembership": "shown to whom it is addressed",
    "MembershipRequest": "shown to the stewards of a group loaded through its reader",
    "GroupInvitation": "shown to the invited",
    "Department": "names known to all members",
    "Organisation": "names known to administrators",
    "HouseSettings": "the house's own name",
    "Invitation": "opened by its secret token",
    "Revision": "shown with an item loaded through its reader",
    "Vote": "counted",
    "Reaction": "counted",
    "Bookmark": "one's own",
    "Reading": "one's own",
    "ListFollowing": "one's own, and counted",
    "Draft": "one's own",
    "Tag": "a word; what it is on is loaded through the reader",
    "Tagging": "shown with its item",
    "Name": "resolved with the reader's right to the item",
    "Wanted": "used when texts are rendered",
    "AttachmentUse": "part of the attachments' rule",
    "Removal": "shown with an item loaded through its reader",
    "Review": "shown with a proposal loaded through its reader",
    "Helpfulness": "counted",
    "Provenance": "shown by bridge.reading, which asks for the sources",
    "Pin": "shown with a group and an item loaded through their reader",
    "Passage": "the gate's own record",
    "KeptAnswer": "given only to whoever asked with its key",
    "Flag": "shown to those who decide, with a case loaded through its reader",
    "RuleVersion": "published with its rule",
    "Limits": "what administrators set for everybody",
    "Page": "shown beside a share loaded through its reader",
    "Option": "shown with its poll",
    "Ballot": "counted, and one's own",
    "Step": "shown with its idea",
    "Argument": "shown with its item",
    "Experience": "shown with its item",
    "Allowance": "what a group's page says",
    "Pseudonym": "its person stands as author; found only through what was written",
    "Seal": "read for its owner alone, and after two consents",
    "Entry": "the ledger's own",
    "Parked": "the ledger's own",
    "Preferences": "one's own",
    "Participation": "one's own",
    "Seen": "one's own",
    "Delivery": "put together when it leaves, through its person",
    "ReceivedMail": "a mark against posting a mail twice",
    "Identity": "used by imports",
    "Erasure": "one's own",
    "Claim": "one's own, and those an administrator decides",
}


def own_models():
    """Every model of the house."""
    return [model for model in apps.get_models() if model.__module__.startswith("lorehouse.")]


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model.__name__)
def test_a_model_is_read_through_its_reader_or_says_why_not(model):
    if model.__name__ in NOT_READ_ALONE:
        return
    assert hasattr(model._default_manager.all(), "visible_to"), (
        f"{model.__name__} has no visible_to, and is not among those that are never read alone"
    )


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model.__name__)
def test_whatever_has_an_audience_is_read_through_its_reader(model):
    has_audience = any(
        isinstance(field, models.ForeignKey) and field.related_model is Audience
        for field in model._meta.get_fields()
    )
    if has_audience and model.__name__ not in {"Holding", "Passage", "Tagging"}:
        assert hasattr(model._default_manager.all(), "visible_to")


def readable():
    """The names of models that have a reader's rule."""
    return {
        model.__name__
        for model in own_models()
        if hasattr(model._default_manager.all(), "visible_to")
    }


#: What a view may begin with instead: `of` asks for the reader's own groups.
BEGINNINGS = {"visible_to", "of", "none"}
VIEWS = [
    file
    for file in sorted(ROOMS.rglob("*.py"))
    if "tests" not in file.parts
    and ("views" in file.parts or file.stem == "views" or "routes" in file.parts)
]


def reads(tree):
    """Every `Model.objects.<name>` in a file, as (line, model, name)."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Attribute)
            and node.value.attr == "objects"
            and isinstance(node.value.value, ast.Name)
        ):
            yield node.lineno, node.value.value.id, node.attr


def narrowed(source, line):
    """Whether the rows are limited to ids that came through the reader, within the statement."""
    lines = source.splitlines()[line - 1 : line + 6]
    return "visible_to(" in " ".join(lines) or "request.person" in " ".join(lines)


@pytest.mark.parametrize("file", VIEWS, ids=lambda file: str(file.relative_to(ROOMS)))
def test_views_begin_with_the_reader(file):
    source, names = file.read_text(), readable()
    wrong = [
        f"{file.name}:{line} {model}.objects.{name}"
        for line, model, name in reads(ast.parse(source))
        if model in names and name not in BEGINNINGS and not narrowed(source, line)
    ]

    assert wrong == []
