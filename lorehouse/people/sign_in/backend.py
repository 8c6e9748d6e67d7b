"""How a signed-in person is found again at each request."""

from collections.abc import Callable
from functools import cache
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db import connection

from lorehouse.people.models import Person

Converter = tuple[int, Callable[..., Any], Any]  # place of the value, what reads it, its column


class HouseBackend(AuthenticationBackend):  # type: ignore[misc]
    """Signing in is django-allauth's; finding the person is one named statement.

    Every page does it: through the ORM that costs 0.6 ms of processor time, this way 0.1 ms.
    """

    def get_user(self, user_id: int) -> Person | None:
        """The person with this id, unless the account is closed."""
        find, names, converters = _reading(connection.vendor)
        with connection.cursor() as cursor:
            cursor.execute(find, [user_id])
            row = cursor.fetchone()
        if row is None:
            return None
        values = list(row)
        for place, convert, column in converters:
            values[place] = convert(values[place], column, connection)
        person = Person.from_db(connection.alias, names, values)
        return person if self.user_can_authenticate(person) else None


@cache
def _reading(vendor: str) -> tuple[str, list[str], list[Converter]]:
    """The statement, the names of its columns, and what makes Python's values of `vendor`'s."""
    fields = Person._meta.concrete_fields
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    table = connection.ops.quote_name(Person._meta.db_table)
    converters = [
        (place, convert, column)
        for place, field in enumerate(fields)
        for column in [field.get_col(Person._meta.db_table)]
        for convert in [
            *connection.ops.get_db_converters(column),
            *field.get_db_converters(connection),
        ]
    ]
    find = f"SELECT {columns} FROM {table} WHERE id = %s"  # noqa: S608  (names of our own columns)
    return find, [field.attname for field in fields], converters
