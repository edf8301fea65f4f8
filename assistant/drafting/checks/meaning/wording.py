"""Sentences as the rules on meaning read them: words by stem, clauses, what is negated."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.drafting.checks.meaning import vocabulary
from assistant.drafting.checks.meaning.stems import stem

_WORD = re.compile(r"->|=>|→|!=|\?(?=\W|$)|[^\W_]+(?:[.,:'’/_-][^\W_]+)*%?")
_NEGATED = re.compile(r"(?<=\w)n[’']t\b", re.IGNORECASE)
_INSTANT = re.compile(r"(?<=\d)[Tt](?=\d\d:\d\d)")
_BREAK = re.compile(r"[,;:()!|]|\.\s|\s[-–—]\s")
_KEY = re.compile(r"=(?![=>])")
_FIGURE = re.compile(r"~?(\d[\d,]*(?:\.\d+)?)(?:%|[a-z]{1,3})?")
_CLOCK = re.compile(r"(\d{1,2}:\d\d(?::\d\d)?)(?:\.\d+)?z?")
_DAY = re.compile(r"(?:\d{4}-)?(\d\d-\d\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_REACH = 6  # words within which a negation finds what it turns round
_SHORT = 3  # letters of a part that says nothing by itself ("en_US")
_MOST = 3  # words that a negation turns round at the most
_NONE = "0"
_LETTER = 0.5  # weight of a letter that tells one of a kind from another ("arm B")
_READ = 4000  # characters of a line that are read
ARROW = "->"
_QUESTION = "?"


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text.

    `text` is the word in small letters, `form` its stem, `stem` what its equivalents share as well;
    `clause` counts the clauses before it and `weight` says how much it tells of what happened.
    `negator` is whether it turns round what follows, `negated` whether one does so with it,
    `valued` whether it is the value of the word before it ("limit=800"), and `asked` whether its
    clause asks.
    """

    text: str
    form: str
    stem: str
    clause: int
    weight: float
    anchor: bool
    negator: bool = False
    negated: bool = False
    valued: bool = False
    asked: bool = False

    @property
    def tells(self) -> bool:
        """Return whether the word says something of what happened."""
        return self.weight >= 1 and not self.anchor


@lru_cache(maxsize=4096)
def read(text: str) -> tuple[Word, ...]:
    """Return the words of a sentence or a line, in order."""
    known = vocabulary.vocabulary()
    marked = _INSTANT.sub(" ", _NEGATED.sub(" not", text[:_READ]))
    found: list[Word] = []
    clause = last = end = 0
    around: int | None = None
    field = False
    for match in _WORD.finditer(marked):
        if match[0] == _QUESTION:
            found = [replace(word, asked=word.asked or word.clause == clause) for word in found]
            clause = last = last + 1
            end = match.end()
            continue
        between = marked[end : match.start()]
        valued = between.strip() in {"=", "=="}
        ends = field and " " in between
        begins = not valued and _KEY.match(marked, match.end())
        outer = around if between == ") " else None
        if outer is not None:
            clause, around = outer, None  # what a parenthesis breaks off goes on behind it
        elif _BREAK.search(between) or ends or begins:
            around = clause if between == " (" else None if ")" in between else around
            clause = last = last + 1
        field = valued or (field and not ends)
        end = match.end()
        if (
            between == " "
            and found
            and _is_letter(match[0])
            and not marked[: match.start()].isupper()
        ):
            found.append(_letter(match[0].lower(), clause))
            continue
        for part in _parts(match[0].lower()):
            if part in known.joints:
                clause = last = last + 1
            found.append(replace(_word(part, clause), valued=valued))
    return _negations(_equivalents(found))


def _is_letter(word: str) -> bool:
    return len(word) == 1 and word.isupper() and word != "I"


def _letter(text: str, clause: int) -> Word:
    return Word(text, text, text, clause, _LETTER, anchor=False)


def _parts(token: str) -> list[str]:
    """Return the words of a token: names and numbers stay whole, compounds do not."""
    plain = token.replace("’", "'").removesuffix("'s").removesuffix("'")
    if not any(c.isalnum() for c in plain):
        return ["!=" if plain == "!=" else ARROW]
    if plain in vocabulary.vocabulary().whole:
        return [plain]
    found: list[str] = []
    for piece in plain.split("_"):
        parts = [part for part in re.split(r"[-/:.,]", piece) if part]
        short = len(parts) > 1 and min(map(len, parts)) == 1
        found += [piece] if short or any(c.isdigit() for c in piece) else parts
    return [plain] if len(found) > 1 and max(map(len, found)) < _SHORT else found


def _word(text: str, clause: int) -> Word:
    if any(c.isdigit() for c in text):
        return Word(text, text, anchor_of(text), clause, 1.5, anchor=True)
    known = vocabulary.vocabulary()
    weight = 0.0 if text in known.function else 0.3 if text in known.framing else 1.0
    if not text[0].isalnum():
        weight = 0.0
    form = stem(text)
    return Word(text, form, known.equivalents.get((text,), form), clause, weight, anchor=False)


def anchor_of(text: str) -> str:
    """Return a figure, time or day without the marks that texts write differently."""
    clock = _CLOCK.fullmatch(text)
    if clock:
        return clock[1].zfill(5)
    day = _DAY.fullmatch(text)
    if day:
        return day[1]
    figure = _FIGURE.fullmatch(text)
    return figure[1].replace(",", "") if figure else text


def kind(anchor: str) -> str:
    """Return what an anchor is: a clock time, a day, a year, a figure or a name."""
    if _CLOCK.fullmatch(anchor):
        return "clock"
    if _DAY.fullmatch(anchor):
        return "day"
    if _YEAR.fullmatch(anchor):
        return "year"
    return "figure" if _FIGURE.fullmatch(anchor) else "name"


def figure(word: Word) -> float | None:
    """Return the value of a plain figure, None of anything else."""
    try:
        return float(word.stem) if word.anchor else None
    except ValueError:
        return None


def _equivalents(words: list[Word]) -> list[Word]:
    """Return the words with runs that mean one thing told by one stem ("rolled back")."""
    known = vocabulary.vocabulary().equivalents
    made = list(words)
    for at in range(len(words)):
        for size in (3, 2):
            one = known.get(tuple(w.text for w in words[at : at + size])) if size > 1 else None
            if one is not None and at + size <= len(words):
                made[at] = replace(made[at], stem=one, weight=1.0)
                for i in range(at + 1, at + size):
                    made[i] = replace(made[i], weight=0.0)
                break
    return made


def _negations(words: list[Word]) -> tuple[Word, ...]:
    """Return the words with what each negation reaches: the next words that tell something."""
    known = vocabulary.vocabulary()
    made = list(words)
    for at, word in enumerate(words):
        runs = known.negators.get(word.text, ())
        run = next((r for r in runs if tuple(w.text for w in words[at : at + len(r)]) == r), None)
        none = word.anchor and word.stem == _NONE
        if run is not None or none:
            made[at] = replace(made[at], negator=True)
            start = at + (len(run) if run else 1)
            if none and (start == len(words) or words[start].valued or words[start].weight < 1):
                continue
            for i in _reached(words, start)[: 1 if word.text in known.prefixes else _MOST]:
                made[i] = replace(made[i], negated=True)
        if (none or word.text in known.denials) and at and words[at - 1].clause == word.clause:
            made[at] = replace(made[at], negator=True)
            made[at - 1] = replace(made[at - 1], negated=True)
    return tuple(made)


def _reached(words: list[Word], start: int) -> list[int]:
    """Return the first words from `start` on that tell something, up to the end of their phrase."""
    found: list[int] = []
    for at in range(start, min(len(words), start + _REACH)):
        word = words[at]
        if word.clause != words[start - 1].clause or (found and word.weight < 1):
            break
        if word.weight > 0:
            found.append(at)
        if len(found) == _MOST:
            break
    return found
