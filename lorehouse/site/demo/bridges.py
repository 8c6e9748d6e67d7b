"""What articles of the demo house grew from: passages of its talk, paragraph by paragraph."""

from datetime import datetime

from lorehouse.bridge import actions as bridge
from lorehouse.bridge import anchoring
from lorehouse.bridge.models import Provenance
from lorehouse.items.models import Item
from lorehouse.lib import markdown
from lorehouse.library import actions as library
from lorehouse.library.models import Proposal, Space
from lorehouse.people.models import Person
from lorehouse.site.demo import content
from lorehouse.site.demo.content import Page, Record

Origin = tuple[int, str]  # the item of the conversation, the key of its block


class Bridges:
    """Makes articles out of conversations where the content says that they grew from one."""

    def __init__(self, threads: dict[str, list[Item]]) -> None:
        self._threads = threads

    def draft(
        self, page: Page, space: Space, writer: Person, body: str, *, now: datetime
    ) -> Proposal:
        """The first text of an article, distilled if the article began as a conversation."""
        said = page.said
        note = said.get("review", {}).get("note", "")
        if not self._began_as_talk(page):
            proposal = library.draft(
                writer=writer,
                space=space,
                title=said["title"],
                body=body,
                type=said["type"],
                tags=said["tags"],
                slug=page.slug,
                now=now,
            )
        else:
            proposal = bridge.distil(
                editor=writer,
                thread=self._threads[said["grew_from"]][0],
                blocks=list(dict.fromkeys(self._passages(page))),
                space=space,
                title=said["title"],
                type=said["type"],
                tags=said["tags"],
                now=now,
            )
            proposal.article.slug = page.slug
            proposal.article.save(update_fields=["slug"])  # the content's, not the title's
        if proposal.body == body and not note:
            return proposal
        proposal = library.save(
            writer=writer,
            article=proposal.article,
            title=said["title"],
            body=body,
            tags=said["tags"],
            note=note,
            now=now,
        )
        self._anchor(page, proposal)
        return proposal

    def remember_change(
        self, page: Page, proposal: Proposal, edit: Record, *, now: datetime
    ) -> None:
        """Where a later change brought a conversation in, note what came from it."""
        said = content.bridges().get(page.name)
        if said is None or self._began_as_talk(page):
            return
        if (edit["author"], edit["days_ago"]) != (said["distilled_by"], said["distilled_days_ago"]):
            return
        body = proposal.body
        proposal = bridge.add_passages(
            editor=proposal.author,
            proposal=proposal,
            thread=self._threads[page.said["grew_from"]][0],
            blocks=list(dict.fromkeys(self._passages(page))),
            now=now,
        )
        proposal = library.save(
            writer=proposal.author,
            article=proposal.article,
            title=proposal.title,
            body=body,
            tags=proposal.tags,
            note=proposal.note,
            now=now,
        )
        self._anchor(page, proposal)

    def _began_as_talk(self, page: Page) -> bool:
        """Whether the conversation was there before the article."""
        said = content.bridges().get(page.name)
        return said is not None and bool(said["days_ago"] > page.said["created_days_ago"])

    def _passages(self, page: Page) -> list[Origin]:
        """For each paragraph with a provenance, the block that has most of its words."""
        return [self._origin(page, one) for one in page.said["provenance"]]

    def _origin(self, page: Page, one: Record) -> Origin:
        key, _, number = one["from"].partition("/")
        source = self._threads[key][int(number)]
        wanted = anchoring.words(paragraph(page, one).text)
        blocks = markdown.blocks(source.body)
        best = max(blocks, key=lambda block: len(wanted & anchoring.words(block.text)))
        return source.pk, best.key

    def _anchor(self, page: Page, proposal: Proposal) -> None:
        """Let each passage point at the paragraph the content names.

        The rewriting here is larger than what anchoring alone would recognise.
        """
        rows = {(row.source_id, row.passage): row for row in proposal.article.provenance.all()}
        for one in page.said.get("provenance", []):
            item_id, key = self._origin(page, one)
            source = Item.objects.get(pk=item_id)
            passage = next(b.markdown for b in markdown.blocks(source.body) if b.key == key)
            row = rows[item_id, passage]
            row.block = paragraph(page, one).key
            Provenance.objects.filter(pk=row.pk).update(block=row.block)


def paragraph(page: Page, one: Record) -> markdown.Block:
    """The block of an article that a line of its provenance is about."""
    wanted = " ".join(one["paragraph_starts"].split())
    return next(
        block for block in markdown.blocks(page.body) if wanted in " ".join(block.markdown.split())
    )
