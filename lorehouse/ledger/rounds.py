"""A worker's rounds among the followers: it asks the ledger once a round, not once for each."""

from lorehouse.ledger import book, followers
from lorehouse.ledger.book import Place


class Rounds:
    """Gives turns to the followers that have something to read, and remembers who has not.

    `waiting` says for whom: those who wait for the world outside, or the others.
    """

    def __init__(self, *, waiting: bool = False) -> None:
        self._followers = [one for one in followers.FOLLOWERS.values() if one.waits == waiting]
        self._behind = {one.name for one in self._followers}
        self._place: Place | None = None

    def go(self) -> int:
        """Give everybody who is behind a turn; return how many facts were given."""
        self._look()
        taken = 0
        for follower in self._followers:
            if follower.name in self._behind:
                given = followers.turn(follower)
                taken += given
                if not given and not followers.stumbled(follower):
                    self._behind.discard(follower.name)
        return taken

    def _look(self) -> None:
        """Note who follows what was written since the last round."""
        newest = book.latest()
        if newest == self._place:
            return
        if self._place is not None:
            names = book.names(after=self._place)
            self._behind |= {one.name for one in self._followers if one.facts & names}
        self._place = newest
