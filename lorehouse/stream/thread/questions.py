"""What a conversation's page asks the database. Named SQL: few questions, whatever its size."""

ROOT = """
    SELECT i.id AS pk, i.kind, i.title, i.html, i.state, i.score, i.reply_count, i.version,
           i.created_at, i.edited_at, i.active_at, i.audience_id,
           a.kind AS audience_kind, a.name AS audience_name,
           g.slug AS group_slug, g.purpose AS group_purpose,
           p.id AS author_id, p.name AS author_name, p.handle AS author_handle,
           p.is_active AS author_active,
           p.standing AS author_standing,
           x.id AS accepted_id, v.value AS mine, b.id AS saved_id,
           COALESCE(r.reached_at, r.at) AS read_at
    FROM items_item i
    JOIN people_person p ON p.id = i.author_id
    JOIN groups_audience a ON a.id = i.audience_id
    LEFT JOIN groups_group g ON g.audience_id = a.id
    LEFT JOIN stream_question q ON q.item_id = i.id
    LEFT JOIN items_item x ON x.id = q.accepted_answer_id AND x.state = 'live'
    LEFT JOIN items_vote v ON v.item_id = i.id AND v.voter_id = %(reader)s
    LEFT JOIN items_bookmark b ON b.item_id = i.id AND b.person_id = %(reader)s
    LEFT JOIN items_reading r ON r.item_id = i.id AND r.person_id = %(reader)s
    WHERE i.id = %(id)s AND i.lane = 'stream' AND i.parent_id IS NULL
      AND i.state = 'live' AND i.audience_id IN %(audiences)s
"""
# What every reply on the page shows. A removed one leaves a gap without words and without a name.
SHOWN = """
    i.id AS pk, i.parent_id, i.kind, i.state, i.score, i.created_at, i.version,
    CASE WHEN i.state = 'live' THEN i.html ELSE '' END AS html,
    CASE WHEN i.state = 'live' THEN i.edited_at END AS edited_at,
    p.id AS author_id, p.name AS author_name, p.handle AS author_handle,
           p.is_active AS author_active, v.value AS mine,
    m.remover_id
"""
BESIDE = """
    JOIN people_person p ON p.id = i.author_id
    LEFT JOIN items_vote v ON v.item_id = i.id AND v.voter_id = %(reader)s
    LEFT JOIN items_removal m ON m.item_id = i.id
"""
REPLIES = """
    WITH placed AS (
        SELECT i.id, i.merit, i.created_at,
               CASE WHEN i.id = %(accepted)s THEN 0 ELSE 1 END AS behind, {place} AS place
        FROM items_item i
        WHERE i.parent_id = %(id)s AND i.kind = %(kind)s AND i.state IN ('live', 'removed')
    ), chosen AS (
        SELECT id, behind, place, created_at FROM placed {after}
        ORDER BY behind {down}, place {down}, created_at {direction}, id {direction}
        LIMIT %(limit)s
    )
    SELECT {shown}, chosen.behind, chosen.place
    FROM chosen JOIN items_item i ON i.id = chosen.id {beside}
    ORDER BY chosen.behind {down}, chosen.place {down}, i.created_at {direction}, i.id {direction}
"""
APART = """
    SELECT {shown} FROM items_item i {beside}
    WHERE i.parent_id = %(id)s AND i.kind IN %(kinds)s AND i.state IN ('live', 'removed')
    ORDER BY i.merit DESC, i.created_at, i.id LIMIT %(most)s
"""
BELOW = """
    WITH RECURSIVE below (id, top) AS (
        SELECT i.id, i.parent_id FROM items_item i
        WHERE i.parent_id IN %(tops)s AND i.kind = 'comment'
        UNION ALL
        SELECT i.id, below.top FROM items_item i JOIN below ON i.parent_id = below.id
    ), placed AS (
        SELECT i.id, below.top,
               ROW_NUMBER() OVER (PARTITION BY below.top ORDER BY i.created_at, i.id) AS number,
               COUNT(*) OVER (PARTITION BY below.top) AS total
        FROM below JOIN items_item i ON i.id = below.id WHERE i.state IN ('live', 'removed')
    )
    SELECT {shown}, placed.top, placed.total, w.id AS to_id, w.name AS to_name,
           w.handle AS to_handle,
           w.is_active AS to_active
    FROM placed JOIN items_item i ON i.id = placed.id {beside}
    LEFT JOIN items_item up ON up.id = i.parent_id AND up.id <> placed.top AND up.state = 'live'
    LEFT JOIN people_person w ON w.id = up.author_id
    WHERE placed.number <= %(most)s OR (placed.top = %(opened)s AND placed.number <= %(all)s)
    ORDER BY placed.top, placed.number
"""
# Some of a conversation's items by themselves, with what each hangs below and whom it answers.
ONES = """
    SELECT {shown}, w.id AS to_id, w.name AS to_name, w.handle AS to_handle,
           w.is_active AS to_active
    FROM items_item i {beside}
    LEFT JOIN items_item up ON up.id = i.parent_id AND up.state = 'live'
        AND up.parent_id IS NOT NULL AND NOT (up.parent_id = %(id)s AND up.kind = %(kind)s)
    LEFT JOIN people_person w ON w.id = up.author_id
    WHERE i.root_id = %(id)s AND i.id IN %(items)s AND i.state IN ('live', 'removed')
    ORDER BY i.created_at, i.id
"""
REACTIONS = """
    SELECT r.item_id, r.emoji, COUNT(*) AS number,
           MAX(CASE WHEN r.person_id = %(reader)s THEN 1 ELSE 0 END) AS is_mine
    FROM items_reaction r WHERE r.item_id IN %(items)s
    GROUP BY r.item_id, r.emoji ORDER BY MIN(r.id)
"""
TAKING_PART = """
    SELECT p.id AS pk, p.name, p.handle, p.is_active, count(*) AS number
    FROM items_item i JOIN people_person p ON p.id = i.author_id
    WHERE i.root_id = %(id)s AND i.state = 'live'
    GROUP BY p.id, p.name, p.handle, p.is_active ORDER BY count(*) DESC, p.name LIMIT %(limit)s
"""

# From a reply upwards to what stands directly below the root.
UP = """
    WITH RECURSIVE up (id, parent_id, kind) AS (
        SELECT id, parent_id, kind FROM items_item WHERE id = %(reply)s AND root_id = %(root)s
        UNION ALL
        SELECT i.id, i.parent_id, i.kind FROM items_item i JOIN up ON i.id = up.parent_id
    )
    SELECT id, kind FROM up WHERE parent_id = %(root)s
"""
BEHIND = """
    WHERE (behind, place) {past} (%(behind)s, %(place)s)
       OR (behind = %(behind)s AND place = %(place)s
           AND (created_at, id) {sign} (%(created_at)s, %(after_id)s))
"""
FROM_TOP = """
    WHERE EXISTS (
        SELECT 1 FROM placed t WHERE t.id = %(top)s AND (
            (placed.behind, placed.place) > (t.behind, t.place)
            OR (placed.behind = t.behind AND placed.place = t.place
                AND (placed.created_at, placed.id) {sign}= (t.created_at, t.id))))
"""

# What others wrote in a conversation behind a time.
UNREAD = """
    FROM items_item i
    WHERE i.root_id = %(id)s AND i.state = 'live' AND i.author_id <> %(reader)s
      AND i.created_at > %(since)s
"""
UNREAD_COUNT = f"SELECT COUNT(*) AS number {UNREAD}"
UNREAD_FIRST = f"SELECT i.id AS pk {UNREAD} ORDER BY i.created_at, i.id LIMIT 1"
BODY = "SELECT body FROM items_item WHERE id = %(id)s AND state = 'live'"

# How replies are ordered: the number they are placed by (after the accepted one), then time.
SORTS = {
    "best": ("0 - i.merit", "ASC"),
    "oldest": ("0", "ASC"),
    "newest": ("0", "DESC"),
}
