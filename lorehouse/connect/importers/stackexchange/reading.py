"""A Stack Exchange dump to people, questions, answers, comments and links between them."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from lorehouse.connect.importers.reading import Errand, NotThatSource, too_long
from lorehouse.connect.importers.records import ItemRecord, LinkRecord, PersonRecord, Record
from lorehouse.connect.importers.stackexchange.history import versions
from lorehouse.connect.importers.stackexchange.rows import Attributes, find, rows
from lorehouse.connect.importers.stackexchange.sidings import Sidings
from lorehouse.lib.html_to_markdown import html_to_markdown
from lorehouse.lib.times import NotATime, parse

_QUESTION, _ANSWER = "1", "2"
_OTHER_POSTS = {
    "3": "wiki posts", "4": "tag wiki excerpts", "5": "tag wikis", "6": "moderator nominations",
    "7": "wiki placeholders", "8": "privilege wikis",
}  # fmt: skip
_LINKS = {"1": "cites", "3": "duplicates"}
_IDS = {"Owner": "OwnerUserId", "User": "UserId"}
_NAMELESS = "Somebody who left"


def read(errand: Errand) -> Iterator[Record]:
    """All that the dump in the folder `errand.path` holds. Raises NotThatSource."""
    folder = errand.path
    try:
        posts = find(folder, "Posts.xml")
    except OSError as reason:
        why = (reason.strerror or "it is no folder").lower()
        raise NotThatSource(f"{folder} cannot be read: {why}.") from reason
    if posts is None:
        raise NotThatSource(
            f"{folder.name} is not the folder of a Stack Exchange dump: Posts.xml is missing."
        )
    yield from _Dump(folder, posts, errand).records()


class _Dump:
    """One reading of one dump."""

    def __init__(self, folder: Path, posts: Path, errand: Errand) -> None:
        self._folder, self._posts, self._notes = folder, posts, errand.notes
        self._sidings = Sidings(errand.scratch, errand.notes)
        self._accepted: set[str] = set()
        self._named: set[str] = set()
        self._read: set[str] = set()  # ids of posts that are records

    def records(self) -> Iterator[Record]:
        """Everything, people first."""
        try:
            self._gather()
            yield from self._people()
            yield from self._texts()
            yield from self._comments()
            yield from self._links()
            self._lose_files()
        finally:
            self._sidings.close()

    def _gather(self) -> None:
        if path := find(self._folder, "Votes.xml"):
            self._sidings.gather_votes(path)
        if path := find(self._folder, "PostHistory.xml"):
            self._sidings.gather_history(path)
        seen = 0
        for row in rows(self._posts):
            seen += 1
            if answer := row.get("AcceptedAnswerId"):
                self._accepted.add(answer)
        if not seen:
            raise NotThatSource("There is no post in Posts.xml.")

    def _people(self) -> Iterator[PersonRecord]:
        path = find(self._folder, "Users.xml")
        for row in rows(path) if path else ():
            name = row.get("Id", "")
            if not name:
                self._notes.skip("a row of Users.xml", "It has no Id.")
                continue
            self._named.add(name)
            for field in ("WebsiteUrl", "Location"):
                if row.get(field):
                    self._notes.lose(f"people's {field}", f"user {name}")
            yield PersonRecord(
                id=name, name=row.get("DisplayName", "")[:120] or f"User {name}",
                bio=html_to_markdown(row.get("AboutMe", ""))[:2000],
                joined=self._time(row, "CreationDate"),
            )  # fmt: skip

    def _texts(self) -> Iterator[Record]:
        for row in rows(self._posts):
            kind, name = row.get("PostTypeId", ""), row.get("Id", "")
            if kind not in (_QUESTION, _ANSWER):
                what = _OTHER_POSTS.get(kind, f"posts of type {kind}")
                self._notes.lose(what, f"post {name}")
            elif reason := _unfit(row):
                self._notes.skip(f"row {name} of Posts.xml", reason)
            else:
                self._read.add(name)
                yield from self._writer(row, "Owner")
                yield self._post(row, is_question=kind == _QUESTION)

    def _post(self, row: Attributes, *, is_question: bool) -> ItemRecord:
        name = row["Id"]
        title = row.get("Title", "") if is_question else ""
        earlier = versions(self._sidings.history(name))
        up, down = self._votes(name, row.get("Score", "0"))
        edited = self._time(row, "LastEditDate")
        return ItemRecord(
            id=name, kind="question" if is_question else "answer", title=title,
            body=row.get("Body", ""), format="html",
            markdown=earlier[-1].body if earlier else "", versions=tuple(earlier[:-1]),
            editor=earlier[-1].author if earlier else "", note=earlier[-1].note if earlier else "",
            author=_author(row, "Owner"), created=self._time(row, "CreationDate"),
            edited=edited,
            reply_to="" if is_question else row.get("ParentId", ""),
            accepted=name in self._accepted, up=up, down=down, tags=_tags(row.get("Tags", "")),
        )  # fmt: skip

    def _comments(self) -> Iterator[Record]:
        path = find(self._folder, "Comments.xml")
        for row in rows(path) if path else ():
            name, post = row.get("Id", ""), row.get("PostId", "")
            if post not in self._read:
                self._notes.lose("comments on what is not brought along", f"comment {name}")
            elif not row.get("Text", "").strip():
                self._notes.skip(f"row {name} of Comments.xml", "It has no text.")
            else:
                yield from self._writer(row, "User")
                yield ItemRecord(
                    id=f"c{name}", kind="comment", body=row["Text"], reply_to=post,
                    author=_author(row, "User"), created=self._time(row, "CreationDate"),
                    up=max(0, _number(row.get("Score", "0"))),
                )  # fmt: skip

    def _links(self) -> Iterator[LinkRecord]:
        path = find(self._folder, "PostLinks.xml")
        for row in rows(path) if path else ():
            kind = _LINKS.get(row.get("LinkTypeId", ""))
            source, target = row.get("PostId", ""), row.get("RelatedPostId", "")
            if kind is None or source == target:
                self._notes.lose("links of an unknown type", f"link {row.get('Id', '')}")
            elif source not in self._read or target not in self._read:
                self._notes.lose("links to posts that are not in the dump", f"{source} to {target}")
            else:
                at = self._time(row, "CreationDate")
                yield LinkRecord(
                    id=f"{source} {kind} {target}", kind=kind, source=source, target=target, at=at
                )

    def _writer(self, row: Attributes, role: str) -> Iterator[PersonRecord]:
        """Whoever wrote a row, where Users.xml does not name them."""
        name = _author(row, role)
        if name not in self._named:
            self._named.add(name)
            shown = name.removeprefix("name:") if name.startswith("name:") else f"User {name}"
            yield PersonRecord(id=name, name=shown[:120])

    def _votes(self, post: str, written: str) -> tuple[int, int]:
        """Votes for and against, such that their difference is the score the post shows."""
        score = _number(written)
        up, down = self._sidings.votes(post)
        if up - down == score:
            return up, down
        self._notes.lose("single votes of a post whose sum is not its score", f"post {post}")
        return max(score, 0), max(-score, 0)

    def _time(self, row: Attributes, field: str) -> datetime | None:
        if not row.get(field):
            return None
        try:
            return parse(row[field])
        except NotATime:
            self._notes.lose(f"times that cannot be read ({field})", row[field])
            return None

    def _lose_files(self) -> None:
        if path := find(self._folder, "Badges.xml"):
            for row in rows(path):
                self._notes.lose("badges", row.get("Name", ""))


def _author(row: Attributes, role: str) -> str:
    """The person's id; people whose account is gone are known by the name they had."""
    name = row.get(f"{role}DisplayName", "").strip()
    return row.get(_IDS[role]) or f"name:{name or _NAMELESS}"[:120]


def _unfit(row: Attributes) -> str:
    if not row.get("Id"):
        return "It has no Id."
    if row.get("PostTypeId") == _ANSWER and not row.get("ParentId"):
        return "It is an answer without a question."
    if not (row.get("Body", "").strip() or row.get("Title", "").strip()):
        return "It has no text."
    return too_long(row.get("Body", ""))


def _tags(written: str) -> tuple[str, ...]:
    """`<a><b>`, as dumps had it, or `|a|b|`, as they have it now."""
    return tuple(re.findall(r"[^<>|]+", written))


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else 0
