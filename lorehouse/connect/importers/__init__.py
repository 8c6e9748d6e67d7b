"""Brings other houses' things in: a reader per source, one intermediate store, one loader."""
