"""Cuts clean statement spans out of evidence lines: no markup or speaker, roles for people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.analysis.vocabulary import words
from assistant.incident import Evidence

CLIP = 320
_KEPT = 1 << 14  # texts whose answer is kept: several rooms ask for the same one
_BULLET = re.compile(
    r"(?:[\s>]|[-*+•‣·–—](?=\s)|#{1,6}(?=\s)|\(?\d{1,3}[.)](?=\s)|\[[ xX]\](?=\s))*"
)
_LINK = re.compile(r"\[([^\[\]]{1,300})\]\([^()\s]{1,2000}\)")
# Marks inside a word ("my__name", "0`1") are part of it: taking them out would make a new word.
_MARKS = re.compile(r"(?<!\w)(?:\*\*|__|`)|(?:\*\*|__|`)(?!\w)")
# "the *fare bot* quotes": how chats write what is bold
_STARRED = re.compile(r"(?<![\w*])\*(?=\w)([^*\n]{1,80}?)(?<=\S)\*(?![\w*])")
_AUTOLINK = re.compile(r"<(https?://[^<>\s]{1,2000})>")
# "@channel the bot is wrong"
_BROADCAST = re.compile(r"\A\s*@(?:channel|here|everyone|all)\b[:,]?\s*", re.IGNORECASE)
_CODE_NAME = re.compile(r":[a-z][a-z0-9_+-]{1,30}:(?![\w/])")
_EMPTY = re.compile(r"\(\s*\)|\[\s*\]|<\s*>|\*\*\s*\*\*|``")
_LOOSE = re.compile(r"\s+([,.;:!?)])(?=\s|$)")
_STRAY = " \t,;:|–—→~=/\\@"
_OPENER = re.compile(r"(?:[-+*•]\s+|\)\s*|\]\s*|>\s*)")
_HANGING = re.compile(r"\s+[-+*(\[]$")
_WORD = re.compile(r"[^\W_]", re.UNICODE)
_TOKEN = re.compile(r"[^\W_]+(?:[.'’_-][^\W_]+)*")
# A role told, then its name in brackets: "the customer (a customer)".
_ECHOED = re.compile(r"\b(customer|responder|person) \((?:a|an|the|that|another) \1\)", re.I)
# What stands between the two times of a range.
RANGE = re.compile(
    r"\s*\)?\s*(?:-|–|—|to|until|till|through|thru|and|und|et|→|->|bis)\s*(?:about|around|ca\.?|~|at)?\s*\(?\s*"
)
# A run of stops is tried from its first one only, else a long run costs its square.
_STOP = re.compile(r"(?<![.!?])[.!?]+[\"')\]*_]*\s+|;\s+")


def has_words(text: str) -> bool:
    """Return whether the text holds any letter or digit."""
    return _WORD.search(text) is not None


def tokens(text: str) -> list[str]:
    """Return the words of a text in lower case, in order."""
    return list(_tokens(text))


@lru_cache(maxsize=_KEPT)
def _tokens(text: str) -> tuple[str, ...]:
    if text.isascii():
        return tuple(_TOKEN.findall(text.lower()))
    return tuple([word.lower() for word in _TOKEN.findall(text)])


def after_markup(text: str) -> int:
    """Return the offset just past bullets, numbering, quote marks and heading marks."""
    found = _BULLET.match(text)
    return found.end() if found else 0


@lru_cache(maxsize=64)
def _named(people: tuple[str, ...]) -> re.Pattern[str] | None:
    if not people:
        return None
    names = "|".join(re.escape(name) for name in sorted(people, key=lambda n: (-len(n), n)))
    return re.compile(rf"@?(?<!\w)({names})(?!\w)(?:[\s,/&]+@?\1(?!\w))*")


@lru_cache(maxsize=64)
def _heads(people: tuple[str, ...]) -> tuple[str, ...]:
    """Return the first words of the names, one of which stands wherever a name does."""
    return tuple(dict.fromkeys(name.split(" ")[0] for name in people))


@lru_cache(maxsize=256)
def _label(speaker: str | None, people: tuple[str, ...]) -> re.Pattern[str] | None:
    names = sorted({*([speaker] if speaker else []), *people}, key=lambda n: (-len(n), n))
    if not names:
        return None
    listed = "|".join(re.escape(name) for name in names)
    return re.compile(
        rf"[\s*_<\[(@|]*(?:{listed})(?:\s+(?:{listed}))?[*_]*"
        r"(?:\s*\([^()]{0,60}\)|\s*\[[^\[\]]{0,60}\])?"
        r"(?:\s*[>\])*_]*\s*(?:[:|>\])]|\s[-–—]\s)[*_]*|\s*$)\s*"
    )


def after_speaker(text: str, *, speaker: str | None, people: Sequence[str]) -> int:
    """Return the offset just past a leading speaker label ("Responder A:"), 0 without one."""
    label = _label(speaker if speaker not in people else None, tuple(people))
    found = label.match(text) if label else None
    return found.end() if found else 0


def roles(text: str, people: Sequence[str]) -> str:
    """Return the text with pseudonyms told by role: "Responder A" becomes "a responder".

    A second person of the role is "another responder"; one told again is "the responder".
    """
    named = _named(tuple(people))
    if named is None:
        return text
    if not any(name in text for name in _heads(tuple(people))):
        return _ECHOED.sub(r"\1", text) if " (" in text else text

    told: dict[str, list[str]] = {}

    def role(found: re.Match[str]) -> str:
        name = found.group(1)
        noun = name.rsplit(" ", 1)[0].lower() if " " in name else "person"
        known = told.setdefault(noun, [])
        article = "another" if known else "an" if noun[0] in "aeiou" else "a"
        if name in known:
            article = "the" if len(known) == 1 else "that"
        else:
            known.append(name)
        if not has_words(text[: found.start()]):
            article = article.capitalize()
        return f"{article} {noun}"

    return _ECHOED.sub(r"\1", named.sub(role, text))


@lru_cache(maxsize=_KEPT)
def plain(text: str) -> str:
    """Return the text without Markdown marks, empty brackets and stray punctuation at its ends."""
    text = _BROADCAST.sub("", _AUTOLINK.sub(r"\1", _LINK.sub(r"\1", text)), count=1)
    text = _CODE_NAME.sub(" ", text)
    text = text.replace("<br>", " ")
    if "**" in text or "__" in text or "`" in text:
        text = _MARKS.sub("", text)
    if text.count("*") > 1:
        text = _STARRED.sub(r"\1", text)
    text = _EMPTY.sub(" ", text)
    text = _LOOSE.sub(r"\1", " ".join(text.split())).strip()
    text = text.lstrip(_STRAY + ".").rstrip(_STRAY)
    if opener := _OPENER.match(text):
        text = text[opener.end() :]
    text = _HANGING.sub("", text)
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        text = text[1:-1]
    if text.count("*") == 1 or (text.startswith("*") and text.endswith("*")):
        text = text.strip("*")
    return text.strip()


def clip(text: str, limit: int = CLIP) -> str:
    """Return the text cut at a word to at most `limit` characters, "…" where it was cut."""
    if len(text) <= limit:
        return text
    head = text[:limit]
    cut = head.rfind(" ")
    return (head[:cut] if cut > limit // 2 else head).rstrip(" ,;:") + "…"


def spoken(line: Evidence, people: Sequence[str]) -> tuple[int, int]:
    """Return the span of what a line says: past its markup, its leading time and its speaker."""
    start = after_markup(line.text)
    start += after_speaker(line.text[start : start + 200], speaker=line.speaker, people=people)
    first = line.mentions[0] if line.mentions else None
    if first is not None and not has_words(line.text[start : first.start]):
        start = _after_range(line)
        tail = re.match(r"[\s\])>*_|:,–—-]*", line.text[start:])
        start += tail.end() if tail else 0
        start += after_speaker(line.text[start : start + 200], speaker=line.speaker, people=people)
    return start, len(line.text.rstrip())


def _after_range(line: Evidence) -> int:
    """Return the offset past a line's first time, or past the end of the range that it opens."""
    end = after_zone(line.text, line.mentions[0].end)
    for mention in line.mentions[1:]:
        if mention.start < end:
            continue
        joined = mention.start - end < 16 and RANGE.fullmatch(line.text[end : mention.start])
        return after_zone(line.text, mention.end) if joined else end
    return end


@lru_cache(maxsize=1)
def _zone() -> re.Pattern[str]:
    listed = "|".join(re.escape(name) for name in words("lines", "words", "zones"))
    return re.compile(rf"\s*\(?(?:{listed})(?!\w)\)?")


def after_zone(text: str, end: int) -> int:
    """Return the offset past a zone label that follows a time directly, or `end`."""
    found = _zone().match(text, end)
    return found.end() if found else end


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of the sentences within `text[start:end]`, in order, covering all of it."""
    spans: list[tuple[int, int]] = []
    begin = start
    short = words("lines", "words", "abbreviations")
    for stop in _STOP.finditer(text, start, end):
        before = text[max(begin, stop.start() - 12) : stop.start()].rsplit(None, 1)
        last = before[-1].lower().lstrip("(") if before else ""
        if stop.group().startswith(".") and (last in short or (len(last) == 1 and last.isalpha())):
            continue
        spans.append((begin, stop.end()))
        begin = stop.end()
    if begin < end:
        spans.append((begin, end))
    return spans


def statement(line: Evidence, people: Sequence[str]) -> str:
    """Return all that a line says as a clean span with roles for people, clipped."""
    start, end = spoken(line, people)
    return clip(roles(plain(line.text[start:end].replace("|", " ")), people))


def sentence_at(line: Evidence, at: int, people: Sequence[str]) -> str:
    """Return the clean sentence of a line that holds the offset `at`."""
    start, end = spoken(line, people)
    for begin, stop in sentences(line.text, start, end):
        if begin <= at < stop:
            return clip(roles(plain(line.text[begin:stop].replace("|", " ")), people))
    return statement(line, people)
