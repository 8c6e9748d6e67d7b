"""Calling the API."""

import json

import pytest

from lorehouse.connect import actions


@pytest.fixture
def call(client, now):
    """Calls the API as somebody, given a method, a path and a body."""
    words = {}

    def send(person, method, path, body=None, **headers):
        if person and person.pk not in words:
            words[person.pk] = actions.make_token(person=person, now=now)[1]
        if person:
            headers["HTTP_AUTHORIZATION"] = f"Bearer {words[person.pk]}"
        data = json.dumps(body) if body is not None else ""
        return client.generic(
            method, f"/api/v1{path}", data, content_type="application/json", **headers
        )

    return send
