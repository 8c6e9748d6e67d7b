"""A text that has no title, in two: words to call it by, and the rest."""

import re

LONGEST = 90  # characters of the first part
_SENTENCE = re.compile(r".{20,89}?[.?!](?=\s)")


def in_two(text: str) -> tuple[str, str]:
    """The first words of `text`, and what follows; empty when nothing does.

    They are its first sentence, unless that is too long (or too short to tell anything).
    """
    if len(text) <= LONGEST:
        return text, ""
    if sentence := _SENTENCE.match(text):
        return sentence[0], text[sentence.end() :].strip()
    head = text[:LONGEST].rpartition(" ")[0] or text[:LONGEST]
    return f"{head} …", f"… {text[len(head) :].strip()}"
