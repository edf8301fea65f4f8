"""The title of a draft: given, else the notes' own heading or first statement, never a name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from assistant.analysis import phrases
from assistant.analysis.layout import Placed, section_kind
from assistant.analysis.mentions import is_day
from assistant.analysis.merging import UNWORDED
from assistant.analysis.timeline import BLAME_WITHHELD, CAUSE_WITHHELD
from assistant.drafting import spans
from assistant.drafting.checks.tokens import read
from assistant.drafting.course import known_day
from assistant.drafting.cues import cues
from assistant.drafting.material import Material, repeatable
from assistant.drafting.offline import near_changes, observed
from assistant.incident import Evidence
from assistant.intake.clock import zones

_LIMIT = 100
_AHEAD = 6  # characters ahead of a time that heads its line
_MIN_WORDS = 3
_MOST_WORDS = 10
_FIELD = re.compile(r"[\w -]{1,24}:(?:\s|$)")
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]{0,200}[)\]]\s*$")
_WEEKDAY = re.compile(r"[\s,]+(?:on\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day$", re.I)
_NAMES = (
    r"(?:title|subject|betreff|objet|asunto|oggetto|onderwerp|emne|incident|incident title"
    r"|incident name|name of incident|titel(?: (?:der störung|des vorfalls))?|kurzbeschreibung"
    r"|titre|título|titolo|what|what happened|problem|tl;?dr)"
)
_LABEL = re.compile(rf"{_NAMES}\s*:\s*(?=\S)", re.I)
_CELL = re.compile(rf"\s*\|\s*\**{_NAMES}\**\s*\|\s*(?P<told>[^|]+?)\s*\|", re.I)
# "all times UTC", "(UTC)", "I write CET": how the clock of the notes is to be read
_ZONED = re.compile(
    r"[\s,;(–-]+(?:(?:all|my|i write|times?|are|is|in|local)\s){0,4}"
    rf"(?:{zones.pattern()})(?:\s?=?\s?[+-]\d{{1,2}})?\)?\s*$"
)
# "[FIRING:1] empty retrieval rate": the state that a monitor puts ahead of its alert
_STATE = re.compile(
    r"\A\W*\[(?:firing|triggered|alert|alerting|resolved|ok|p[1-5])(?::\d{1,3})?\]\s*", re.I
)
# "Alertmanager: triggered: ...", "Created: ...", "[#5521] ...": what a tool puts ahead of it
_EVENT = re.compile(
    r"\A(?:[^\W\d_][\w ]{1,24}: )?(?:triggered|alert|created|opened|reported): (?=\S)", re.I
)
# "ModQueueDepth 09:41–13:20 → ...": when it was is told in the timeline
_HOURS = re.compile(r"\s\(?\d{1,2}:\d\d\s?[-–—]\s?\d{1,2}:\d\d\)?(?=\s|$)")
_NUMBER = re.compile(r"\A\[?#\d{1,9}\]?:?\s+(?=\S)")
# "a pharmacist calls: the bot ...": who reported it is no part of what it is
_REPORTED = re.compile(
    r"\A[^:]{2,60}?\b(?:calls|called|rings|rang|says|said|reports|reported|writes|wrote|mails|mailed)"
    r"(?: us| in| support)?:\s+(?=\S)",
    re.I,
)
_INSTANCES = re.compile(r"\A\W*\d{1,4} (?:firing|resolved) (?:alert|instance)s?\W*\Z", re.I)
_OF_TIMES = re.compile(
    r"\W*(?:(?:all\s|my\s)?times?\s(?:are|is|in|below)|(?:channel|slack|chat|teams)\s(?:export|history|log))\b",
    re.I,
)
# What a template asks for: "_Describe in 2-3 sentences what happened._"
_HINT = re.compile(
    r"[_*<\[{(]+\s*(?:describe|explain|summari[sz]e|list|provide|fill in|enter|tbd|todo|optional"
    r"|what|when|who|how|e\.g\.)\b[^\n]*[_*>\]})]\s*\Z",
    re.I,
)
_ORDINAL = re.compile(r"\A(?:\d{1,2}|[ivx]{1,4}|[a-h])[.)]\s+(?=\S)", re.I)
_TICKET = re.compile(
    r"(?:[A-Z][A-Z\d]{1,9}-\d{1,7}(?:\s{2,}|\s?[:|–—-]\s)|#\d{1,9}:?\s+(?:P[1-5]:?\s+)?)\s*(?=\S)"
)
_CLOCK = re.compile(r"\d:\d\d|\d\s?[ap]m\b")
_ROLE = re.compile(r"(?<!\w)an? (?:responder|person)(?!\w)")
# A heading further down is one of a part, unless it is marked as the first of all.
_FIRST_LINES = 6
_REPLIED = re.compile(r"(?:(?:re|fwd?|aw|wg|antw|sv|vs|tr|rv)(?:\[\d{1,3}\])?\s?:\s*)+(?=\S)", re.I)
_PREFIX = re.compile(
    r"\A(?:post-?mortem|incident(?: report| notes| review| summary)?|war room(?: notes)?|rca)"
    r"(?:\s?:|\s+[–—-]\s)\s*(?=\S)",
    re.I,
)


def choose(material: Material, *, given: str | None, now: datetime) -> str:
    """Return the title, of at most 100 characters."""
    if given is not None and given.strip():
        return " ".join(given.split())
    people = material.incident.people
    notes = [p for p in material.notes if not p.fenced]
    chat = _is_chat(notes, people)
    voiced = chat and any(placed.line.speaker is not None for placed in notes)
    for placed in _first_lines(notes):
        labelled = _labelled(placed.line.text)
        found = spans.heading(placed.line.text) or labelled
        if found is None and placed is notes[0] and not voiced and _stands_over(notes):
            found = _TICKET.sub("", _undated(placed.line), count=1)
        if found is not None:
            title = _usable(found, people, heads=found != labelled)
            if title is not None:
                return title
    first = notes[0].line.text if notes else ""
    ticket = _TICKET.match(first)
    if ticket is not None and (title := _usable(first[ticket.end() :], people)) is not None:
        return title
    component, named = _mechanism(material)
    if chat:
        if named is not None and component is not None:
            return named
        for text in _noticed(material):
            if (title := _usable(text, people, heads=False)) is not None:
                return title
        if named is not None:
            return named
    seen = [s.text for s in observed(material)]
    all_told = [text for placed in notes for text in spans.sentences(placed, people)]
    candidates = [*seen, *([] if named is None else [named]), *all_told]
    for told in sorted(candidates, key=_of_the_writer) if chat else candidates:
        text = _REPORTED.sub("", told, count=1)
        if _CLOCK.search(text) or _ROLE.search(text):
            continue
        if (title := _usable(text, people, heads=False)) is not None:
            return title
    day = known_day(material.facts, material.incident, now)
    return f"Untitled incident of {day.date().isoformat()}"


def _of_the_writer(text: str) -> bool:
    """Return whether a sentence of a chat begins with who writes it."""
    return text.casefold().split(None, 1)[0] in cues().first_person if text.strip() else True


def _first_lines(notes: Sequence[Placed]) -> list[Placed]:
    """Return the lines that may name the incident: the first of each file, and main headings."""
    met: Counter[str] = Counter()
    found = []
    for placed in notes:
        met[placed.line.source] += bool(placed.line.text.strip())
        if met[placed.line.source] <= _FIRST_LINES or placed.line.text.startswith("# "):
            found.append(placed)
    return found


def _stands_over(notes: Sequence[Placed]) -> bool:
    """Return whether the first line is a title: few words, with a date or nothing below it."""
    line = notes[0].line
    few = _MIN_WORDS <= len(line.text.split()) <= _MOST_WORDS
    below = notes[1].line if len(notes) > 1 else None
    if not few or line.text.rstrip()[-1:] in ".!?:;," or _FIELD.match(line.text):
        return False
    if line.mentions:
        # "FAQ bot outage, 18 Feb 2025 (UTC)" over "10:00 throttling starts"
        dated = all(is_day(mention) for mention in line.mentions)
        timed = below is not None and bool(below.mentions) and below.mentions[0].start < _AHEAD
        return dated and timed and len(_bare(_undated(line)).split()) >= _MIN_WORDS
    if below is None or below.source != line.source or below.line > line.line + 1:
        return below is not None
    return bool(below.mentions) and not phrases.has_words(below.text[: below.mentions[0].start])


def _undated(line: Evidence) -> str:
    """Return the words of a line without the days that it tells."""
    text = line.text
    for mention in reversed(line.mentions):
        if is_day(mention):
            text = f"{text[: mention.start]}{text[mention.end :]}"
    return text.strip(" ,;:–—-")


def _is_chat(notes: Sequence[Placed], people: tuple[str, ...]) -> bool:
    """Return whether most lines of the notes are messages: with a time or a writer before them."""
    told = [p for p in notes if p.line.text.strip()]
    return sum(_is_message(one, people) for one in told) * 3 > len(told)


def _is_message(placed: Placed, people: tuple[str, ...]) -> bool:
    return placed.opens or phrases.spoken(placed.line, people)[0] > 0


def _mechanism(material: Material) -> tuple[str | None, str | None]:
    """Return the component that moved last before the start, and the first failure mode with it.

    Chats have no heading, and their first words seldom say what happened.
    """
    modes = material.facts.signature.failure_modes
    if not modes or any(p.heading for p in material.notes[:1]):
        return None, None
    near = near_changes(material)
    component = near[0].component if near else None
    told = f"{modes[0].name} ({component})" if component else modes[0].name
    return component, phrases.clip(told, _LIMIT)


def _noticed(material: Material) -> Iterator[str]:
    """Yield the first sentence of the steps in which it was noticed, then in which it began."""
    told = [
        e for phase in ("detected", "start") for e in material.facts.timeline if e.phase == phase
    ]
    for event in told:
        if event.text in (UNWORDED, BLAME_WITHHELD, CAUSE_WITHHELD):
            continue
        begin, stop = phrases.sentences(event.text, 0, len(event.text))[0]
        first = _REPORTED.sub("", event.text[begin:stop].rstrip(" .!?"), count=1)
        few = len(first.split()) < _MIN_WORDS
        if not (few or _CLOCK.search(first) or _ROLE.search(first) or _of_the_writer(first)):
            yield first


def _bare(text: str) -> str:
    """Return a heading without brackets, and without a date or its zone at its end."""
    text = _ZONED.sub("", _BRACKETS.sub("", text)).strip()
    for _, found in reversed(read(text).days):
        if text.endswith(found):
            text = text.removesuffix(found).rstrip(" ,;:–—-")
            text = _WEEKDAY.sub("", text)
    return text.strip(" ,;:–—-#")


def _labelled(text: str) -> str | None:
    if (cell := _CELL.match(text)) is not None:
        return cell["told"]
    bare = phrases.plain(text[phrases.after_markup(text) :])
    match = _LABEL.match(bare)
    return None if match is None else bare[match.end() :]


def _replied(text: str) -> str:
    """Return a subject without the marks that mail programs put ahead of it ("Re: Fwd:")."""
    mark = _REPLIED.match(text)
    return text if mark is None else text[mark.end() :]


def _answered(text: str) -> str:
    """Return what a message tells of ("has anyone else got ...?", "heads up, ...")."""
    lowered = text.casefold()
    asked = next((one for one in cues().asking if lowered.startswith(one + " ")), "")
    return text[len(asked) :].strip(" ?,:–-") if asked else text


def _usable(text: str, people: tuple[str, ...], *, heads: bool = True) -> str | None:
    """Return a text as a title, or None; one that `heads` others may be the name of a section."""
    if _HINT.match(text.strip()) or _OF_TIMES.match(text) or _INSTANCES.match(text):
        return None
    text = _EVENT.sub("", _STATE.sub("", _replied(text), count=1), count=1)
    text = _answered(phrases.plain(_NUMBER.sub("", _HOURS.sub("", text), count=1)))
    told = _ORDINAL.sub("", _replied(phrases.plain(text)), count=1)
    bare = phrases.roles(phrases.plain(_PREFIX.sub("", told, count=1)), people)
    bare = _bare(bare).rstrip(".")
    words = bare.casefold().strip(" #*:_")
    if (
        words in cues().generic_headings
        or cues().generic_words.issuperset(re.findall(r"[^\W\d_]+", words))
        or (heads and section_kind(bare) is not None)
        or len(words.split()) < 2
        or not repeatable(bare)
        or spans.about_itself(bare)
    ):
        return None
    if sum(c.isalpha() for c in bare) < len(bare) / 2:
        return None
    cut = phrases.clip(bare, _LIMIT)
    return cut[:1].upper() + cut[1:] if cut[:2].isalpha() else cut
