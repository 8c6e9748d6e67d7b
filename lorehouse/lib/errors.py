"""What an action raises when it will not do what was asked."""


class Refused(Exception):
    """The house will not do this; the message is a sentence for the person who asked."""


class NotAllowed(Refused):
    """Whoever asks may not do it. Pages answer 403."""


class Unfit(Refused):
    """What was given cannot be used as it is. Pages answer 422 and keep what was typed."""


class TooMuch(Unfit):
    """It was fit, but it was too much at once. Pages answer 429 and keep what was typed."""


class Conflict(Refused):
    """Somebody else changed the thing meanwhile. Pages answer 409 and keep both texts."""
