"""Has each transaction wait for its turn on a lock file before it asks SQLite for the write lock.

SQLite lets a waiting writer sleep for up to 100 ms between two looks, and whoever looks at the
right moment goes first, so one writer among several can starve for seconds. The kernel wakes the
waiters of a lock file one after the other. `docs/decisions/sqlite-turns.md` has the figures.
"""

import fcntl
from typing import IO, Any

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose transactions take turns with those of all other processes and threads."""

    _turn: IO[bytes] | None = None

    def _start_transaction_under_autocommit(self) -> None:
        """Wait for the turn, then begin."""
        self._wait_for_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> Any:
        """Commit and let the next writer go; when the commit fails, Django rolls back."""
        result = super()._commit()  # type: ignore[misc]
        self._end_turn()
        return result

    def _rollback(self) -> Any:
        """Roll back and let the next writer go."""
        try:
            return super()._rollback()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _close(self) -> Any:
        """Close the connection; a turn that was held ends with it."""
        try:
            return super()._close()  # type: ignore[misc]
        finally:
            if self._turn is not None:
                self._turn.close()
                self._turn = None

    def _wait_for_turn(self) -> None:
        """Lock the file beside the database. A process that dies frees it by dying."""
        if self.is_in_memory_db():
            return
        if self._turn is None:
            self._turn = open(f"{self.settings_dict['NAME']}.turn", "ab")  # noqa: SIM115
        fcntl.flock(self._turn, fcntl.LOCK_EX)

    def _end_turn(self) -> None:
        """Unlock the file."""
        if self._turn is not None:
            fcntl.flock(self._turn, fcntl.LOCK_UN)
