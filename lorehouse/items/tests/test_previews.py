"""How a text will look, before it is posted."""

from lorehouse.items import actions as items


def preview(client, person, body):
    client.force_login(person)
    return client.post("/previews", {"body": body})


def test_a_preview_is_what_saving_makes(client, alice, question):
    shown = preview(client, alice, question.body)
    assert shown.text == question.html


def test_hostile_text_does_nothing(client, alice):
    shown = preview(client, alice, "<script>alert(1)</script><img src=x onerror=alert(2)>")
    assert "script" not in shown.text
    assert "onerror" not in shown.text


def test_a_text_that_is_too_long_is_refused_in_a_sentence(client, alice):
    answer = preview(client, alice, "x" * 1_000_001)
    assert answer.status_code == 422


def test_visitors_render_nothing(client, db):
    assert client.post("/previews", {"body": "x"}).status_code == 302


def test_carol_does_not_learn_by_linking_what_exists(client, bob, carol, question, now):
    items.linking.name(item=question, names=["Fig soil"], now=now)
    assert f"/items/{question.pk}/" in preview(client, bob, "[[Fig soil]]").text

    for_carol = preview(client, carol, "[[Fig soil]] [[No such thing]]")
    assert f"/items/{question.pk}/" not in for_carol.text
