"""The ways to instruct a model, and the signs that people only talk about them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.intake.alike import alike
from assistant.intake.expressions import Expression
from assistant.intake.tables import Table, load
from assistant.intake.tries import alternation

# Lines up to this length come again with other digits in them.
_LONG = 600
# What stands between two spaces comes again up to this length.
_SHORT = 80
# The one word whose number a cue tells: "sev-4".
_COUNTED = "sev"
# What a match may begin with that is no word of it.
_LEAD = " .!?:;,>-])*#|\"'+=/([{}`~%→⇒↳➜»«›“”„‘…–—•·●▪◦‣✱@"
_LED = 16  # characters ahead of a match in which its lead stands
_NAMED = re.compile("@([A-Z]+)@")
_BEFORE, _AFTER = 120, 80  # characters around a match that are read


@dataclass(frozen=True, slots=True)
class Talk:
    """The signs, before and after a match, that a text talks about such words.

    `addressed` in what stands before takes that sign back: a reader is spoken to. Words that are
    `quoted` count only where more is `told` of them behind the quote, `listed` ones (the pattern of
    a rule, a phrase) where nothing else is quoted.
    """

    before: re.Pattern[str]
    addressed: re.Pattern[str]
    quoted: re.Pattern[str]
    told: re.Pattern[str]
    listed: re.Pattern[str]
    closed: re.Pattern[str]
    after: re.Pattern[str]

    def about(self, before: str, after: str) -> bool:
        """Return whether the text around a match talks about it."""
        return bool(
            (self.before.search(before) and not self.addressed.search(before))
            or (self.quoted.search(before) and self.told.search(after))
            or (self.listed.search(before) and self.closed.search(after))
            or self.after.search(after)
        )


@dataclass(frozen=True, slots=True)
class Way:
    """A wording; where it has a `lead`, it counts only behind what that ends with."""

    wording: Expression
    lead: re.Pattern[str] | None

    def found(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where it stands in a text."""
        pattern = self.wording.pattern
        at = 0
        while (match := pattern.search(text, at)) is not None:
            begin, end = match.span()
            if self.lead is None:
                yield begin + len(match[0]) - len(match[0].lstrip(_LEAD)), end
                at = max(end, begin + 1)
            elif self.lead.search(text, max(0, begin - _LED), begin) is not None:
                yield begin, end
                at = max(end, begin + 1)
            else:
                at = begin + 1


@dataclass(frozen=True, slots=True)
class Cue:
    """A way to instruct a model; `talk` tells where people only talk about it.

    One of `words` has to stand in the text before its ways are worth trying.
    `in_prompts` tells whether it is hostile even in the text of a prompt, which instructs by trade.
    """

    reason: str
    in_prompts: bool
    words: tuple[str, ...]
    ways: tuple[Way, ...]
    talk: Talk

    def holds(self, text: str) -> bool:
        """Return whether the folded text says it itself."""
        for way in self.ways:
            for begin, end in way.found(text):
                before, after = text[max(0, begin - _BEFORE) : begin], text[end : end + _AFTER]
                if not self.talk.about(before, after):
                    return True
        return False


@cache
def cues() -> tuple[Cue, ...]:
    """Return the cues of the data file, in the order in which they are tried."""
    data = load("hostile.toml")
    leads, unless = data.table("leads"), data.table("unless")

    def way(expression: str) -> Way:
        led = _NAMED.match(expression)
        if led is None:
            return Way(Expression(expression), None)
        return Way(Expression(expression[led.end() :]), leads.pattern(led[1]))

    def talk(signs: Table) -> Talk:
        return Talk(*(signs.pattern(name) for name in Talk.__slots__))

    return tuple(
        Cue(
            row.text("reason"),
            not row.flag("usual_in_prompts"),
            row.words("stems"),
            tuple(map(way, row.words("patterns") or (row.text("pattern"),))),
            talk(unless.table(row.text("unless"))),
        )
        for row in data.tables("cue")
    )


@cache
def _served() -> tuple[re.Pattern[str], dict[str, frozenset[int]]]:
    """Return what finds the longest word at a place, and the cues that each word serves."""
    words = {word for cue in cues() for word in cue.words}
    served = {
        word: frozenset(
            number for number, cue in enumerate(cues()) if word.startswith(tuple(cue.words))
        )
        for word in words
    }
    return re.compile(alternation(words)), served


@cache
def _spaced() -> tuple[dict[str, tuple[str, ...]], int]:
    """Return how words with a space go on, by how they begin, and how long the longest is."""
    spaced = {word for cue in cues() for word in cue.words if " " in word}
    goes_on: dict[str, set[str]] = {}
    for word in spaced:
        head, then, *_ = word.split(" ")
        goes_on.setdefault(head, set()).add(then)
    return {head: tuple(then) for head, then in goes_on.items()}, max(map(len, spaced), default=0)


@cache
def _heads() -> dict[str, list[str]]:
    """Return the beginnings of words with a space, by their last letter."""
    heads: dict[str, list[str]] = {}
    for head in _spaced()[0]:
        heads.setdefault(head[-1:], []).append(head)
    return heads


def _worth_trying(plain: str) -> set[int]:
    """Return the cues one of whose words stands in a text.

    What stands between two spaces is looked at once, since it comes again in other lines.
    """
    worth: set[int] = set()
    longest = _spaced()[1]
    end, then = -1, None
    for piece in plain.split(" "):
        if then and piece.startswith(then):
            worth |= _worth(plain[max(0, end - longest) : end + longest])
        within, then = (_known_piece if len(piece) <= _SHORT else _piece)(piece)
        worth |= within
        end += len(piece) + 1
    return worth


@lru_cache(maxsize=8192)
def _known_piece(piece: str) -> tuple[frozenset[int], tuple[str, ...]]:
    return _piece(piece)


def _piece(piece: str) -> tuple[frozenset[int], tuple[str, ...]]:
    """Return the cues that a piece serves, and how what follows it may go on with a word."""
    heads = _heads()
    begun = (*heads.get(piece[-1:], ()), *heads.get("", ()))
    then = {rest for head in begun if piece.endswith(head) for rest in _spaced()[0][head]}
    return _worth(piece), tuple(then)


def _worth(text: str) -> frozenset[int]:
    place, served = _served()
    return frozenset(number for word in _words_in(text, place) for number in served[word])


def _words_in(plain: str, place: re.Pattern[str]) -> set[str]:
    """Return the longest word at every place of a text, overlapping ones too.

    Going on behind each beginning takes half as long as to look ahead from every place.
    """
    found: set[str] = set()
    match = place.search(plain)
    while match is not None:
        found.add(match[0])
        match = place.search(plain, match.start() + 1)
    return found


def cued(plain: str, *, in_prompt: bool) -> str | None:
    """Return the reason of the first cue that folded text holds; its digits tell nothing."""
    shape = plain if _COUNTED in plain else alike(plain)
    return (_cued_alike if len(shape) <= _LONG else first_cue)(shape, in_prompt)


@lru_cache(maxsize=8192)
def _cued_alike(shape: str, in_prompt: bool) -> str | None:
    return first_cue(shape, in_prompt)


def first_cue(plain: str, in_prompt: bool) -> str | None:
    """Return the reason of the first cue that folded text holds, None where it holds none."""
    for number in sorted(_worth_trying(plain)):
        cue = cues()[number]
        if (cue.in_prompts or not in_prompt) and cue.holds(plain):
            return cue.reason
    return None
