"""What happens reaches those who are looking, at once, as far as they may see it.

Rooms further out say what one can listen to (`subjects`); a web process keeps those who listen
(`hub`) and reads the ledger once for all of them.
"""
