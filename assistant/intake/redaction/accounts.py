"""Payment cards and bank accounts in a text, told by their check digits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from assistant.intake.tables import load

_NOT_DIGIT = re.compile(r"\D")


@dataclass(frozen=True, slots=True)
class AccountRules:
    """The expressions and lengths that cards and accounts are told by."""

    card: re.Pattern[str]
    brands: re.Pattern[str]
    grouping: re.Pattern[str]
    id_before: re.Pattern[str]
    card_before: re.Pattern[str]
    iban: re.Pattern[str]
    lengths: Mapping[str, int]


@cache
def account_rules() -> AccountRules:
    """Return the rules of the data file."""
    data = load("people_contacts.toml")
    card, iban = data.table("card"), data.table("iban")
    return AccountRules(
        card=card.pattern("number"),
        brands=card.pattern("brands"),
        grouping=card.pattern("grouping"),
        id_before=card.pattern("id_before"),
        card_before=card.pattern("card_before"),
        iban=iban.pattern("number"),
        lengths=MappingProxyType({word[:2]: int(word[2:]) for word in iban.words("lengths")}),
    )


def cards(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of the payment card numbers in `text`."""
    rules = account_rules()
    for match in rules.card.finditer(text):
        number = _NOT_DIGIT.sub("", match[0])
        if not rules.brands.fullmatch(number) or not luhn(number):
            continue
        before = text[max(0, match.start() - 40) : match.start()]
        announced = rules.card_before.search(before) is not None
        if match[0].isdigit():
            if not announced and (
                rules.id_before.search(before[-24:]) or not _is_usual(number, before)
            ):
                continue
        elif not announced and not rules.grouping.fullmatch(match[0]):
            continue
        yield match.span()


def _is_usual(number: str, before: str) -> bool:
    """Return whether a bare number is as long as most cards, and no column at a line's start."""
    return len(number) in (14, 15, 16) or (len(number) == 13 and bool(before.strip()))


def luhn(number: str) -> bool:
    """Return whether the check digit of a card number is right."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        doubled = int(digit) * (1 + place % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0 and set(number) != {"0"}


def ibans(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of the bank account numbers (IBAN) in `text`."""
    rules = account_rules()
    for match in rules.iban.finditer(text):
        length = rules.lengths.get(match[0][:2].upper())
        if length is None:
            continue
        kept = [at for at in range(*match.span()) if text[at].isalnum()]
        if len(kept) < length:
            continue
        end = kept[length - 1] + 1
        follows = text[end : end + 1]
        number = "".join(text[at] for at in kept[:length])
        if not follows.isalnum() and _mod97(number) == 1:
            yield match.start(), end


def _mod97(number: str) -> int:
    return int("".join(str(int(c, 36)) for c in number[4:] + number[:4])) % 97
