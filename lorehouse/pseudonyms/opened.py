"""What the audit trail tells, and whom: the one place where a seal is broken."""

from lorehouse.people.models import Person
from lorehouse.pseudonyms import policy
from lorehouse.pseudonyms.models import Seal, Unsealing
from lorehouse.pseudonyms.voices import own_ids


def behind(unsealing: Unsealing, reader: Person) -> Person | None:
    """Who is behind the pseudonym, for the two administrators who agreed; None for all others.

    Whoever was erased from the house is behind nothing any more.
    """
    if not policy.may_know(reader, unsealing):
        return None
    seal = Seal.objects.select_related("owner").filter(pseudonym=unsealing.pseudonym_id).first()
    return seal.owner if seal else None


def pseudonym_of(unsealing_id: int) -> list[int]:
    """The id of the pseudonym that a request opened, whose owner is told; none if declined."""
    found = Unsealing.objects.filter(pk=unsealing_id, is_open=True)
    return list(found.values_list("pseudonym_id", flat=True))


def told_to(person: Person) -> list[Unsealing]:
    """The requests that opened a pseudonym of `person`: they are told who, when and why."""
    found = Unsealing.objects.filter(pseudonym__in=own_ids(person), is_open=True)
    return list(
        found.select_related("pseudonym__person", "asked_by", "decided_by").order_by("-decided_at")
    )
