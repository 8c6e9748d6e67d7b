"""When things happened in the demo house: days ago become times, and all is done in their order."""

import heapq
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import count

OPENS, OPEN_FOR = 8 * 60 + 20, 8 * 60  # minutes: when the day's work begins, and how long it is
SATURDAY, SUNDAY = 5, 6


def draw(seed: str, below: int) -> int:
    """A number from 0 to `below` - 1, the same one for the same seed, in any process."""
    return int.from_bytes(sha256(seed.encode()).digest()[:8]) % below


class Diary:
    """What happens in the demo house, noted in any order and lived through in order of time."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._turn = count()
        self._noted: list[tuple[datetime, int, Callable[[], object]]] = []

    def note(self, at: datetime, do: Callable[[], object]) -> None:
        """Let `do` happen at its time; what was noted first goes first at the same time."""
        heapq.heappush(self._noted, (at, next(self._turn), do))

    def live_through(self) -> None:
        """Let everything happen, the earliest first; what happens may note more."""
        while self._noted:
            _, _, do = heapq.heappop(self._noted)
            do()

    def day(self, days_ago: float) -> datetime:
        """The time exactly so many days ago."""
        return self.now - timedelta(days=days_ago)

    def at_work(self, days_ago: float, seed: str, *, lasts: timedelta = timedelta()) -> datetime:
        """A time in the working hours of about that day, always the same for one `seed`.

        It is the exact time on the last day, and where what lasts so long would not be over by now.
        """
        exact = self.day(days_ago)
        if days_ago < 1:
            return exact
        morning = _weekday(exact).replace(hour=0, minute=0, second=0, microsecond=0)
        chosen = morning + timedelta(minutes=OPENS + draw(seed, OPEN_FOR))
        return chosen if chosen + lasts < self.now else exact


def _weekday(day: datetime) -> datetime:
    shift = {SATURDAY: -1, SUNDAY: 1}.get(day.weekday(), 0)
    return day + timedelta(days=shift)
