"""The tables of a store."""

#: A record waits to be loaded (also again, after it changed), is in the house, or stays outside.
NEW, LOADED, SKIPPED = 0, 1, 2

SCHEMA = """
CREATE TABLE IF NOT EXISTS told (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS record (
    number INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL,           -- its place in records.KINDS
    id TEXT NOT NULL,
    parent TEXT NOT NULL,            -- what an item replies to, or stands under
    depth INTEGER,                   -- 0 without a parent; NULL when no root can be reached
    root TEXT NOT NULL DEFAULT '',   -- the id of the item that its thread begins with
    created REAL NOT NULL,           -- seconds since 1970; 0 when unknown
    payload BLOB NOT NULL,
    hash BLOB NOT NULL,
    run INTEGER NOT NULL,            -- the run that saw it last
    state INTEGER NOT NULL,
    planned_id INTEGER,              -- the id set aside for it, before anything links to it
    house_id INTEGER,                -- its row in the house
    house_version INTEGER            -- the item's version that this import made
);
CREATE UNIQUE INDEX IF NOT EXISTS record_id ON record (kind, id);
CREATE INDEX IF NOT EXISTS record_parent ON record (kind, parent);
CREATE INDEX IF NOT EXISTS record_waiting ON record (kind, depth, number) WHERE state = 0;
CREATE INDEX IF NOT EXISTS record_root ON record (root, created);

CREATE TABLE IF NOT EXISTS problem (
    place TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (place, reason)
);

CREATE TABLE IF NOT EXISTS loss (
    what TEXT PRIMARY KEY,
    times INTEGER NOT NULL,
    examples TEXT NOT NULL           -- some, a line each
) WITHOUT ROWID;
"""

#: From each item without a parent downwards; articles stand below articles, but begin no thread.
PUT_IN_ORDER = """
WITH RECURSIVE reached (id, depth, root) AS (
    SELECT id, 0, id FROM record WHERE kind = :items AND parent = ''
    UNION ALL
    SELECT record.id, reached.depth + 1, reached.root
    FROM reached JOIN record ON record.kind = :items AND record.parent = reached.id
)
UPDATE record SET depth = reached.depth, root = reached.root
FROM reached
WHERE record.kind = :items AND record.id = reached.id
  AND (record.depth IS NOT reached.depth OR record.root <> reached.root)
"""
