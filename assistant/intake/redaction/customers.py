"""Where records, letters and transcripts name a customer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.intake.anycase import anycase, anycase_fields
from assistant.intake.expressions import Expression
from assistant.intake.redaction.naming import could_be_name, is_given, tokens_of, vocabulary
from assistant.intake.tables import load
from assistant.intake.tries import alternation

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽΑ-ΩА-Я"
_CAPITAL = rf"[{_UPPER}][^\W\d_]{{1,30}}(?:['’\-][^\W\d_]{{1,30}}){{0,2}}\.?"
_SMALL = "de|da|van|von|der|den|bin|al|el|la|di|del|dos|le"
_FULL = rf"{_CAPITAL}(?: (?:{_CAPITAL}|[{_UPPER}]\.?|{_SMALL})){{0,3}}"
_CONTACT_FIELD = re.compile(r"\W{0,8}(?:e-?mail|phone|tel|mobile|address|dob|birth)", re.IGNORECASE)
_GAP = r"[\"'’\])*_]{0,3}(?:\s{0,2}(?:=>|[=:|>])\s{0,3}|\s{1,2})[\"'(\[*_]{0,3}"


@dataclass(frozen=True, slots=True)
class Named:
    """A name and where it stands; `customer` tells whether it is a customer's."""

    name: str
    start: int
    end: int
    customer: bool


@dataclass(frozen=True, slots=True)
class _Rules:
    marks: re.Pattern[str]
    openings: re.Pattern[str]
    small: frozenset[str]
    suffixes: frozenset[str]
    fields: Expression
    holders: Expression
    nested: Expression
    nouns: Expression
    titled: Expression
    greeting: Expression
    introduction: Expression
    record: Expression
    greeted: frozenset[str]
    companies: Expression
    company_says: Expression


@cache
def _rules() -> _Rules:
    data = load("people.toml").table("named")

    def either(key: str) -> str:
        return "|".join(
            re.escape(word).replace("_", r"[ _.\-]?")
            for word in sorted(data.words(key), key=lambda w: (-len(w), w))
        )

    fields, holders = anycase_fields(data.words("fields")), anycase_fields(data.words("holders"))
    titles = either("titles")
    greetings = either("greetings")
    words = {w for key in ("fields", "holders", "person_nouns") for w in data.words(key)}
    return _Rules(
        marks=re.compile(
            alternation(
                {part for word in words for part in word.split("_")[:1]}
                | {"holder", "name", "behalf", "kin"}
            )
        ),
        openings=re.compile(
            alternation(
                {*data.words("titles"), *data.words("greetings"), *data.words("small_titles")}
            )
        ),
        small=frozenset(data.words("small_titles")),
        suffixes=frozenset(data.words("company_suffixes")),
        fields=Expression(
            rf"(?<![^\W_])(?:{fields}|(?i:{data.text('holder_phrases')})){_GAP}(?P<name>{_FULL})"
        ),
        holders=Expression(
            rf"(?<![\w.]){holders}(?:[\"'*_]{{0,3}}\s{{0,2}}[=:|]\s{{0,3}}[\"'*_]{{0,3}}"
            rf"| ?\()(?P<name>{_FULL})"
        ),
        nested=Expression(
            rf"[\"'<](?:{holders}|(?i:person|holder|traveler|owner))(?:[\"']\s{{0,5}}:\s{{0,5}}\{{[^{{}}]{{0,200}}?[\"']name[\"']\s{{0,5}}:\s{{0,5}}[\"']|>\s{{0,5}}<name>)"
            rf"(?P<name>{_FULL})"
        ),
        nouns=Expression(
            rf"\b{anycase(data.words('person_nouns'))}(?:,? | \()(?P<name>{_CAPITAL} {_FULL})"
        ),
        titled=Expression(
            rf"(?<![\w.])(?i:{titles})\.? (?:(?:Dr|Prof)\.? )?(?P<name>{_CAPITAL}(?: {_CAPITAL})?)"
        ),
        greeting=Expression(
            rf"(?:^|[:>\"“] ?|\n)\s{{0,8}}(?P<word>{greetings})"
            rf"(?: (?i:{titles})\.?)? (?P<name>{_CAPITAL}(?: {_CAPITAL})?)\s{{0,2}}"
            rf"(?=[,!:;.–—-]|$|\\n)"
        ),
        introduction=Expression(
            rf"(?i:\b(?:{data.text('introductions')})) (?P<name>{_CAPITAL} {_CAPITAL}|{_CAPITAL})"
        ),
        record=Expression(
            rf"[\s>*\-•|]{{0,6}}(?i:name|full name)\W{{1,6}}(?P<name>{_CAPITAL} {_FULL})\W{{0,4}}"
        ),
        greeted=frozenset(data.words("greeted")),
        companies=Expression(data.text("companies")),
        company_says=Expression(data.text("company_says")),
    )


def named(text: str, previous: str) -> Iterator[Named]:
    """Yield the people whom the fields, forms of address or turns of a line name."""
    rules = _rules()
    if rules.openings.search(text):
        yield from _titled(text, rules)
        yield from _greeted(text, rules)
    lowered = text.casefold()
    if rules.marks.search(lowered):
        for rule in (rules.fields, rules.nested, rules.nouns, rules.holders):
            for match in rule.pattern.finditer(text):
                yield from _fielded(match, sure=rule is not rules.holders)
    if any(mark in lowered for mark in ("name", "nombre", "appelle", "heiße", "chiam", "naam")):
        for match in rules.introduction.pattern.finditer(text):
            yield from _fielded(match, sure=True)
    if previous and may_close_a_record(lowered):
        record = rules.record.pattern.fullmatch(previous)
        if record and could_be_name(tokens_of(record["name"])):
            yield Named(record["name"], 0, 0, customer=True)


def may_close_a_record(text: str) -> bool:
    """Return whether a line begins as a field that follows a name in a person's record."""
    return _CONTACT_FIELD.match(text) is not None


def _trimmed(name: str) -> str:
    """Return a name less the trailing words that are no part of one."""
    words = name.split()
    while words and (
        not words[-1][0].isupper()
        or not could_be_name((words[-1].casefold().strip("."),), shortest=2)
    ):
        words.pop()
    return " ".join(words).rstrip(".")


def _fielded(match: re.Match[str], *, sure: bool) -> Iterator[Named]:
    name = _trimmed(match["name"])
    tokens = tokens_of(name)
    if not tokens or not could_be_name(tokens):
        return
    if any(word.casefold().strip(".") in _rules().suffixes for word in match["name"].split()):
        return
    if not sure and not (is_given(tokens[0]) or (len(tokens) in (2, 3) and _is_quoted(match))):
        return
    start = match.start("name")
    yield Named(name, start, start + len(name), customer=True)


def _is_quoted(match: re.Match[str]) -> bool:
    """Return whether the name fills its field ("Acme EU tenant" is more than a name)."""
    after = match.string[match.end("name") : match.end("name") + 8]
    return not after.strip() or after.lstrip()[0] in "\"',|};)"


def _titled(text: str, rules: _Rules) -> Iterator[Named]:
    for match in rules.titled.pattern.finditer(text):
        if not match[0][0].isupper() and match[0].partition(" ")[0] not in rules.small:
            continue
        name = _trimmed(match["name"])
        if name and could_be_name(tokens_of(name)):
            start = match.start("name")
            yield Named(name, start, start + len(name), customer=False)


def _greeted(text: str, rules: _Rules) -> Iterator[Named]:
    for match in rules.greeting.pattern.finditer(text):
        tokens = tokens_of(match["name"])
        if any(token in rules.greeted for token in tokens) or not could_be_name(tokens):
            continue
        customer = (
            match["word"] in ("Dear", "Geachte", "Estimado", "Estimada") or "ssistant" in text
        )
        yield Named(match["name"], match.start("name"), match.end("name"), customer=customer)


def companies_in(text: str) -> Iterator[str]:
    """Yield, in small letters, the words that a line tells to be companies."""
    for match in _rules().companies.pattern.finditer(text):
        word = (match["after"] or match["before"]).casefold()
        if not is_given(word) and word not in vocabulary().stop:
            yield word


def speaks_for_a_company(text: str) -> bool:
    """Return whether what is said is said in the name of a company ("on our side")."""
    return _rules().company_says.pattern.search(text) is not None


def last_for_a_company(text: str) -> int:
    """Return where a text last begins to speak in the name of a company, -1 where it never does.

    Whoever asks at many places of a long line would search its rest each time.
    """
    last = -1
    while (match := _rules().company_says.pattern.search(text, last + 1)) is not None:
        last = match.start()
    return last
