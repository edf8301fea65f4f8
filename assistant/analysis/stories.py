"""Stories: groups of words that tell, together in one sentence, how a system failed or what lacked.

A phrase list finds what it has words for; a story finds what is told in other words, since each of
its groups holds the many words for one part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise

from assistant.analysis.cueindex import index
from assistant.analysis.phrases import sentences
from assistant.analysis.vocabulary import Cues, keys, listed, number, phrases, table, words

_REACH = 4000
_CLAUSE = re.compile(r"[,;:()→|]|\s[-–—]\s|\b(?:but|then|so|which|while|however)\b")
_LEAD = 40  # characters ahead of a word in which it may be denied
_BEHIND = 32
_KEPT = 1 << 10  # sentences remembered, as a line is read for several kinds of stories
_PARTS = re.compile(r"(?<=[a-z])(?=[A-Z])|[_./:=-]+")
_JOINTS = ("-", "/", "=", "_", "@")
_COUNT = re.compile(r"(\d)\s+(\S+)")
_WHY = re.compile(r"\bwhy\b", re.I)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Part:
    """One group of words that a story asks for, `times` different ones of it."""

    group: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class Story:
    """The parts that have to stand together, and the entry that they tell of.

    `ordered` parts follow each other closely within a clause ("no ... alarm").
    """

    entry: str
    parts: tuple[Part, ...]
    ordered: bool = False

    @property
    def groups(self) -> tuple[str, ...]:
        """Return the groups of its parts, in their order."""
        return tuple(part.group for part in self.parts)


@dataclass(frozen=True, slots=True)
class Heard:
    """A story in a text: its entry, its place, and whether it is doubted or only asked."""

    entry: str
    start: int
    end: int
    doubted: bool


@cache
def listing(kind: str, key: str = "stories") -> tuple[Story, ...]:
    """Return the stories of all entries of a kind ("failure_modes", "triggers", "factors")."""
    return tuple(
        Story(entry, tuple(_part(part) for part in re.split(r" [+>] ", told)), " > " in told)
        for entry in keys("mechanism", kind)
        for told in listed("mechanism", kind, entry, key)
    )


def _part(told: str) -> Part:
    counted = _COUNT.fullmatch(told)
    return Part(counted[2], int(counted[1])) if counted else Part(told)


def heard(kind: str, line: str, *, reach: str = "reach") -> Iterator[Heard]:
    """Yield the stories told in a line; denied ones are left out.

    Each sentence is read by itself, and then with the one ahead of it: what only the two tell
    together counts as doubted. `reach` names the number of characters within which all parts of a
    story have to stand.
    """
    yield from within_sentences(kind, line, reach=reach)
    for (begin, _), (_, end) in pairwise(_sentences(line)):
        for told in _in_sentence(kind, line[begin:end], begin, number("mechanism", reach)):
            yield replace(told, doubted=True)


def within_sentences(kind: str, line: str, *, reach: str) -> Iterator[Heard]:
    """Yield the stories that a sentence of a line tells by itself."""
    for begin, end in _sentences(line):
        yield from _in_sentence(kind, line[begin:end], begin, number("mechanism", reach))


def _sentences(line: str) -> list[Span]:
    return sentences(line, 0, min(len(line), _REACH))


def _in_sentence(kind: str, said: str, at: int, reach: float) -> Iterator[Heard]:
    sentence = _read(said)
    near = sentence.near.keys()
    likely = [story for story, groups in _by_groups(kind) if groups <= near]
    if not likely:
        return
    asked = said.rstrip().endswith("?") and not _WHY.search(said)
    doubt = phrases("mechanism", "credibility", "doubted")
    for story in likely:
        spans = {group: sentence.spans(group) for group in story.groups}
        found = _in_order(story, spans, said) if story.ordered else _together(story, spans, reach)
        if found is not None:
            doubted = asked or doubt.found(said[max(0, found[0] - _LEAD) : found[1]])
            yield Heard(story.entry, at + found[0], at + found[1], bool(doubted))


@cache
def _by_groups(kind: str, key: str = "stories") -> tuple[tuple[Story, frozenset[str]], ...]:
    return tuple((story, frozenset(story.groups)) for story in listing(kind, key))


def moved(kind: str, said: str) -> frozenset[str]:
    """Return the entries that the words of a change (names, settings) point to."""
    text = _PARTS.sub(" ", said[:_REACH])
    near = index("mechanism", "cues", "words").near(text)
    likely = [
        (story.entry, groups)
        for story, groups in _by_groups(kind, "moved")
        if groups <= near.keys()
    ]
    needed = {group for _, groups in likely for group in groups}
    standing = {group for group in needed if _places(text, near[group])}
    return frozenset(entry for entry, groups in likely if groups <= standing)


def _places(text: str, cues: Iterable[Cues]) -> tuple[Span, ...]:
    return tuple([s for cue in cues for s in cue.spans(text) if not _within_name(text, s)])


def _within_name(text: str, span: Span) -> bool:
    """Return whether a word is part of an address or a name with joints ("key-not-real")."""
    before, after = text[span[0] - 1 : span[0]] if span[0] else "", text[span[1] : span[1] + 2]
    return before in _JOINTS or (after[:1] in _JOINTS and after[1:].isalnum())


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence, and for each group that may stand in it the phrases to search for.

    Where a group stands is found out when a story first asks for it.
    """

    text: str
    near: Mapping[str, tuple[Cues, ...]]
    found: dict[str, tuple[Span, ...]]

    def spans(self, group: str) -> tuple[Span, ...]:
        """Return where a group stands, without the words that are denied there."""
        if group not in self.found:
            spans = _places(self.text, self.near[group])
            if not _bare(group):
                spans = tuple([span for span in spans if not _denied(self.text, span)])
            self.found[group] = spans
        return self.found[group]


@lru_cache(maxsize=_KEPT)
def _read(sentence: str) -> _Sentence:
    return _Sentence(sentence, index("mechanism", "cues", "words").near(sentence), {})


@cache
def _bare(group: str) -> bool:
    groups = table("mechanism")["words"]
    held = groups.get(group) if isinstance(groups, Mapping) else None
    return isinstance(held, Mapping) and bool(held.get("bare"))


def _denied(sentence: str, span: Span) -> bool:
    start, end = span
    breaks = [m.end() for m in _CLAUSE.finditer(sentence, 0, start)]
    lead = sentence[max(start - _LEAD, breaks[-1] if breaks else 0) : start]
    return bool(
        phrases("mechanism", "credibility", "denied").found(lead)
        or phrases("mechanism", "credibility", "after").found(sentence[end : end + _BEHIND])
    )


def _together(story: Story, spans: Mapping[str, tuple[Span, ...]], reach: float) -> Span | None:
    """Return the shortest stretch found that holds all parts of a story, None beyond the reach."""
    if not all(spans.values()):
        return None
    best: Span | None = None
    for anchor in spans[story.parts[0].group]:
        stretch = _around(anchor, story, spans)
        if stretch is None or stretch[1] - stretch[0] > reach:
            continue
        if best is None or stretch[1] - stretch[0] < best[1] - best[0]:
            best = stretch
    return best


def _in_order(story: Story, spans: Mapping[str, tuple[Span, ...]], said: str) -> Span | None:
    """Return where the two parts of a story follow each other closely, None where they do not."""
    first, second = (spans[part.group] for part in story.parts)
    close = number("mechanism", "close")
    for start, end in first:
        for begin, stop in second:
            if end <= begin <= end + close and not _CLAUSE.search(said, end, begin):
                return start, stop
    return None


def _around(anchor: Span, story: Story, spans: Mapping[str, tuple[Span, ...]]) -> Span | None:
    start, end = anchor
    taken: list[Span] = [anchor]
    needed = [(p.group, p.times - (place == 0)) for place, p in enumerate(story.parts)]
    for group, times in needed:
        for _ in range(times):
            free = [s for s in spans[group] if not any(_overlap(s, t) for t in taken)]
            if not free:
                return None
            nearest = min(free, key=lambda s: max(end, s[1]) - min(start, s[0]))
            taken.append(nearest)
            start, end = min(start, nearest[0]), max(end, nearest[1])
    return start, end


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def of_kind(kind: str, name: str) -> tuple[str, ...]:
    """Return the kinds of change that speak for an entry besides its words."""
    known = name in keys("mechanism", kind)
    return words("mechanism", kind, name, "kinds") if known else ()
