"""The page of last resort works when nothing else does."""

from django.test import RequestFactory

from lorehouse.ui.errors import broken


def test_a_broken_house_still_answers_without_database_session_or_person():
    answer = broken(RequestFactory().get("/"))

    assert answer.status_code == 500
    assert "Something went wrong in the house" in answer.content.decode()
