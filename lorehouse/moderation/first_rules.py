"""The rules a new house begins with. They are its own from then on: its people change them."""

FIRST_RULES = (
    (
        "respect",
        "Argue with the idea, not with the person",
        """\
Disagree as clearly as you like. Say what is wrong with a proposal, a number, a decision, and
why.

Not here: insults, mockery, threats, remarks about somebody's looks, origin, belief, health,
age, sex or love, and digging until somebody leaves the conversation.

*Why:* people say what they know where they are not afraid of being hurt for it.
""",
    ),
    (
        "privacy",
        "What people have not agreed to stays out",
        """\
Write about cases so that nobody who is not in the conversation can be recognised in them: no
names, no pictures, no combination of place, date and detail that points at one person.

Not here: other people's private data, health, pay or appraisals; screenshots of private
messages; what somebody told you in confidence.

*Why:* what is written here is found by search for years.
""",
    ),
    (
        "confidential",
        "What was said in a closed room stays in it",
        """\
A group, a customer's space and a department have their own readers. Bring to others what you
learned, not what was said there, and ask first when in doubt.

Not here: copies from closed groups, contracts and prices of customers, passwords and keys.

*Why:* rooms in which one can think aloud exist only as long as their doors hold.
""",
    ),
    (
        "no-advertising",
        "No advertising, no chain letters",
        """\
A link to something that helps is welcome, your own work included: say that it is yours.

Not here: offers nobody asked for, the same text in many places, links for the sake of links,
mentioning people only to be noticed.

*Why:* everybody's attention is what this house runs on.
""",
    ),
    (
        "honesty",
        "Speak as who you are, and of what you know",
        """\
Say what is experience, what is opinion and what you have only heard. Where a group lets you
write under another name, one voice is enough.

Not here: pretending to be somebody else, arguing with oneself from several accounts, figures
made up, other people's texts passed off as one's own.

*Why:* answers here become articles that others rely on.
""",
    ),
    (
        "law",
        "Nothing unlawful",
        """\
Not here: what the law forbids, and help with it; texts, pictures and files that you may not
pass on.

*Why:* the house answers for what it publishes, and so do you.
""",
    ),
)
