"""Measurements: each file with a `measure()` is one; `./lore bench NAME` runs it."""
