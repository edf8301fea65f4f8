"""The words that surround a zone which is stated for many times at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from assistant.intake import tables
from assistant.intake.clock.words import alternatives
from assistant.intake.tries import alternation

SOURCES = ("log", "history", "chat", "tracker", "pager")
# These are no notes: what is stated for them never holds for the times of notes.
APART = frozenset(["log", "history"])
# Words beside the cues and the sources that a statement may be made with.
_MEANT = ("all", "everything", "time", "times", "stamps", "timestamps", "clock", "clocks")
_WORD = re.compile(r"[^\W\d_]+")
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_TICKET = re.compile(r"[A-Z]{2,10}-\d+")


@dataclass(frozen=True, slots=True)
class Statements:
    """The words around stated zones: expressions without groups, and sources by their words.

    `machines` are those whose clock people read, `own` ends in what they say of their own times.
    `foreign` cues are of languages whose `foreign_leads` go with them alone. `spoken` finds, in
    small letters, a word without which no statement but a label is made.
    """

    cues: str
    spoken: re.Pattern[str]
    fields: str
    foreign: frozenset[str]
    unspaced: str
    foreign_leads: frozenset[str]
    many: frozenset[str]
    leads: str
    not_after: re.Pattern[str]
    unless: re.Pattern[str]
    stated: re.Pattern[str]
    throughout: re.Pattern[str]
    about: re.Pattern[str]
    sources: Mapping[str, str]
    files: Mapping[str, str]
    machines: frozenset[str]
    own: re.Pattern[str]


def _any_of(words: Collection[str]) -> re.Pattern[str]:
    """Return what finds whole words; their first letters stand first, so that it skips ahead."""
    rests = {word[0]: [other[1:] for other in words if other[0] == word[0]] for word in words}
    either = (
        rf"{re.escape(first)}(?<![a-z0-9].)(?:{'|'.join(map(re.escape, rest))})"
        for first, rest in sorted(rests.items())
    )
    return re.compile(rf"(?:{'|'.join(either)})(?!\w)")


@cache
def statements() -> Statements:
    """Return the words around stated zones; raise ResourceError where their file is damaged."""
    table = tables.load("clock_statements.toml")
    cues, unless = table.table("cues"), table.table("unless")
    listed = {name: table.table("sources").table(name) for name in SOURCES}
    sources = {word: name for name, one in listed.items() for word in one.words("words")}
    return Statements(
        cues=alternation([*cues.words("words"), *cues.words("foreign")]),
        spoken=_any_of({*cues.words("words"), *cues.words("foreign"), *sources, *_MEANT}),
        fields=alternation(cues.words("fields")),
        foreign=frozenset(cues.words("foreign")),
        foreign_leads=frozenset(cues.words("foreign_leads")) - frozenset(cues.words("leads")),
        many=frozenset(cues.words("many")),
        leads=alternatives([*cues.words("leads"), *cues.words("foreign_leads")]),
        not_after=re.compile(
            rf"(?:(?<![\w-]){alternatives(cues.words('not_after'))}|(?<![\d/.-])\d{{1,3}})\s\Z",
            re.IGNORECASE,
        ),
        unless=re.compile(
            rf"\)?,?\s{{1,2}}{alternatives(unless.words('words'))}\s(?:[\w']+\s){{0,3}}"
            rf"{alternatives(unless.words('told'))}(?!\w)",
            re.IGNORECASE,
        ),
        stated=re.compile(
            rf"(?<!\w){alternatives(unless.words('stated'))}\s(?:all\s)?in\s\Z", re.IGNORECASE
        ),
        throughout=re.compile(
            rf"\s{alternatives(unless.words('throughout'))}(?!\w)", re.IGNORECASE
        ),
        # "時刻は全てJST", "时间均为UTC": these languages set no spaces
        unspaced=alternation(w for w in cues.words("foreign") if UNSPACED.match(w)),
        # "the pipeline log is all Z", "tracker times are", "times in the log are"
        about=re.compile(
            rf"(?<![\w-])({alternation(sources)})(?:\s(?:files?|exports?|stamps|times?|timestamps?"
            r"|clocks?))?(?:\s?[=:+]|\s(?:is|are|in|use|uses|all|times?|timestamps?)(?!\w))",
            re.IGNORECASE,
        ),
        sources=sources,
        files={word: name for name, one in listed.items() for word in one.words("files")},
        machines=frozenset(table.table("machines").words("words")),
        own=re.compile(
            rf"(?<![\w-]){alternatives(table.table('own').words('words'))}\s(?:in\s|times\sin\s)?\Z",
            re.IGNORECASE,
        ),
    )


def source_of_file(name: str) -> str | None:
    """Return which source a file is by the words of its name: "chat", "tracker"; else None."""
    stem = re.split(r"[\\/]", name)[-1].rpartition(".")[0] or name
    known = statements().files
    found = next((known[w] for w in map(str.lower, _WORD.findall(stem)) if w in known), None)
    return found or ("tracker" if _TICKET.fullmatch(stem) else None)
