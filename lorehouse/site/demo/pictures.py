"""Puts the pictures of the demo house's articles where its readers can see them."""

import re
from dataclasses import replace

from lorehouse.items.actions.attaching import attach_bytes
from lorehouse.site.demo.cast import Cast
from lorehouse.site.demo.content import CONTENT, Page
from lorehouse.site.demo.diary import Diary

_PICTURE = re.compile(r"\]\(\.\./images/([\w-]+\.png)\)")


def hung(page: Page, cast: Cast, diary: Diary) -> Page:
    """`page` with every picture uploaded by its author, and its address in the body."""
    uploader = cast.people[page.said["author"]]
    now = diary.day(page.said["created_days_ago"])

    def upload(found: re.Match[str]) -> str:
        data = (CONTENT / "library" / "images" / found[1]).read_bytes()
        kept = attach_bytes(uploader=uploader, name=found[1], data=data, now=now)
        return f"]({kept.get_absolute_url()})"

    return replace(page, body=_PICTURE.sub(upload, page.body))
