"""`lorehouse index status|wait|rebuild`: how search keeps up, and making its index anew."""

import argparse
import contextlib
import time
from datetime import datetime, timedelta
from typing import Any

from lorehouse.lib.errors import Refused
from lorehouse.site.serving.claims import claim_folder

FOLLOWER = "search"
LOOK_EVERY = 0.05  # seconds


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command."""
    parser: argparse.ArgumentParser = commands.add_parser("index", help="the search index")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("status", help="where each follower of the ledger is, and what is indexed")
    wait = actions.add_parser("wait", help="return when everything saved so far can be found")
    wait.add_argument("--timeout", type=float, default=3600, help="seconds to wait at most (3600)")
    actions.add_parser("rebuild", help="make the index anew while the old one serves")
    return parser


def run(args: argparse.Namespace) -> int:
    """Do what was asked; 1 when something is not well."""
    if args.action == "status":
        return status()
    return wait(args.timeout) if args.action == "wait" else rebuild()


def status() -> int:
    """Print the index's health and each follower's place; 1 when something was set aside."""
    # Imported late, here and below: Django has to be set up first.
    from django.utils import timezone

    from lorehouse.ledger import book, followers
    from lorehouse.search.index import house_index

    followers.discover()
    health = house_index().health()
    held = f"{health.documents:,} documents in {health.segments} segments"
    print(f"index      {held}, {size(health.size)}")
    if not health.serves:
        print(f"           {health.trouble} `lorehouse index rebuild` makes it anew.")
    print(f"ledger     newest entry {book.latest()[1]}")
    print(f"{'follower':<24}{'at entry':>10}{'behind':>8}{'oldest':>10}{'set aside':>11}")
    well = health.serves
    for one in followers.standings():
        age = since(one.oldest_unread, timezone.now())
        print(f"{one.follower:<24}{one.entry_id:>10}{one.unread:>8}{age:>10}{one.parked:>11}")
        if one.error:
            print(f"           last trouble: {one.error}")
        well = well and not one.parked
    return 0 if well else 1


def since(moment: datetime | None, now: datetime) -> str:
    """How long ago, in the largest fitting unit; a dash for nothing."""
    if moment is None:
        return "-"
    age = max(now - moment, timedelta(0))
    units = {"d": timedelta(days=1), "h": timedelta(hours=1), "min": timedelta(minutes=1)}
    fitting = ((name, unit) for name, unit in units.items() if age >= unit)
    name, unit = next(fitting, ("s", timedelta(seconds=1)))
    return f"{age / unit:.1f} {name}"


def size(amount: int) -> str:
    """Bytes for people."""
    return f"{amount / 1_000_000:.1f} MB"


def wait(timeout: float) -> int:
    """Return when search has taken in everything recorded before now; helps if no worker runs."""
    from lorehouse.ledger import book, followers

    followers.discover()
    target, until = book.latest()[1], time.monotonic() + timeout
    while not _has_reached(target):
        if time.monotonic() > until:
            raise Refused(f"After {timeout:.0f} s search is still behind; see `index status`.")
        _help_out()
        time.sleep(LOOK_EVERY)
    if parked := _standing().parked:
        print(f"{parked} entries were set aside and cannot be found; see `lorehouse index status`.")
        return 1
    print("Everything saved so far can be found.")
    return 0


def _standing() -> Any:
    from lorehouse.ledger import followers

    return next(one for one in followers.standings() if one.follower == FOLLOWER)


def _has_reached(entry_id: int) -> bool:
    """Whether nothing up to this entry waits for search, and there is an index to find it in."""
    from lorehouse.search.index import house_index

    place = _standing()
    return (place.unread == 0 or place.entry_id >= entry_id) and house_index().health().serves


def _help_out() -> None:
    """Let search read on in this process, unless a worker does."""
    from django.conf import settings
    from django.utils import timezone

    from lorehouse.bridge import indexing
    from lorehouse.ledger import followers
    from lorehouse.search.index import house_index

    with contextlib.suppress(Refused), claim_folder(settings.HOUSE.data, "worker.lock"):
        indexing.make_sure()
        while followers.advance(followers.FOLLOWERS[FOLLOWER], now=timezone.now()):
            pass
        house_index().close()


def rebuild() -> int:
    """Make the index anew. Raises Refused when that is being done already."""
    from lorehouse.bridge import indexing
    from lorehouse.search.errors import IndexBusy

    began = time.monotonic()
    try:
        count = indexing.rebuild()
    except IndexBusy as reason:
        raise Refused(str(reason)) from reason
    print(f"{count:,} documents indexed in {time.monotonic() - began:.1f} s.")
    return 0
