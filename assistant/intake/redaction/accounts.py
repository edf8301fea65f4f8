"""Payment cards and bank accounts in a text, told by their check digits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from assistant.intake.tables import load

_GROUP = re.compile(r"\d+")
_SHORTEST = 12
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
        start, end = match.span()
        if _is_card(text, start, end, rules):
            yield start, end
        elif not match[0].isdigit():
            yield from _within(text, start, end, rules)


def _within(text: str, start: int, end: int, rules: AccountRules) -> Iterator[tuple[int, int]]:
    """Yield the card number in a run of groups that a date or a code goes on with."""
    groups = [group.span() for group in _GROUP.finditer(text, start, end)]
    for first, _ in groups:
        for _, last in reversed(groups):
            if last - first > _SHORTEST and _is_card(text, first, last, rules):
                yield first, last
                return


def _is_card(text: str, start: int, end: int, rules: AccountRules) -> bool:
    written = text[start:end]
    number = _NOT_DIGIT.sub("", written)
    if not rules.brands.fullmatch(number) or not luhn(number):
        return False
    before = text[max(0, start - 40) : start]
    announced = rules.card_before.search(before) is not None
    if written.isdigit():
        usual = _is_usual(number, before) and not rules.id_before.search(before[-24:])
        return announced or usual
    return announced or rules.grouping.fullmatch(written) is not None


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
