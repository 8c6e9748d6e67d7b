"""Search engines, each behind `search.index.Index`. Only `lorehouse.search` speaks to them."""
