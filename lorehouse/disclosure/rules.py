"""The rules the gate goes by. Arithmetic and patterns only: no Django, no database."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

PASS, HOLD, BLOCK = "pass", "hold", "block"
NARROW, MEMBERS, PUBLIC = "narrow", "members", "public"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something in a text that a rule is about, at characters `start` to `end`."""

    rule: str
    kind: str
    start: int
    end: int
    outcome: str
    message: str


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A pattern, and what happens to a text that has it, by how wide the audience is."""

    name: str
    kind: str
    pattern: re.Pattern[str]
    outcome: dict[str, str]
    message: str
    holds_for: Callable[[str], bool] = lambda _: True


def luhn(digits: str) -> bool:
    """Whether the check digit of a payment card's number is right (ISO/IEC 7812-1, annex B)."""
    numbers = [int(one) for one in digits if one.isdigit()]
    doubled = [n if i % 2 else sum(divmod(2 * n, 10)) for i, n in enumerate(numbers[::-1], 1)]
    return 13 <= len(numbers) <= 19 and sum(doubled) % 10 == 0


def iban(text: str) -> bool:
    """Whether the check digits of a bank account's number are right (ISO 13616, modulo 97)."""
    plain = re.sub(r"\s", "", text).upper()
    turned = plain[4:] + plain[:4]
    return int("".join(str(int(one, 36)) for one in turned)) % 97 == 1


ANYWHERE_BLOCKED = {NARROW: HOLD, MEMBERS: BLOCK, PUBLIC: BLOCK}
OUTSIDE_HELD = {NARROW: PASS, MEMBERS: PASS, PUBLIC: HOLD}
WIDE_HELD = {NARROW: PASS, MEMBERS: HOLD, PUBLIC: BLOCK}

RULES = (
    Rule(
        name="private_key",
        kind="secret",
        outcome=ANYWHERE_BLOCKED,
        pattern=re.compile(r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----"),
        message="A private key.",
    ),
    Rule(
        name="access_token",
        kind="secret",
        outcome=ANYWHERE_BLOCKED,
        pattern=re.compile(
            r"\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36,}|xox[abprs]-[A-Za-z0-9-]{10,}"
            r"|sk_live_[A-Za-z0-9]{16,}|eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,})"
        ),
        message="An access token.",
    ),
    Rule(
        name="password",
        kind="secret",
        outcome=WIDE_HELD,
        pattern=re.compile(r"(?i)\b(?:password|passwort|passwd|api[_ -]?key)\s*[:=]\s*\S{6,}"),
        message="What looks like a password.",
    ),
    Rule(
        name="payment_card",
        kind="personal",
        outcome=ANYWHERE_BLOCKED,
        pattern=re.compile(r"\b\d(?:[ -]?\d){12,18}\b"),
        holds_for=luhn,
        message="A payment card's number.",
    ),
    Rule(
        name="bank_account",
        kind="personal",
        outcome=WIDE_HELD,
        pattern=re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b"),
        holds_for=iban,
        message="A bank account's number.",
    ),
    Rule(
        name="email_address",
        kind="personal",
        outcome=OUTSIDE_HELD,
        pattern=re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b"),
        message="Somebody's e-mail address.",
    ),
    Rule(
        name="phone_number",
        kind="personal",
        outcome=OUTSIDE_HELD,
        pattern=re.compile(
            r"(?<![\w.])(?:\+|00)\d{1,3}[ ./-]?\(?\d{1,4}\)?(?:[ ./-]?\d{2,4}){2,4}\b"
        ),
        message="A telephone number.",
    ),
    Rule(
        name="marked_internal",
        kind="marking",
        outcome=OUTSIDE_HELD,
        pattern=re.compile(
            r"(?i)\b(?:internal only|not for distribution|confidential|nur intern)\b"
        ),
        message="Words that mark it as internal.",
    ),
)


def findings(text: str, width: str) -> Iterator[Finding]:
    """What the rules find in `text` for an audience of this width, in order of the rules."""
    for rule in RULES:
        for match in rule.pattern.finditer(text):
            if rule.holds_for(match[0]):
                yield Finding(
                    rule=rule.name,
                    kind=rule.kind,
                    start=match.start(),
                    end=match.end(),
                    outcome=rule.outcome[width],
                    message=rule.message,
                )


def worst(outcomes: list[str]) -> str:
    """The strictest of several outcomes; to pass when there is none."""
    return max([PASS, *outcomes], key=[PASS, HOLD, BLOCK].index)
