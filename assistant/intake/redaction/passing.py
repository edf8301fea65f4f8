"""Where sentences, lists and tables name somebody in passing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial

from assistant.intake.alike import alike, by_shape
from assistant.intake.redaction import columns
from assistant.intake.redaction.customers import last_for_a_company
from assistant.intake.redaction.labels import Sighting
from assistant.intake.redaction.machines import Machines
from assistant.intake.redaction.naming import is_only_given, vocabulary
from assistant.intake.redaction.ordinary import is_word
from assistant.intake.redaction.particles import tail
from assistant.intake.redaction.plausible import could_be, is_city
from assistant.intake.tables import load
from assistant.intake.tries import alternation

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽΑ-ΩА-Я"
_REST = rf"[^\W\d_{_UPPER}]{{1,20}}(?:['’\-][{_UPPER}][^\W\d_{_UPPER}]{{1,20}})?"
_WORD = rf"[{_UPPER}]{_REST}"
# The class of capitals stands first, which lets a search skip ahead.
_OPENS = rf"[{_UPPER}](?<![\w@/.\-#$`'’].)"
# Every name below begins so.
_OPENING = re.compile(rf"{_OPENS}[^\W\d_{_UPPER}]")
_NAME = rf"(?P<name>{_OPENS}{_REST}(?: [{_UPPER}]\b\.?| {_WORD})?)(?:{tail(_WORD)})?"
_END = r"(?![\w/@_`]|[.\-]\w|['’]\w)"
_SHORT_NAME = 9
_NEAR = 12
_SUBJECT = re.compile(
    r"\W*(?:subject|betreff|objet|asunto|onderwerp|titel|title|re|aw|wg|fwd?)\s?:", re.I
)
_SIGNED = re.compile(rf"(?<=[\w.!?,;)\]\"*]) (?:-|–|—|--|/) {_NAME}\.?[*_)\]\s]*$")
_CALLED = re.compile(
    rf"(?:^|[(.;:!?] ?){_NAME}, (?:please|pls|plz|can you|could you|would you|do you|are you|was it"
    rf"|is it|you|did you|have you|will you|thanks|thx|any)\b"
    rf"|\b(?:thx|thanks|please|pls|sorry|hi|hey|hello|morning|yo),? (?P<after>{_WORD})\b"
)
# "the cluster in Austin ran out of memory"
_WHERE = re.compile(r"\b(?:in|at|from|to|of|for|near|via|the|and|or|,) ?\Z")
_BRACKETED = re.compile(rf"\({_NAME}\)")
_CHAIN = re.compile(rf"(?:, {_WORD}){{0,4}},? (?:and|&|\+) {_WORD}\b")
_CHAINED = re.compile(rf"(?P<name>{_WORD})")
_LAST = re.compile(r"([^\W\d_]{2,24})(?: [A-Z]\.)?(?:,? and| &|/| \+) ?$")
_NEXT = re.compile(r"(?:,? and| &|/| \+) ?([^\W\d_]{2,24})")
# What _LAST and _NEXT need.
_JOINED = re.compile(r"[ &/+](?:(?<=[&/+])|and)")
_PLACE = re.compile(rf"{_NAME}{_END}")
_CELL = re.compile(rf"{_NAME}\.?")
_SHARED = re.compile(rf"\b(?:{'|'.join(sorted(vocabulary().shared))})\b")
_LONGEST = 4_000
# Lines up to this length come again with other digits in them; no rule knows a single digit.
_LONG = 600


@dataclass(frozen=True, slots=True)
class _Rules:
    deeds: re.Pattern[str]
    shared: re.Pattern[str]
    common: re.Pattern[str]
    before: re.Pattern[str]
    told: re.Pattern[str]
    tells: re.Pattern[str]
    telling: tuple[str, ...]
    held: re.Pattern[str]
    had: re.Pattern[str]
    roled: re.Pattern[str]
    quoted: re.Pattern[str]


@cache
def _rules() -> _Rules:
    data = load("people_passing.toml")
    deeds, before = data.table("deeds"), data.table("before")
    shared = set(deeds.words("shared"))
    verbs = "|".join(word for word in deeds.words("verbs") if word not in shared)
    nouns = "|".join(data.table("had").words("nouns"))
    # Their first letters stand in a class of their own, which lets a search skip ahead.
    given = alternation(word.capitalize() for word in vocabulary().everyday)
    usual = rf"(?P<name>(?=[A-Z])(?<![\w@/.\-#$`'’]){given}(?!\w)(?: [{_UPPER}]\b\.?| {_WORD})?)"
    between = r"(?: \([^()]{2,30}\)| (?:in|from|at) (?:the )?[\w\-]{2,20})?"
    # Within this text capitals count: a name opens with one.
    after_shared = deeds.text("after_shared")
    roles = "|".join(
        re.escape(word)
        for word in sorted(vocabulary().roles, key=len, reverse=True)
        if len(word) > 2 and word not in ("ops", "him", "her", "she", "they", "them", "theirs")
    )
    return _Rules(
        deeds=re.compile(rf"{_NAME}{between},? (?:{verbs})\b"),
        shared=re.compile(rf"{_NAME}{between},? {after_shared}"),
        common=re.compile(rf"{usual}{between},? (?:{'|'.join(deeds.words('common'))})\b"),
        before=re.compile(rf"(?:(?i:{before.text('phrases')})) {_NAME}{_END}"),
        told=re.compile(rf"{usual}{_END}"),
        tells=re.compile(rf"(?i:\b(?:{'|'.join(before.words('told'))})) \Z"),
        telling=tuple(word[1:] for word in before.words("told")),
        held=re.compile(rf"(?i:{before.text('held')}) ?{_NAME}{_END}"),
        had=re.compile(rf"{_NAME}['’]s?(?: own)?(?: (?:{nouns})\b|,? (?:s?he|they)\b)"),
        roled=re.compile(
            rf"(?:(?i:\b(?:{roles})) ?\({_NAME}\)|{_NAME} \((?i:[\w ]{{0,20}}\b(?:{roles}))\)"
            r"(?! ?(?:said|says)? ?:))".replace("(?P<name>", "(?P<first>", 1)
        ),
        quoted=re.compile(rf"{_NAME} [-–—] [\"“]"),
    )


@dataclass(frozen=True, slots=True)
class _Found:
    name: str
    start: int
    rule: str


def names(
    texts: Sequence[str],
    shapes: Sequence[str],
    known: frozenset[str],
    ordinary: set[str],
    machines: Machines,
) -> Iterator[tuple[int, Sighting]]:
    """Yield the line (from 0) and the place of each name that the texts give in passing.

    `shapes` are the texts with a nought for each digit, `known` the words of names met already,
    `ordinary` what stands in small letters.
    """
    found = [*by_shape(shapes, _in_line), *_in_columns(texts)]
    rules: dict[str, set[str]] = defaultdict(set)
    for _, one in found:
        rules[_first(one.name)].add(one.rule)
    accepted = set(known)
    for word, met in rules.items():
        if word not in known and _is_name(word, met, ordinary, machines):
            accepted.add(word)
    for number, one in found:
        if _first(one.name) in accepted:
            yield number, _sighting(one)
    if not accepted:
        return
    for number, one in by_shape(shapes, partial(_beside, known=accepted)):
        word = _first(one.name)
        if word in accepted or (could_be(word) and _is_name(word, {one.rule}, ordinary, machines)):
            yield number, _sighting(one)


def placed(text: str) -> tuple[tuple[int, int], ...]:
    """Return the places of names: where a known one stands there, even an ordinary word is one."""
    if not _OPENING.search(text):
        return ()
    return _places(alike(text)) if len(text) <= _LONG else tuple(_placed(text))


@lru_cache(maxsize=4096)
def _places(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(_placed(text))


def _placed(text: str) -> Iterator[tuple[int, int]]:
    rules = _rules()
    for pattern in (_SIGNED, _CALLED, _BRACKETED, rules.deeds, rules.shared, rules.common):
        for match in pattern.finditer(text[:_LONGEST]):
            if pattern is not rules.common or not _WHERE.search(_ahead(match, text)):
                yield match.span("name" if match["name"] else "after")


def _ahead(match: re.Match[str], text: str) -> str:
    """Return the few characters that stand before a name."""
    return text[max(0, match.start("name") - _NEAR) : match.start("name")]


def _first(name: str) -> str:
    return name.split()[0].casefold()


def _sighting(one: _Found) -> Sighting:
    words = one.name.split()
    kept = words[:1]
    for word in words[1:]:
        plain = word.casefold().rstrip(".")
        if len(plain) > 1 and (is_word(plain) or plain in vocabulary().stop):
            break
        kept.append(word)
    name = " ".join(kept)
    return Sighting(name, one.start, one.start + len(name), "sure")


def _is_name(word: str, rules: set[str], ordinary: set[str], machines: Machines) -> bool:
    words = vocabulary()
    plain = re.split(r"['’\-]", word)[0]
    if word in words.everyday and "told" in rules:
        return not machines.has(plain)
    if word in words.stop or word in words.roles or word in words.customers or machines.has(plain):
        return False
    if is_only_given(word):
        return True
    if word in words.ambiguous or word in words.everyday:
        wanted = {"deed", "shared", "role", "column"}
        if word in words.everyday:
            wanted |= {"bracketed", "before", "beside", "signed", "common"}
        if is_city(word) and word not in words.everyday:
            wanted = set()  # "Paris agreed": an office
        return bool(rules & wanted) or len(rules - {"bracketed"}) > 1
    if rules == {"bracketed"} or (rules == {"signed"} and not _may_sign(word)):
        return False
    if len(word) < 3 or word.endswith(("bot", "svc", "gpt", "hub", "soft", "base")):
        return False
    if is_word(word):
        return "signed" in rules and len(rules) > 1
    if word in ordinary:
        return bool(rules & {"deed", "role", "column", "signed"}) or len(rules) > 1
    return True


def _may_sign(word: str) -> bool:
    """Return whether an unknown word behind a dash may be who signs: short, and no noun's end."""
    return len(word) <= _SHORT_NAME and could_be(word)


def _in_line(text: str) -> Iterator[_Found]:
    """Yield the names that a line gives in passing."""
    if not _OPENING.search(text) or text.lstrip().startswith("# "):
        return
    rules = _rules()
    for rule, pattern, signs in (
        ("deed", rules.deeds, ""),
        ("shared", rules.shared, ""),
        ("common", rules.common, ""),
        ("before", rules.before, ""),
        ("told", rules.told, ""),
        ("held", rules.held, "=:"),
        ("had", rules.had, "'’"),
        ("quoted", rules.quoted, '"“'),
        ("role", rules.roled, "("),
        ("signed", _SIGNED, "-–—/"),
        ("called", _CALLED, ""),
        ("bracketed", _BRACKETED, "("),
    ):
        if signs and not any(sign in text for sign in signs):
            continue
        if rule == "told" and not any(map(text.__contains__, rules.telling)):
            continue
        if rule == "signed" and _SUBJECT.match(text):
            continue  # "Subject: Claims bot - Zwischenstand"
        company = None
        for match in pattern.finditer(text[:_LONGEST]):
            if rule == "shared":
                company = last_for_a_company(text) if company is None else company
                if company >= match.end("name"):
                    continue
            if rule == "told" and not rules.tells.search(_ahead(match, text)):
                continue
            if rule == "common" and _WHERE.search(_ahead(match, text)):
                continue
            if rule == "role" and _SHARED.search(match[0].casefold()):
                continue
            groups = match.groupdict()
            group = next((g for g in ("name", "first", "after") if groups.get(g)), "name")
            yield _Found(groups[group], match.start(group), rule)
            chain = _CHAIN.match(text, match.end(group)) if rule in ("before", "held") else None
            if chain:
                for name in _CHAINED.finditer(text, *chain.span()):
                    yield _Found(name["name"], name.start(), rule)


def _in_columns(texts: Sequence[str]) -> Iterator[tuple[int, _Found]]:
    """Yield the cells below headings such as "Owner" that hold a name and nothing else."""
    for number, name, start in columns.people_in(texts):
        if _CELL.fullmatch(name) or columns.is_account(name):
            yield number, _Found(name, start, "column")


def _beside(text: str, *, known: set[str]) -> Iterator[_Found]:
    """Yield the names that a list or an "and" joins to a known one."""
    if not _JOINED.search(text):
        return
    for match in _PLACE.finditer(text[:_LONGEST]):
        last = _LAST.search(text[max(0, match.start() - 32) : match.start()])
        following = _NEXT.match(text[match.end() : match.end() + 32])
        joined = (m[1] for m in (last, following) if m)
        if any(word[0].isupper() and word.casefold() in known for word in joined):
            yield _Found(match["name"], match.start(), "beside")
