"""What the notes want done: concrete items of their own list, and vague wishes to ask about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.analysis import items
from assistant.analysis.dating import OpenQuestion
from assistant.analysis.layout import Placed, section_kind
from assistant.analysis.phrases import plain, roles, sentences, spoken, tokens
from assistant.analysis.vocabulary import keys, phrases, text, words
from assistant.analysis.wording import breaks
from assistant.incident import Evidence

_LEAST = 3  # words of an item that says something alone
_QUOTED = 160  # characters of a wish that are quoted in the question about it
_SKIPPED = frozenset({"aside", "well", "tests"})
_FIGURE = re.compile(r"\d")
_GOES_ON = re.compile(r"\s{2,}(?![-*+•‣·–—]\s|\d{1,3}[.)]\s|\[[ xX]\])\S")


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing that the notes want done; `vague` where they say neither what nor how to verify.

    `listed` says that the line is an item of a list or labelled as one, and tells nothing else.
    """

    text: str
    vague: bool
    evidence: tuple[str, ...]
    listed: bool = True


def told(notes: Sequence[Placed], people: Sequence[str]) -> tuple[Wish, ...]:
    """Return the wishes of the notes in reading order, each text once."""
    found: dict[str, Wish] = {}
    last: str | None = None
    for placed in notes:
        if placed.fenced or placed.heading or placed.quoted or placed.section in _SKIPPED:
            last = None
            continue
        if placed.section == "actions" and last and _GOES_ON.match(placed.line.text):
            found[last] = _joined(found[last], placed, people)
            continue
        last = None
        for wish in _of_line(placed, people):
            key = " ".join(tokens(wish.text))
            found.setdefault(key, wish)
            last = key
    return tuple(found.values())


def _joined(wish: Wish, placed: Placed, people: Sequence[str]) -> Wish:
    """Return a wish with the line that it goes on with."""
    more = items.bare(placed.line.text, people)
    if more is None:
        return wish
    whole = f"{wish.text} {more[:1].lower()}{more[1:]}"
    return replace(
        wish,
        text=whole,
        vague=wish.vague and _is_vague(whole),
        evidence=(*wish.evidence, placed.line.id),
    )


def _of_line(placed: Placed, people: Sequence[str]) -> Iterator[Wish]:
    line = placed.line
    given = items.assigned(line, people) if placed.section != "actions" else None
    if given is not None:
        yield Wish(given, _is_vague(given), (line.id,), listed=False)
        return
    if line.text.rstrip().endswith(("?", ":")):
        return
    if placed.section == "actions":
        if section_kind(line.text) == "actions":
            return
        item = None if _tells_lesson(line.text) else items.of_line(placed, people)
        if item is not None and not _is_nothing(item) and not items.asks(item):
            loose = phrases("wishes", "loose").found(item) is not None
            vague = _is_vague(item) or loose or len(tokens(item)) < _LEAST
            yield Wish(item, vague, (line.id,))
        return
    start, end = spoken(line, people)
    if end - start > 2000:
        return
    said = line.text[start:end]
    labelled = _after_label(said)
    if labelled is not None:
        item = items.bare(labelled, people)
        if item is not None and len(tokens(item)) >= _LEAST:
            yield Wish(item, _is_vague(item), (line.id,))
        return
    parts = [line.text[a:b] for a, b in sentences(line.text, start, end)]
    if any(_wishes(part) for part in parts):
        said = plain(" ".join(part.strip() for part in parts if _wishes(part)))
        yield Wish(roles(said, people), True, (line.id,), listed=False)


def _after_label(said: str) -> str | None:
    head, colon, rest = said.partition(":")
    known = head.strip(" *_").lower() in words("wishes", "lists", "labels")
    return rest.strip(" *_") if colon and known and tokens(rest) else None


def _tells_lesson(said: str) -> bool:
    """Return whether a line of the list is labelled as what went well, wrong or luckily."""
    head, colon, _ = said.partition(":")
    bare = head.strip(" *_-+•")
    return bool(colon) and any(
        phrases("lessons", side, "labels").whole(bare) for side in keys("lessons")
    )


def _is_nothing(item: str) -> bool:
    return item.lower() in words("wishes", "lists", "nothing")


def _is_vague(item: str) -> bool:
    return (
        phrases("wishes", "vague").found(item) is not None
        and phrases("wishes", "concrete").found(item) is None
        and _FIGURE.search(item) is None
    )


def _wishes(sentence: str) -> bool:
    """Return whether a sentence of running notes is a vague wish, not a report of one."""
    if sentence.rstrip().endswith("?") or not _is_vague(sentence):
        return False
    return phrases("wishes", "wishing").found(sentence) is not None


def ask(wishes: Sequence[Wish], lines: Mapping[str, Evidence]) -> tuple[OpenQuestion, ...]:
    """Return for each vague wish the question of what exactly is meant, with its line."""
    return tuple(_question(wish, lines) for wish in wishes if wish.vague)


def _question(wish: Wish, lines: Mapping[str, Evidence]) -> OpenQuestion:
    topic = next(
        (
            t
            for t in keys("wishes", "topics")
            if phrases("wishes", "topics", t, "cues").found(wish.text)
        ),
        keys("wishes", "topics")[-1],
    )
    said = wish.text.strip(" .!")
    stands = any(said.lower() in lines[name].text.lower() for name in wish.evidence)
    fits = stands and len(said) <= _QUOTED and not set(said) & set('"“”`') and not breaks(said)
    what = f"“{said}”" if fits else "the wish in the cited line"
    return OpenQuestion(
        f"What exactly is meant by {what}: {text('wishes', 'topics', topic, 'asks')}?",
        "The notes wish for it without saying what would be done or how it would be verified.",
        wish.evidence,
    )
