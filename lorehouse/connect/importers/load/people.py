"""Imported people: whoever has an account here is themselves, the others can be claimed."""

import secrets
from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from lorehouse.connect.importers.load import bulk
from lorehouse.connect.importers.models import Identity
from lorehouse.connect.importers.records import PersonRecord
from lorehouse.connect.importers.store import Row
from lorehouse.lib.slugs import slugify
from lorehouse.people.models import Department, Person

#: Nobody receives mail there (RFC 2606); the address they had is kept in their Identity.
NOWHERE = "imported.invalid"
_LONGEST_HANDLE = 60


class People:
    """Puts imported people into the house."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._handles: set[str] | None = None
        self._departments: dict[str, int] = {}

    def load(self, rows: list[Row]) -> list[tuple[int, int, int]]:
        """(number, person, 0) of each row; within the caller's transaction."""
        pairs = [(row, row.record) for row in rows if isinstance(row.record, PersonRecord)]
        known = self._known([record for _, record in pairs])
        fresh = [record for _, record in pairs if record.id not in known]
        ids = known | self._make(fresh)
        return [(row.number, ids[record.id], 0) for row, record in pairs]

    def _make(self, records: list[PersonRecord]) -> dict[str, int]:
        """People who cannot sign in, and what they are known by elsewhere."""
        made = {
            record.id: pk
            for record, pk in zip(records, bulk.reserve(Person, len(records)), strict=True)
        }
        bulk.insert(Person, [self._shadow(record, made[record.id]) for record in records])
        bulk.insert(
            Identity,
            [{"shadow_id": made[one.id], "email": one.email[:254]} for one in records],
        )
        return made

    def _known(self, records: list[PersonRecord]) -> dict[str, int]:
        """Those who came with an earlier run, or who have an account with the same e-mail."""
        ours = Person.objects.filter(
            source=self._source, source_id__in=[_source_id(record.id) for record in records]
        )
        by_source = dict(ours.values_list("source_id", "pk"))
        emails = {record.email.lower() for record in records} - {""}
        accounts = Person.objects.filter(email__in=emails, is_active=True)
        by_email = dict(accounts.values_list("email", "pk"))
        found = {}
        for record in records:
            person = by_email.get(record.email.lower()) or by_source.get(_source_id(record.id))
            if person is not None:
                found[record.id] = person
        return claimed(found)

    def _shadow(self, record: PersonRecord, pk: int) -> dict[str, Any]:
        key = blake2b(f"{self._source}\n{record.id}".encode(), digest_size=10).hexdigest()
        return {
            "id": pk,
            "email": f"{key}@{NOWHERE}",
            "name": record.name,
            "handle": self._free_handle(record.name),
            "standing": Person.Standing.SHADOW,
            "bio": record.bio,
            "department_id": self._department(record.department),
            "joined_at": record.joined,
            # Django's own makes 40 random choices for each, which takes 0.6 ms.
            "password": UNUSABLE_PASSWORD_PREFIX + secrets.token_hex(20),
            "source": self._source,
            "source_id": _source_id(record.id),
        }

    def _free_handle(self, name: str) -> str:
        if self._handles is None:
            self._handles = set(Person.objects.values_list("handle", flat=True))
        stem = slugify(name, longest=40) or "person"
        handle, number = stem, 1
        while handle in self._handles:
            number += 1
            handle = f"{stem}-{number}"[:_LONGEST_HANDLE]
        self._handles.add(handle)
        return handle

    def _department(self, name: str) -> int | None:
        """A department of that name, where the house has one; an import founds none."""
        if not name:
            return None
        if not self._departments:
            self._departments = _by_name(Department.objects.all())
        return self._departments.get(name.casefold())


def claimed(found: dict[str, int]) -> dict[str, int]:
    """`found`, with whoever was recognised meanwhile in the place of their shadow."""
    known = Identity.objects.filter(shadow__in=found.values(), claimed_by__isnull=False)
    owners = dict(known.values_list("shadow_id", "claimed_by_id"))
    return {name: owners.get(person) or person for name, person in found.items()}


def _by_name(departments: Iterable[Department]) -> dict[str, int]:
    return {department.name.casefold(): department.pk for department in departments}


def _source_id(name: str) -> str:
    """The id a person has there, shortened to what its column holds."""
    if len(name) <= 120:
        return name
    return name[:80] + blake2b(name.encode(), digest_size=20).hexdigest()
