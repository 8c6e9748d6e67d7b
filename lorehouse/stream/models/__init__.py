"""What the stream knows of its kinds beyond items."""

from lorehouse.stream.models.ideas import Argument, Experience, Idea, Step
from lorehouse.stream.models.links import Page, Share
from lorehouse.stream.models.polls import Ballot, Option, Poll
from lorehouse.stream.models.questions import Question

__all__ = [
    "Argument",
    "Ballot",
    "Experience",
    "Idea",
    "Option",
    "Page",
    "Poll",
    "Question",
    "Share",
    "Step",
]
