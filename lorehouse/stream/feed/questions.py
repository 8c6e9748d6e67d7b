"""What the feed asks the database. Named SQL, because every page begins here.

A feed is chosen from indexes alone: each range of one index is in the feed's order already, so a
page takes a few entries of each range wherever the page is, and nothing has to be counted.
"""

CARDS = """
    WITH chosen AS ({chosen})
    SELECT i.id AS pk, i.kind, i.title, i.excerpt, i.score, i.merit, i.heat, i.reply_count,
           i.created_at, i.edited_at, i.active_at, i.audience_id,
           a.kind AS audience_kind, a.name AS audience_name, g.slug AS group_slug,
           p.id AS author_id, p.name AS author_name, p.handle AS author_handle,
           p.is_active AS author_active,
           x.id AS accepted_id, v.value AS mine, b.id AS saved_id, r.at AS read_at
    FROM chosen
    JOIN items_item i ON i.id = chosen.id
    JOIN people_person p ON p.id = i.author_id
    JOIN groups_audience a ON a.id = i.audience_id
    LEFT JOIN groups_group g ON g.audience_id = a.id
    LEFT JOIN stream_question q ON q.item_id = i.id
    LEFT JOIN items_item x ON x.id = q.accepted_answer_id AND x.state = 'live'
    LEFT JOIN items_vote v ON v.item_id = i.id AND v.voter_id = %(reader)s
    LEFT JOIN items_bookmark b ON b.item_id = i.id AND b.person_id = %(reader)s
    LEFT JOIN items_reading r ON r.item_id = i.id AND r.person_id = %(reader)s
    ORDER BY {order}
"""
TAGS = """
    SELECT t.item_id, t.tag_id, n.name FROM items_tagging t JOIN items_tag n ON n.id = t.tag_id
    WHERE t.item_id IN %(items)s ORDER BY n.name
"""

# Threads in the stream, as the conditions of the indexes have them.
LISTED = "i.lane = 'stream' AND i.parent_id IS NULL AND i.state = 'live'"
FILED = "i.lane = 'stream' AND i.active_at IS NOT NULL"

# The first entries of one range of an index. {place} is what all its entries share.
RANGE = """
    SELECT * FROM (
        SELECT {id} AS id, {columns} FROM {table} i {by_index}
        WHERE {place} {listed} {filters} {after}
        ORDER BY {order} LIMIT %(limit)s
    ) AS one_range
"""
MERGED = "SELECT id FROM ({ranges}) AS i ORDER BY {order} LIMIT %(limit)s"

# Those of the next entries of the whole house's index that the reader may see.
WINDOW = """
    SELECT i.id FROM (
        SELECT {columns} FROM items_item i {by_index}
        WHERE {place} {listed} {after}
        ORDER BY {order} LIMIT %(window)s
    ) AS i WHERE i.audience_id IN %(audiences)s {filters} LIMIT %(limit)s
"""

SEEN = "AND i.audience_id IN %(audiences)s"
KIND = "AND i.kind = %(kind)s"
SINCE = "AND i.created_at >= %(since)s"
UNANSWERED = """
    AND i.kind = 'question' AND NOT EXISTS (
        SELECT 1 FROM stream_question q JOIN items_item x ON x.id = q.accepted_answer_id
        WHERE q.item_id = {id} AND x.state = 'live')
"""
TAGGED = """
    AND EXISTS (SELECT 1 FROM items_tagging t JOIN items_tag n ON n.id = t.tag_id
                WHERE t.item_id = {id} AND n.name = %(tag)s)
"""
AT_STAGE = "AND {id} IN (SELECT s.item_id FROM stream_idea s WHERE s.stage = %(stage)s)"
OF_TAG = "i.tag_id = (SELECT n.id FROM items_tag n WHERE n.name = %(tag)s) AND"
ANSWERED_BY_OTHERS = """
    AND i.kind = 'question' AND EXISTS (
        SELECT 1 FROM items_item x WHERE x.parent_id = i.id AND x.kind = 'answer'
          AND x.state = 'live' AND x.author_id NOT IN %(own)s)
"""

# What one of the sources of the reader's own feeds brings.
OF_INTEREST = """
    i.audience_id IN %(groups)s OR i.author_id IN %(people)s OR EXISTS (
        SELECT 1 FROM items_tagging t WHERE t.item_id = i.id AND t.tag_id IN %(tags)s)
"""

# Of the next hot threads, those that at least two people of one of the reader's groups found good.
FOUND_USEFUL = """
    SELECT i.id, i.heat FROM (
        SELECT i.id, i.heat, i.audience_id, i.kind FROM items_item i {by_index}
        WHERE {listed} {after} ORDER BY i.heat DESC, i.id DESC LIMIT %(nearby)s
    ) AS i WHERE i.audience_id IN %(audiences)s {filters} AND EXISTS (
        SELECT 1 FROM items_vote v
        JOIN groups_holding h ON h.person_id = v.voter_id AND h.audience_id IN %(peers)s
        WHERE v.item_id = i.id AND v.value = 1 AND v.voter_id <> %(reader)s
        GROUP BY h.audience_id HAVING COUNT(*) >= 2)
"""
AMONG_USEFUL = "OR i.id IN (SELECT useful.id FROM ({useful}) AS useful)"
MINE = "OR (i.author_id IN %(own)s {answered})"
WHO_FOUND_USEFUL = """
    SELECT v.item_id, g.name, g.slug, COUNT(*) AS number
    FROM items_vote v
    JOIN groups_holding h ON h.person_id = v.voter_id AND h.audience_id IN %(peers)s
    JOIN groups_group g ON g.audience_id = h.audience_id
    WHERE v.item_id IN %(items)s AND v.value = 1 AND v.voter_id <> %(reader)s
    GROUP BY v.item_id, g.id, g.name, g.slug HAVING COUNT(*) >= 2
    ORDER BY COUNT(*), g.name
"""
GROUPS = """
    SELECT g.audience_id, 1 AS is_own FROM groups_membership m
    JOIN groups_group g ON g.id = m.group_id WHERE m.person_id = %(reader)s
    UNION ALL
    SELECT g.audience_id, 0 AS is_own FROM groups_group g WHERE g.id IN %(followed)s
"""
