"""What the worker does for people who asked for their things, or to be erased."""

import logging
from datetime import datetime

from lorehouse.connect.belongings import actions
from lorehouse.connect.belongings.models import Erasure, Export
from lorehouse.ledger.jobs import every

log = logging.getLogger(__name__)


@every(1, name="belongings.exports")
def make_exports(*, now: datetime) -> None:
    """Make the files that are waited for. One that fails says so, and the next is made."""
    for export in Export.objects.filter(state=Export.State.WAITING).order_by("asked_at"):
        try:
            actions.make_export(export, now=now)
        except Exception:
            log.exception("the export %s failed", export.pk)
            Export.objects.filter(pk=export.pk).update(state=Export.State.FAILED)


@every(600, name="belongings.keeping")
def drop_exports(*, now: datetime) -> None:
    """Delete files that were kept long enough."""
    for export in Export.objects.filter(asked_at__lt=now - actions.KEPT_FOR):
        actions.drop_export(export)


@every(60, name="belongings.erasures")
def carry_out_erasures(*, now: datetime) -> None:
    """Erase those whose time of grace is over."""
    for erasure in Erasure.objects.filter(done_at=None, due_at__lte=now):
        actions.carry_out(erasure, now=now)
