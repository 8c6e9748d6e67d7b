"""The intermediate store: one SQLite file for each import, between its reader and the loader."""

from lorehouse.connect.importers.store.reports import Loss, Problem, Report
from lorehouse.connect.importers.store.store import Row, Store

__all__ = ["Loss", "Problem", "Report", "Row", "Store"]
