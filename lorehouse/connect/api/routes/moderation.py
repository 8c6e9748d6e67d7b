"""`/rules` and `/items/{id}/flags`: what may not be done here, and saying that somebody did."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from lorehouse.connect.api import answers
from lorehouse.connect.api.reader import reader
from lorehouse.connect.api.routes.items import the_item
from lorehouse.connect.api.shapes import Json, NewFlag
from lorehouse.moderation import actions as moderation
from lorehouse.moderation.reading import cited, rules

router = Router(tags=["moderation"])


@router.post("/items/{item_id}/flags", response={201: Json}, summary="Flag")
def flag(request: HttpRequest, item_id: int, given: NewFlag) -> Status[Any]:
    """Say that an item breaks a rule. Only those who look after the rules see who said so."""
    made = moderation.flag(
        flagger=reader(request),
        item=the_item(request, item_id),
        rule=cited(given.rule),
        words=given.words,
        show_to_house=given.show_to_house,
        now=timezone.now(),
    )
    return Status(201, {"item": item_id, "rule": made.rule.slug, "words": made.words})


@router.get("/rules", summary="List the rules of the house")
def list_rules(request: HttpRequest) -> Json:
    """The rules in force; `slug` is what is cited."""
    return {"results": [answers.rule(one) for one in rules()]}
