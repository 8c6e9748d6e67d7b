"""An idea as one reader sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lorehouse.items.models import Item
from lorehouse.items.policy import may_reply
from lorehouse.people.models import Person, Visitor
from lorehouse.stream import policy
from lorehouse.stream.feed import Byline
from lorehouse.stream.models import Argument, Experience, Idea
from lorehouse.stream.thread import APART_KINDS, Reply, Thread, beside

PATH = (Idea.Stage.PROPOSED, Idea.Stage.DEBATED, Idea.Stage.TRIAL)


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A step of the path that was taken."""

    stage: str
    word: str
    mover: Byline
    at: datetime
    reason: str


@dataclass(frozen=True, kw_only=True)
class Tried:
    """Somebody's experience: how it went, under which circumstances, and what they say."""

    outcome: str
    word: str
    circumstances: str
    reply: Reply


@dataclass(frozen=True, kw_only=True)
class ShownIdea:
    """An idea: its path, what speaks for and against it, how trials went."""

    pk: int
    stage: str
    steps: tuple[Taken, ...]
    path: tuple[tuple[str, str, str], ...]  # (stage, word, "done", "here" or "ahead")
    pro: tuple[Reply, ...]
    contra: tuple[Reply, ...]
    tried: tuple[Tried, ...]
    may_move: bool
    may_argue: bool
    may_report: bool
    next: tuple[tuple[str, str], ...]

    @property
    def decision(self) -> Taken | None:
        """The step that adopted or declined it."""
        return self.steps[-1] if self.stage in {"adopted", "declined"} else None

    def tally(self) -> tuple[tuple[str, str, int], ...]:
        """How many experiences went which way: (outcome, word, number)."""
        outcomes = [one.outcome for one in self.tried if not one.reply.is_removed]
        return tuple(
            (value, str(Experience.Outcome(value).label), outcomes.count(value))
            for value in Experience.Outcome.values
            if value in outcomes
        )


def idea(reader: Person | Visitor, item: Item, shown: Thread) -> ShownIdea | None:
    """The idea of `item`, which `reader` may read; None when it has none."""
    found = Idea.objects.visible_to(reader).filter(item=item).first()
    if found is None:
        return None
    replies = beside(reader, shown, sorted(APART_KINDS))
    sides = dict(Argument.objects.filter(item__parent=item).values_list("item_id", "side"))
    tried = {one.pk: one for one in Experience.objects.filter(item__parent=item)}
    replies_here = may_reply(reader, item)
    return ShownIdea(
        pk=item.pk,
        stage=found.stage,
        steps=_steps(found),
        path=_path(found.stage),
        pro=tuple(one for one in replies if sides.get(one.pk) == Argument.Side.FOR),
        contra=tuple(one for one in replies if sides.get(one.pk) == Argument.Side.AGAINST),
        tried=tuple(_tried(tried[one.pk], one) for one in replies if one.pk in tried),
        may_move=policy.may_move(reader, item),
        may_argue=replies_here and not found.is_decided,
        may_report=replies_here and found.stage not in PATH[:2],
        next=tuple(
            (value, str(word)) for value, word in Idea.Stage.choices if value != found.stage
        ),
    )


def places_of(shown: Thread | None, replies: Sequence[Reply]) -> dict[int, str]:
    """Where on an idea's page replies stand that have a place of their own, as selectors."""
    if shown is None or shown.kind != Item.Kind.IDEA:
        return {}
    apart = {one.pk for one in replies if one.kind in APART_KINDS}
    sides = dict(Argument.objects.filter(item__in=apart).values_list("item_id", "side"))
    return {pk: f"#arguments-{sides[pk]}" if pk in sides else f"#tried-{pk}" for pk in apart}


def _steps(found: Idea) -> tuple[Taken, ...]:
    return tuple(
        Taken(
            stage=one.stage,
            word=one.get_stage_display(),
            mover=Byline(one.mover_id, one.mover.name, one.mover.handle),
            at=one.at,
            reason=one.reason,
        )
        for one in found.steps.select_related("mover")
    )


def _path(stage: str) -> tuple[tuple[str, str, str], ...]:
    """The stages from proposal to decision, and which of them is the present one."""
    end = stage if stage == Idea.Stage.DECLINED else Idea.Stage.ADOPTED
    stages = [str(one) for one in (*PATH, end)]
    here = stages.index(stage)
    return tuple(
        (one, str(Idea.Stage(one).label), "done" if n < here else "here" if n == here else "ahead")
        for n, one in enumerate(stages)
    )


def _tried(one: Experience, reply: Reply) -> Tried:
    return Tried(
        outcome=one.outcome,
        word=one.get_outcome_display(),
        circumstances="" if reply.is_removed else one.circumstances,
        reply=reply,
    )
