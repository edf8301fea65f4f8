"""Contributing factors by gap and category, as the notes tell them, with questions to ask."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from assistant.analysis import items, layout, stories
from assistant.analysis.layout import Placed
from assistant.analysis.phrases import plain, sentences, tokens
from assistant.analysis.vocabulary import keys, number, phrases, union, words
from assistant.analysis.wording import clean
from assistant.incident import Incident

Category = Literal[
    "data", "model", "code", "process", "human", "vendor",
    "monitoring", "communication", "documentation", "tooling", "governance",
]  # fmt: skip
_SKIPPED = frozenset({"aside", "well"})
_BEHIND = 12  # characters behind a gap in which a word may exempt it
CITED = "(wording in the cited line)"  # ends a neutral sentence
# What is quoted in a line is somebody else's words, most often what the system put out.
_QUOTED = re.compile(r'["“][^"“”]{25,300}["”]')
CATEGORIES: tuple[Category, ...] = get_args(Category)


@dataclass(frozen=True, slots=True)
class Factor:
    """One contributing factor; `id` is "F1", "F2", ... in reading order."""

    id: str
    category: Category
    text: str
    evidence: tuple[str, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Gap:
    """A gap in a line: its category, where it stands, and whether a story tells it."""

    category: Category
    at: int
    by_story: bool


def _gaps(line: str) -> tuple[_Gap, ...]:
    """Return the gaps that a line tells, one a sentence: by a phrase, else by a story."""
    by_sentence: dict[int, _Gap] = {}
    quoted = [m.span() for m in _QUOTED.finditer(line)]
    for gap in (*_by_phrase(line), *_by_story(line)):
        sentence = _sentence(line, gap.at)
        said = any(start < gap.at < end for start, end in quoted)
        if sentence is not None and not said:
            by_sentence.setdefault(sentence, gap)
    return tuple(by_sentence.values())


def _sentence(line: str, at: int) -> int | None:
    """Return where the sentence at an offset begins, None where it only asks.

    What a question asks the reason of ("why is there no check") is told by it.
    """
    for begin, end in sentences(line, 0, len(line)):
        if begin <= at < end:
            said = line[begin:end].strip()
            asks = said.endswith("?") and not phrases("factors", "asked", "reason").found(said)
            return None if asks else begin
    return None


def _by_phrase(line: str) -> Iterator[_Gap]:
    if union("factors", "cues").span(line) is None:
        return
    for category in _ordered():
        hit = phrases("factors", category, "cues").span(line)
        if hit and not phrases("factors", category, "exempt").found(line):
            yield _Gap(category, hit[0], by_story=False)


def _by_story(line: str) -> Iterator[_Gap]:
    inside = stories.within_sentences("factors", line, reach="near")
    told = [story for story in inside if not story.doubted]
    shortest = sorted(told, key=lambda story: story.end - story.start)
    for story, category in ((s, c) for s in shortest for c in CATEGORIES if c == s.entry):
        said = line[story.start : story.end + _BEHIND]
        if not phrases("factors", category, "exempt").found(said):
            yield _Gap(category, story.start, by_story=True)


def _ordered() -> tuple[Category, ...]:
    return tuple(c for name in keys("factors") for c in CATEGORIES if c == name)


def _text(placed: Placed, gap: _Gap, people: tuple[str, ...]) -> str:
    told = layout.told(placed, gap.at, people)
    kept = clean(told)
    by_name = gap.by_story and told != layout.told(placed, gap.at, ())
    if kept is not None and not by_name and _stands(gap, kept):
        return _bare(kept)
    cue = phrases("factors", gap.category, "cues").found(told)
    if cue is not None and cue.lower() in words("factors", gap.category, "left_out"):
        return f"A change went out {cue.lower()} {CITED}"
    return f"A possible {gap.category} gap was noted {CITED}"


def _stands(gap: _Gap, said: str) -> bool:
    if phrases("factors", gap.category, "cues").found(said):
        return True
    return any(s.entry == gap.category for s in stories.heard("factors", said, reach="near"))


def _is_label(head: str) -> bool:
    return phrases("lessons", "wrong", "labels").whole(head.strip(" *_-"))


def _bare(text: str) -> str:
    """Return a gap without the label in front of it ("bad: no alert")."""
    head, colon, rest = text.partition(":")
    return rest.strip() if colon and tokens(rest) and _is_label(head) else text


def find(incident: Incident, notes: Sequence[Placed]) -> tuple[Factor, ...]:
    """Return the gaps that the notes tell, each with its category's questions.

    They are at most about ten, and of one category no more than a share of them.
    """
    found: dict[str, tuple[Category, tuple[str, ...]]] = {}
    for placed in notes:
        tasks = placed.section == "actions" and not items.asks(plain(placed.line.text))
        if tasks or placed.section in _SKIPPED or placed.fenced or placed.heading:
            continue
        for gap in _gaps(placed.line.text):
            text = _text(placed, gap, incident.people)
            if len(tokens(text)) < 2:
                continue
            same = next((t for t in found if _alike(t, text) and found[t][0] == gap.category), None)
            if same is None:
                found.setdefault(text, (gap.category, (placed.line.id,)))
            elif placed.line.id not in found[same][1]:
                found[same] = (gap.category, (*found[same][1], placed.line.id))
    return tuple(
        Factor(f"F{i}", category, text, evidence, words("factors", category, "questions"))
        for i, (text, (category, evidence)) in enumerate(_few(found), start=1)
    )


def _few(
    found: dict[str, tuple[Category, tuple[str, ...]]],
) -> list[tuple[str, tuple[Category, tuple[str, ...]]]]:
    """Return the first gaps of each category, in reading order."""
    counted: dict[Category, int] = {}
    kept = []
    for text, (category, evidence) in found.items():
        counted[category] = counted.get(category, 0) + 1
        if counted[category] <= number("factors", "most_of_one"):
            kept.append((text, (category, evidence)))
    return kept[: int(number("factors", "most"))]


def _alike(one: str, other: str) -> bool:
    mine, theirs = set(tokens(one)), set(tokens(other))
    return len(mine & theirs) * 10 >= 7 * max(len(mine), len(theirs))
