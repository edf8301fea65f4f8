"""Where lines name people: speaker labels, mentions, fields, addresses, sign-offs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from assistant.intake.alike import alike
from assistant.intake.anycase import anycase
from assistant.intake.redaction.customers import may_close_a_record, named
from assistant.intake.redaction.families import is_family
from assistant.intake.redaction.labels import (
    CAPITAL,
    LOWER,
    UPPER,
    WORD,
    Sighting,
    Strength,
    label,
)
from assistant.intake.redaction.naming import (
    could_be_name,
    is_given,
    is_only_given,
    tokens_of,
    vocabulary,
)
from assistant.intake.redaction.ordinary import is_word
from assistant.intake.redaction.particles import tail
from assistant.intake.redaction.plausible import could_be

_MENTION = re.compile(r"(?<![\w/.@`])@(?P<name>[^\W\d_][\w.\-]{1,38}[^\W_])(?![\w/(@]|\.\w)")
_ADDRESS = re.compile(
    r"(?<![\w.+%-])(?P<name>[^\W\d_][\w.\-]{1,50})(?:\+[\w-]{1,30})?@[\w-]{1,63}\.[\w.-]{2,80}"
)
_DISPLAY = re.compile(
    rf"[\"']?(?P<name>{CAPITAL}(?:,? {CAPITAL}| [A-Z]\.){{1,3}}|{WORD})[\"']?"
    rf" <[\w.+%\-]{{1,64}}@[\w.\-]{{1,200}}>"
)
_JSON = re.compile(
    r"[\"'](?:user|author|sender|from|username|user_name|display_name|real_name|speaker"
    r"|nick)[\"']\s?:\s?[\"'](?P<name>[^\"']{2,60})[\"']"
)
_SIGNED = re.compile(rf"\s*(?:—|–|--|~|/)\s?(?P<name>{CAPITAL}(?: {CAPITAL}){{0,2}})\s*\.?\s*")
_CLOSED = re.compile(
    rf"(?P<closing>[A-Za-zßü]+(?: [A-Za-z]+)?)[,!]\s*"
    rf"(?:\*?(?P<name>{CAPITAL}(?: {CAPITAL}){{0,2}})\*?\s*\.?\s*)?"
)
_ALONE = re.compile(rf"\s*(?P<name>{CAPITAL}(?: {CAPITAL}){{0,2}}(?:{tail(CAPITAL)})?)\s*")
_AND = re.compile(r" (?:and|&|und|et) ")
# Its class of capitals stands first, which lets a search skip ahead.
_CAPITALS = re.compile(
    rf"(?P<name>{UPPER}(?<![\w@/.\-].){LOWER}(?: {CAPITAL}){{0,2}})(?![\w/]|\.\w|\()"
)
_OF_PERSONS = re.compile(
    r"(?:nurse|doctor|intern|colleague|teammate|midwife|physician|receptionist|paramedic) ", re.I
)
# What follows a place, or what is named like one.
_OF_PLACE = re.compile(
    r"(?: (?:and|or) [A-Z]\w+)? (?:offices?|regions?|campus|data ?cent(?:er|re)s?|airport|dataset"
    r"|benchmark|cluster|stadium|station|accounts?|tenant|contract|Health(?:care)?|Insurance|Bank"
    r"|Inc|Ltd|LLC|GmbH|Corp|Group|Partners|Holdings|Logistics|Airlines|Systems|Hospital|Clinic"
    r"|University|College|Pharma\w*|Capital|Foods|Motors|Energy|Labs?)\b"
)
# What the deeds and customers of `_inline` need behind them: a word with a capital, set apart.
_APART = re.compile(rf"{UPPER}(?<=[ (@].)[^\W\d_]")

# Lines up to this length come again with other digits in them; no rule knows a single digit.
_LONG = 600


@cache
def _fields() -> re.Pattern[str]:
    words = vocabulary()

    def either(labels: tuple[str, ...]) -> str:
        return "|".join(
            re.escape(label).replace("_", "[ _-]").replace(r"\-", "[ _-]") for label in labels
        )

    return re.compile(
        rf"[\s>*\-•|+{{,#\"']{{0,10}}(?P<time>\[?\d{{1,2}}:\d{{2}}(?::\d{{2}})?\]?[ \-–]{{1,3}})?"
        rf"(?:(?P<strict>(?i:{either(words.strict_labels)}))"
        rf"|(?P<loose>(?i:{either(words.loose_labels)})))"
        r"[*\"'_]{0,3}\s?[:=|]\s?[*\"'_\[]{0,3}\s?(?P<names>\S.{0,300})"
    )


@cache
def _inline() -> re.Pattern[str]:
    words = vocabulary()
    acted, before = anycase(words.acted), anycase(words.before)
    customers = anycase(words.customers)
    return re.compile(
        rf"\b(?:{acted} by|{before}|(?P<customer>{customers}))"
        rf"(?:,? | ?\()(?P<name>@?{CAPITAL}(?: {CAPITAL}){{0,2}})(?![\w/]|\.\w)"
    )


def of_lines(
    texts: Sequence[str], shapes: Sequence[str]
) -> Iterator[tuple[int, tuple[Sighting, ...]]]:
    """Yield the number (from 0) of each line that names somebody, with the places where it does.

    `shapes` are the lines with a nought for each digit: no rule knows a single digit, so that
    lines of one shape below lines of one shape name the same places.
    """
    found: dict[tuple[str, str], tuple[Sighting, ...]] = {}
    distinct = set(shapes)
    closings = {shape for shape in distinct if _is_closing(shape)}
    closing_records = {shape for shape in distinct if may_close_a_record(shape)}
    previous = ""
    for number, shape in enumerate(shapes):
        # Only these look at what stands above them.
        told_above = previous in closings or shape in closing_records
        pair = previous if told_above else "", shape
        known = found.get(pair)
        if known is None:
            known = found[pair] = tuple(_each(shape, previous))
        if known:
            yield number, _with_digits(known, texts[number])
        if shape and not shape.isspace():
            previous = shape


def _with_digits(found: tuple[Sighting, ...], text: str) -> tuple[Sighting, ...]:
    """Return the sightings of a line's shape with the names as the line writes them."""
    if not any("0" in one.name for one in found):
        return found
    return tuple(replace(one, name=text[one.start : one.end]) for one in found)


def _is_closing(line: str) -> bool:
    bare = line.strip().rstrip(",!.").casefold()
    return len(bare) < 60 and _closes(bare)


def _closes(words: str) -> bool:
    """Return whether words in small letters close a letter: "thanks and best"."""
    closings = vocabulary().closings
    parts = _AND.split(words) if " " in words else [words]
    return all(part.replace(" ", "-") in closings for part in parts)


def _each(text: str, previous: str) -> Iterator[Sighting]:
    speaker = label(text)
    if speaker:
        yield speaker
    if "@" in text:
        yield from _named(_DISPLAY, text, "sure")
        for match in _ADDRESS.finditer(text):
            tokens = tokens_of(match["name"])
            if could_be_name(tokens) and (len(tokens) > 1 or is_given(tokens[0])):
                yield Sighting(match["name"], *match.span("name"), "sure")
            elif could_be_name(tokens):
                yield Sighting(match["name"], *match.span("name"), "weak")
        if " " in text.strip("+- \t"):
            yield from _named(_MENTION, text, "likely")
    if '"' in text or "'" in text:
        yield from _named(_JSON, text, "likely")
    yield from _fielded(text)
    for person in named(text, previous):
        yield Sighting(person.name, person.start, person.end, "sure", customer=person.customer)
    if _APART.search(text):
        for match in _inline().finditer(text):
            yield from _told(match)
    yield from _signed(text, previous)
    yield from known_given(text)


def _named(pattern: re.Pattern[str], text: str, strength: Strength) -> Iterator[Sighting]:
    for match in pattern.finditer(text):
        if could_be_name(tokens_of(match["name"])):
            yield Sighting(match["name"], *match.span("name"), strength)


def placed(text: str) -> tuple[tuple[int, int], ...]:
    """Return the places where only a name stands: a speaker's label, the value of a field."""
    return (_places if len(text) <= _LONG else _placed)(alike(text))


@lru_cache(maxsize=4096)
def _places(text: str) -> tuple[tuple[int, int], ...]:
    return _placed(text)


def _placed(text: str) -> tuple[tuple[int, int], ...]:
    speaker = label(text)
    found = [*((speaker,) if speaker else ()), *_fielded(text)]
    return tuple((one.start, one.end) for one in found)


def _fielded(text: str) -> Iterator[Sighting]:
    match = _fields().match(text)
    if not match:
        return
    at = match.start("names")
    for part in re.split(
        r"([,;/&|]|\b(?:and|on|from|via)\b|[\]\"'*]|\s[–—-]\s|(?<![A-Z])\. |\()", match["names"]
    ):
        name = part.strip(" @\t.")
        tokens = tokens_of(name)
        start = at + part.find(name) if name else at
        at += len(part)
        if not could_be_name(tokens):
            if len(name.split()) > 4:
                return
            continue
        capital = all(word[:1].isupper() for word in name.split())
        handle = part.strip().startswith("@") or ("." in name and len(tokens) == 2)
        if match["strict"]:
            # "10:05 on-call: restarted it" is what somebody says.
            named = capital or handle or (len(tokens) == 1 and not match["time"])
        else:
            named = is_given(tokens[0]) or handle or (capital and len(tokens) in (2, 3))
        if named:
            yield Sighting(name, start, start + len(name), "sure")


def _told(match: re.Match[str]) -> Iterator[Sighting]:
    words = match["name"].lstrip("@").split()
    while words and not could_be_name((words[-1].casefold(),)):
        words.pop()
    tokens = tokens_of(" ".join(words))
    if not words or not could_be_name(tokens):
        return
    # Nobody but a person is a nurse.
    sure = _OF_PERSONS.match(match[0]) is not None and could_be(tokens[0])
    if not (len(words) > 1 or is_given(tokens[0]) or sure):
        return
    if any(word.isupper() for word in words) and not is_given(tokens[0]):
        return
    if match["customer"] and not is_given(tokens[0]):
        return
    start = match.end("name") - len(match["name"].lstrip("@"))
    name = " ".join(words)
    yield Sighting(name, start, start + len(name), "sure", customer=match["customer"] is not None)


def _signed(text: str, previous: str) -> Iterator[Sighting]:
    match = _SIGNED.fullmatch(text)
    closed = _CLOSED.fullmatch(text.strip())
    if closed and closed["name"] and _closes(closed["closing"].casefold()):
        match = match or closed
    if not match and _is_closing(previous):
        match = _ALONE.fullmatch(text)
    if match and could_be_name(tokens_of(match["name"])):
        at = text.find(match["name"])
        yield Sighting(match["name"], at, at + len(match["name"]), "sure")


def known_given(text: str) -> Iterator[Sighting]:
    """Yield the names that begin with a capital and a given name of the list."""
    for match in _CAPITALS.finditer(text):
        yield from _in_capitals(match)


def _in_capitals(match: re.Match[str]) -> Iterator[Sighting]:
    words = vocabulary()
    parts = list(re.finditer(r"\S+", match["name"]))
    for number, part in enumerate(parts):
        first = part[0].casefold()
        last = part
        for following in parts[number + 1 :]:
            if not could_be_name((following[0].casefold(),)):
                break
            last = following
        full = last is not part
        if (
            not is_only_given(first)
            and not (first in words.everyday and full)
            and not (full and is_given(first) and is_family(last[0].casefold()))
        ):
            continue
        if last is part and _OF_PLACE.match(match.string, match.end("name")):
            continue
        if number and _opens(parts[number - 1][0].casefold()):
            part = parts[number - 1]
        start, end = match.start("name") + part.start(), match.start("name") + last.end()
        yield Sighting(match.string[start:end], start, end, "sure", bare=True)
        return


def _opens(word: str) -> bool:
    """Return whether a given name that means something else too may open a full name."""
    unclear = word in vocabulary().ambiguous
    return not is_word(word) if unclear else is_only_given(word) and could_be(word)
