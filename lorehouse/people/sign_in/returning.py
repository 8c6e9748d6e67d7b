"""Who has proved that a closed account is theirs."""

from lorehouse.people.models import Person

SESSION_KEY = "coming_back"  # holds the id of the person whose password this browser knew


def closed_by_themselves(pk: int) -> Person | None:
    """The person with this id, if they closed their account and may open it again."""
    closed = Person.objects.filter(is_active=False, erased_at=None, deactivated_at__isnull=False)
    return closed.filter(pk=pk).first()
