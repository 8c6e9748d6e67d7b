"""Changing what one wrote."""

import pytest

from lorehouse.items import actions as items


def save(client, person, item, **fields):
    client.force_login(person)
    given = {"title": item.title, "body": item.body, "tags": "figs", "base_version": item.version}
    return client.post(f"/items/{item.pk}/edit", given | fields)


def test_the_form_holds_the_text_as_it_stands(client, alice, question):
    client.force_login(alice)
    page = client.get(f"/items/{question.pk}/edit")
    assert "They stand in *pots* on a balcony." in page.text
    assert 'value="figs"' in page.text


def test_saving_makes_a_version_and_leads_back(client, alice, question):
    answer = save(client, alice, question, body="They stand in *tubs*.", note="Tubs, not pots")

    assert answer["Location"] == f"/items/{question.pk}/"
    question.refresh_from_db()
    assert (question.version, question.body) == (2, "They stand in *tubs*.")
    assert question.revisions.get(number=1).body == "They stand in *pots* on a balcony."


def test_a_hashtag_written_into_the_text_files_it_too(client, alice, question):
    save(client, alice, question, body="On a #balcony.")
    assert set(question.taggings.values_list("tag__name", flat=True)) == {"figs", "balcony"}


def test_an_answer_has_neither_title_nor_tags_to_change(client, bob, answer):
    client.force_login(bob)
    page = client.get(f"/items/{answer.pk}/edit").text
    assert 'name="title"' not in page
    assert 'name="tags"' not in page
    save(client, bob, answer, body="Sand.")
    answer.refresh_from_db()
    assert (answer.title, answer.body) == ("", "Sand.")


def test_two_at_once_keep_both_texts(client, alice, question, now):
    items.edit(editor=alice, item=question, title=question.title, body="Theirs.", now=now)
    page = save(client, alice, question, body="Mine.")

    assert page.status_code == 409
    assert "Theirs." in page.text
    assert "Mine.</textarea>" in page.text
    question.refresh_from_db()
    assert question.body == "Theirs."
    again = save(client, alice, question, body="Mine.", base_version=question.version)
    assert again.status_code == 302


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": ""}, "Give it a title."),
        ({"title": "x" * 251}, "at most 250 characters"),
        ({"tags": ",".join(map(str, range(13)))}, "At most 12 tags"),
        ({"base_version": "x"}, "number"),
    ],
)
def test_wrong_input_is_one_sentence_and_keeps_what_was_typed(
    client, alice, question, fields, sentence
):
    page = save(client, alice, question, body="Kept all the same.", **fields)
    assert page.status_code == 422
    assert sentence in page.text
    assert "Kept all the same." in page.text


def test_somebody_elses_text_stays_as_it_is(client, bob, question):
    assert save(client, bob, question, body="Mine now").status_code == 403


def test_carol_does_not_learn_that_there_is_something_to_edit(client, carol, question):
    client.force_login(carol)
    assert client.get(f"/items/{question.pk}/edit").status_code == 404
    assert save(client, carol, question, body="x").status_code == 404
