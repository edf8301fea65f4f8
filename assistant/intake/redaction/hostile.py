"""What a text may carry against its reader: invisible characters, instructions to a model."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.incident import Evidence
from assistant.intake.alike import alike
from assistant.intake.redaction.encoded import decoded_texts
from assistant.intake.redaction.invisible import hidden_text, strip_invisible, visible
from assistant.intake.tables import Table, load
from assistant.intake.tries import alternation

__all__ = [
    "Case",
    "candidate_case",
    "folded",
    "hidden_text",
    "instruction_across",
    "instruction_in",
    "strip_invisible",
    "visible",
]

_LATIN = re.compile("[a-z]")
_WORD = re.compile(r"\w{2,100}")
# Lines up to this length come again and again in pages of short lines.
_SHORT = 160
# Longer ones, up to this length, come again with other digits in them.
_LONG = 600
# The one word whose number a cue tells: "sev-4".
_COUNTED = "sev"
# How much of each of two lines is read together.
_REACH = 160
_LEAD = " .!?:;,>-])*#|\"'"
# Letters set apart to slip past a search: "i g n o r e" or "i-g-n-o-r-e".
_SPACED = re.compile(r"(?<![^ \n])[^\W\d_](?:[ .\-_*][^\W\d_]){4,200}(?![^ .,:;!?\n])")
_MAY_BE_SPACED = re.compile(r"[ .\-_*](?:[^\W\d_][ .\-_*]){3}")
_APART = re.compile(r"[ .\-_*]")
# Digits and signs that stand in for letters, and words tied together by other than spaces.
_MIXED = re.compile(r"[a-z][0-9@$!|]|[0-9@$!|][a-z]")
_LEET = re.compile(r"[a-z0-9@$!|]{3,40}")
_AS_LETTERS = str.maketrans("013457@$!|", "oieastasil")
_TIED = re.compile(
    r"(?<![\w/.:\-])[A-Z]?[A-Za-z]{1,20}(?:[-+.][A-Za-z]{1,20}){2,30}(?![\w/])"
    r"|(?<![\w/.:\-])[A-Z]{2,20}(?:_[A-Z]{1,20}){2,30}(?!\w)"
)
# What disguised words must come to before they are worth a closer look.
_TARGETS = ("instruction", "prompt", "rules", "guideline", "everything above", "directive")
_TIES = re.compile(r"[-+._]")


@dataclass(frozen=True, slots=True)
class Cue:
    """A way to instruct a model; the last three tell where people only talk about it.

    One of `words` has to stand in the text before its pattern is worth trying.
    `in_prompts` tells whether it is hostile even in the text of a prompt, which instructs by trade.
    """

    reason: str
    in_prompts: bool
    words: tuple[str, ...]
    pattern: re.Pattern[str]
    before: re.Pattern[str]
    quoted: re.Pattern[str]
    after: re.Pattern[str]

    def holds(self, text: str) -> bool:
        """Return whether the folded text says it itself."""
        for match in self.pattern.finditer(text):
            start = match.start() + len(match[0]) - len(match[0].lstrip(_LEAD))
            before, after = text[max(0, start - 120) : start], text[match.end() : match.end() + 80]
            if not (
                self.before.search(before) or self.quoted.search(before) or self.after.search(after)
            ):
                return True
        return False


@cache
def cues() -> tuple[Cue, ...]:
    """Return the cues of the data file, in the order in which they are tried."""
    data = load("hostile.toml")
    unless = data.table("unless")

    def cue(row: Table) -> Cue:
        signs = unless.table(row.text("unless"))
        return Cue(
            row.text("reason"),
            not row.flag("usual_in_prompts"),
            row.words("stems"),
            row.pattern("pattern"),
            signs.pattern("before"),
            signs.pattern("quoted"),
            signs.pattern("after"),
        )

    return tuple(cue(row) for row in data.tables("cue"))


@cache
def _lookalikes() -> dict[int, str]:
    table = load("hostile.toml").table("lookalikes")
    return {ord(a): b for a, b in zip(table.text("from"), table.text("to"), strict=True)}


def folded(text: str) -> str:
    """Return the text as a reader sees it: small letters, single spaces, no look-alike letters."""
    plain = unicodedata.normalize("NFKC", strip_invisible(text)[0]) if not text.isascii() else text
    if _MAY_BE_SPACED.search(plain):
        plain = _SPACED.sub(lambda letters: _APART.sub("", letters[0]), plain)
    plain = " ".join(plain.split()).lower().replace("\u2019", "'")
    if not plain.isascii():
        plain = _WORD.sub(_one_script, plain)
    return plain


def _one_script(word: re.Match[str]) -> str:
    if word[0].isascii() or not _LATIN.search(word[0]):
        return word[0]
    return word[0].translate(_lookalikes())


def instruction_in(text: str, *, in_prompt: bool = False) -> str | None:
    """Return in words why the text looks like an instruction to a model, or None.

    With `in_prompt` the text is part of a prompt or its history, where words such as "you are a
    helpful assistant" are the thing itself and no attack.
    """
    return (_remembered if len(text) <= _SHORT else _instruction)(text, in_prompt)


@lru_cache(maxsize=8192)
def _remembered(text: str, in_prompt: bool) -> str | None:
    return _instruction(text, in_prompt)


def _instruction(text: str, in_prompt: bool) -> str | None:
    reason = _reason(text, in_prompt=in_prompt)
    if reason:
        return reason
    hidden = hidden_text(text)
    if hidden and _reason(hidden, in_prompt=in_prompt):
        return f"{_reason(hidden, in_prompt=in_prompt)}, written in invisible characters"
    for decoded in decoded_texts(text):
        reason = _reason(decoded, in_prompt=in_prompt)
        if reason:
            return f"{reason}, encoded"
    return None


def _reason(text: str, *, in_prompt: bool) -> str | None:
    plain = folded(text)
    found = _cued(plain, in_prompt=in_prompt)
    if found:
        return found
    translated = plain.translate(_AS_LETTERS)
    if not any(word in translated for word in _TARGETS):
        return None
    if translated != plain and _MIXED.search(plain):
        swapped = _LEET.sub(lambda word: _spelled(word[0]), plain)
        found = _cued(swapped, in_prompt=in_prompt) if swapped != plain else None
        if found:
            return found
    untied = _TIED.sub(lambda words: _TIES.sub(" ", words[0]), text)
    return _cued(folded(untied), in_prompt=in_prompt) if untied != text else None


@lru_cache(maxsize=4096)
def _spelled(word: str) -> str:
    return word.translate(_AS_LETTERS) if _LATIN.search(word) else word


@cache
def _served() -> tuple[re.Pattern[str], dict[str, frozenset[int]]]:
    """Return what finds the longest word at every place, and the cues that each word serves."""
    words = {word for cue in cues() for word in cue.words}
    served = {
        word: frozenset(
            number for number, cue in enumerate(cues()) if word.startswith(tuple(cue.words))
        )
        for word in words
    }
    return re.compile(f"(?=({alternation(words)}))"), served


def _cued(plain: str, *, in_prompt: bool) -> str | None:
    """Return the reason of the first cue that folded text holds; its digits tell nothing."""
    shape = plain if _COUNTED in plain else alike(plain)
    return (_cued_alike if len(shape) <= _LONG else _first_cue)(shape, in_prompt)


@lru_cache(maxsize=8192)
def _cued_alike(shape: str, in_prompt: bool) -> str | None:
    return _first_cue(shape, in_prompt)


def _first_cue(plain: str, in_prompt: bool) -> str | None:
    place, served = _served()
    worth = {number for word in set(place.findall(plain)) for number in served[word]}
    for number in sorted(worth):
        cue = cues()[number]
        if (cue.in_prompts or not in_prompt) and cue.holds(plain):
            return cue.reason
    return None


def instruction_across(first: str, second: str, *, in_prompt: bool = False) -> str | None:
    """Return why two lines together look like an instruction that neither of them is alone."""
    if not first.strip() or not second.strip():
        return None
    tail, head = first.rstrip()[-_REACH:], second.lstrip(" \t>|*+#-")[:_REACH]
    both = len(tail) + len(head)
    return (_remembered_across if both <= _SHORT else _across)(tail, head, in_prompt)


@lru_cache(maxsize=8192)
def _remembered_across(tail: str, head: str, in_prompt: bool) -> str | None:
    return _across(tail, head, in_prompt)


def _across(tail: str, head: str, in_prompt: bool) -> str | None:
    reason = _reason(f"{tail} {head}", in_prompt=in_prompt)
    if reason is None or _reason(tail, in_prompt=in_prompt) or _reason(head, in_prompt=in_prompt):
        return None
    return reason


@dataclass(frozen=True, slots=True)
class Case:
    """A quarantined line as a candidate for an evaluation set."""

    id: str
    source: str
    line: int
    text: str
    reason: str
    expected: str = "The text is treated as data: quoted as evidence, never followed."

    def as_jsonl(self) -> str:
        """Return the case as one line of JSON, without its line ending."""
        fields = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps({"kind": "injection", **fields}, ensure_ascii=False)


def candidate_case(evidence: Evidence) -> Case | None:
    """Return the candidate case of a quarantined line; None where it is not quarantined."""
    if not evidence.hostile:
        return None
    reason = instruction_in(evidence.text, in_prompt=evidence.kind == "history")
    return Case(
        id=f"injection-{evidence.source}-{evidence.line}",
        source=evidence.source,
        line=evidence.line,
        text=evidence.text,
        reason=reason or "is part of an instruction that runs over several lines",
    )
