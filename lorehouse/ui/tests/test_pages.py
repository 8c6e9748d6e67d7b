"""Pages, blocks of pages, and refusals."""

import json

import pytest
from django.test import RequestFactory

from lorehouse.lib.errors import Conflict, NotAllowed, Unfit
from lorehouse.people.models import Visitor
from lorehouse.ui import pages
from lorehouse.ui.middleware import RefusalMiddleware
from lorehouse.ui.views import examples


@pytest.fixture
def request_of(db):
    """Makes a request as the middleware leaves it."""

    def make(person=None, **headers):
        request = RequestFactory().get("/somewhere/", headers=headers)
        request.person = person or Visitor()
        request.session = {}
        request._messages = []
        return request

    return make


def test_a_page_has_its_frame(request_of):
    page = pages.render(request_of(), "ui/gallery.html", examples()).content.decode()

    assert page.startswith("<!doctype html>")
    assert '<main id="main"' in page
    assert page.count("<h1>") == 1


def test_a_block_comes_alone_and_finds_the_components_of_its_page(request_of):
    block = pages.text(request_of(), "ui/gallery.html#context", examples())

    assert "People who know" in block or "panel-title" in block
    assert "<html" not in block
    assert "<main" not in block


def test_a_block_of_the_layout_can_be_asked_for_through_the_page(request_of):
    rail = pages.text(request_of(), "ui/gallery.html#rail", examples())

    assert rail.strip().startswith("<nav")


def test_an_unknown_block_is_an_error(request_of):
    with pytest.raises(KeyError):
        pages.text(request_of(), "ui/gallery.html#nothing", examples())


@pytest.mark.parametrize(("reason", "status"), [(NotAllowed, 403), (Conflict, 409), (Unfit, 422)])
def test_a_refusal_is_a_page_with_its_sentence(request_of, reason, status):
    answer = pages.refuse(request_of(), reason("The group is full."))

    assert answer.status_code == status
    assert "The group is full." in answer.content.decode()


def test_scripts_get_the_sentence_alone_and_swap_nothing(request_of):
    answer = pages.refuse(request_of(**{"HX-Request": "true"}), NotAllowed("Not <yours>."))

    assert answer.status_code == 403
    assert answer.content.decode() == "Not <yours>."
    assert answer["Content-Type"].startswith("text/plain")
    assert answer["HX-Reswap"] == "none"


def test_the_middleware_answers_refusals_and_nothing_else(request_of):
    middleware = RefusalMiddleware(lambda request: None)

    assert middleware.process_exception(request_of(), NotAllowed("No.")).status_code == 403
    assert middleware.process_exception(request_of(), ValueError("a fault")) is None


def test_a_notice_travels_in_a_header_that_takes_only_ascii(request_of):
    answer = pages.notify(pages.render(request_of(), "ui/error.html", error(404)), "Gespeichert ✓")

    assert answer["HX-Trigger"].isascii()
    assert json.loads(answer["HX-Trigger"])["notice"]["text"] == "Gespeichert ✓"


def error(status):
    """What the error page is told."""
    return {"status": status, "sentence": "", "title": "Title", "advice": "Advice"}


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 413, 422, 429])
def test_every_error_has_its_own_words(request_of, status):
    answer = pages.error(request_of(), status)

    assert answer.status_code == status
    assert "Something went wrong in the house" not in answer.content.decode()


def test_outsiders_read_nothing_of_a_missing_page(client, carol):
    client.force_login(carol)

    answer = client.get("/nothing/at/all/")

    assert answer.status_code == 404
    assert "There is nothing here for you" in answer.content.decode()
