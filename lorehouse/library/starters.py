"""What each type of article is for, and the text a new one of it starts with."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lorehouse.library.models import Article


@dataclass(frozen=True, kw_only=True)
class Starter:
    """One type: its icon, what it is for in a sentence, and its first text in Markdown."""

    icon: str
    purpose: Promise
    body: Promise


STARTERS: dict[str, Starter] = {
    Article.Type.GUIDE: Starter(
        icon="compass",
        purpose=_("Explains a subject so that somebody can act on it."),
        body=_(
            "Who this is for, and what they can do after reading it.\n\n"
            "## In short\n\n"
            "The three things to remember.\n\n"
            "## How it works\n\n"
            "What one has to understand, in the order one needs it.\n\n"
            "## How to go about it\n\n"
            "What to do, with an example.\n\n"
            "## Where people go wrong\n\n"
            "- What happens, and how to notice it early.\n\n"
            "## More\n\n"
            "- Links to related articles: [[Title of an article]]\n"
        ),
    ),
    Article.Type.PROCEDURE: Starter(
        icon="list-checks",
        purpose=_("Steps in order, with who does what and how long it takes."),
        body=_(
            "Use this when … It ends when …\n\n"
            "| | |\n| --- | --- |\n| Who | Role that does it |\n| Time | About … minutes |\n"
            "| You need | Access, forms, tools |\n\n"
            "## Steps\n\n"
            "1. **First step.** Who does it, and what is there afterwards. (2 min)\n"
            "2. **Second step.** … (5 min)\n"
            "3. **Check.** How you see that it worked.\n\n"
            "## If something goes wrong\n\n"
            "- What you see: what to do, and whom to ask.\n"
        ),
    ),
    Article.Type.BEST_PRACTICE: Starter(
        icon="award",
        purpose=_("What has worked, where, and how one knows."),
        body=_(
            "The practice in one sentence.\n\n"
            "## When it fits\n\n"
            "The situation it was tried in, and where it does not fit.\n\n"
            "## How to do it\n\n"
            "What exactly was done.\n\n"
            "## How we know\n\n"
            "What became better, for whom, over which time, and how it was measured.\n\n"
            "## What it costs\n\n"
            "Time, money, attention, side effects.\n"
        ),
    ),
    Article.Type.FAQ: Starter(
        icon="circle-question-mark",
        purpose=_("Questions people really ask, each with a short answer."),
        body=_(
            "What these questions are about.\n\n"
            "## First question, as somebody would ask it?\n\n"
            "The answer in two sentences. More: [[Title of an article]].\n\n"
            "## Second question?\n\n"
            "The answer.\n"
        ),
    ),
    Article.Type.REFERENCE: Starter(
        icon="table-2",
        purpose=_("Facts to look up: values, contacts, terms, formats."),
        body=_(
            "What is listed here, and where it comes from.\n\n"
            "| Name | Value | Valid from | Note |\n| --- | --- | --- | --- |\n| | | | |\n\n"
            "## Terms\n\n"
            "**Term.** What it means here.\n\n"
            "## Sources\n\n"
            "- Where each fact comes from and when it was checked.\n"
        ),
    ),
    Article.Type.POLICY: Starter(
        icon="scale",
        purpose=_("A rule, whom it binds, and what to do in an exception."),
        body=_(
            "The rule in one sentence.\n\n"
            "## Whom it binds\n\n"
            "People, places and situations; since when.\n\n"
            "## What it asks\n\n"
            "1. What one has to do.\n2. What one must not do.\n\n"
            "## Why\n\n"
            "The law, the risk or the decision behind it.\n\n"
            "## Exceptions\n\n"
            "Who may grant one, and how to ask.\n"
        ),
    ),
    Article.Type.DECISION: Starter(
        icon="gavel",
        purpose=_("What was decided, why, and what else was considered."),
        body=_(
            "We decided to …\n\n"
            "| | |\n| --- | --- |\n| Decided on | |\n| Decided by | |\n"
            "| To be looked at again | |\n\n"
            "## The question\n\n"
            "What made a decision necessary.\n\n"
            "## What we considered\n\n"
            "- **One way.** What spoke for it and against it.\n"
            "- **Another way.** …\n\n"
            "## What follows\n\n"
            "What changes, for whom, and what becomes harder.\n"
        ),
    ),
}
