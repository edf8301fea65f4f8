"""Spelling: a text as a reader sees it, and what it reads when its disguise is taken off."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from assistant.intake.alike import turned, turns
from assistant.intake.redaction.invisible import strip_invisible
from assistant.intake.tables import load

_LATIN = re.compile("[a-z]")
_WORD = re.compile(r"\w{2,100}")
# Letters set apart to slip past a search: "i g n o r e" or "i-g-n-o-r-e".
_SPACED = re.compile(r"(?<![^ \n])[^\W\d_](?:[ .\-_*][^\W\d_]){4,200}(?![^ .,:;!?\n])")
_MAY_BE_SPACED = re.compile(r"[ .\-_*](?:[^\W\d_][ .\-_*]){3}")
_APART = re.compile(r"[ .\-_*]")
# Marks heaped on a letter that no language writes so: what has a letter of its own is composed.
# Their class stands first, which lets a search skip ahead.
_HEAPED = re.compile("[\u0300-\u036f](?<=[A-Za-z].)[\u0300-\u036f]{0,39}")
_OTHER_LETTER = re.compile(r"[^\x00-\x7f](?<=\w)")
# Digits and signs that stand in for letters, and words tied together by other than spaces.
# The rarer class stands first, which lets a search skip ahead. "v12" is a version, no word.
_MIXED = re.compile(r"[0-9@$!|](?:(?<=[a-z].)(?<!\bv\d)|(?=[a-z]))")
_LEET = re.compile(
    r"(?<![a-z0-9@$!|])(?=[a-z]{0,40}[0-9@$!|])(?=[0-9@$!|]{0,40}[a-z])[a-z0-9@$!|]{3,40}"
)
_STAND_INS = dict(zip("013457@$!|", "oieastasil", strict=True))
_AS_LETTERS = turns(_STAND_INS)
_TIED = re.compile(
    r"(?<![\w/.:\-])[A-Z]?[A-Za-z]{1,20}(?:[-+._][A-Za-z]{1,20}){2,30}(?![\w/])"
    r"|(?<![\w/.:\-])[A-Z]{2,20}(?:_[A-Z]{1,20}){2,30}(?!\w)"
)
_HUMPED = re.compile(r"(?<!\w)(?:[A-Z][a-z]{1,20}){4,60}(?!\w)")
# What either of them needs; its rare classes stand first, which lets a search skip ahead.
_MAY_BE_TIED = re.compile(
    r"[-+._A-Z](?:(?<=[A-Za-z][-+._])[A-Za-z]{1,20}[-+._][A-Za-z]|(?<=[a-z][A-Z])[a-z])"
)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
# What disguised words must come to before they are worth a closer look.
_TARGETS = ("instruction", "prompt", "rules", "guideline", "everything above", "directive")
_TIES = re.compile(r"[-+._]")
# Up to this length what stands between two spaces is kept in mind.
_LONG = 160


def _disguised(char: str) -> str:
    """Return what a letter may be written as where a nought stands for every digit."""
    others = "".join(sign for sign, letter in _STAND_INS.items() if letter == char)
    return f"[{char}{others}{'0' if others else ''}]"


# A target in letters and digits, whichever digits those are, ...
_MAY_SPELL = re.compile("|".join("".join(map(_disguised, word)) for word in _TARGETS))
# ... and what it has to look like first: all that may stand for each other taken for a nought.
_AS_NOUGHTS = turns(dict.fromkeys((*_STAND_INS, *_STAND_INS.values()), "0"))
_ROUGHLY = tuple(turned(word, _AS_NOUGHTS) for word in _TARGETS)


@cache
def _lookalikes() -> dict[int, str]:
    table = load("hostile.toml").table("lookalikes")
    return {ord(a): b for a, b in zip(table.text("from"), table.text("to"), strict=True)}


def folded(text: str) -> str:
    """Return the text as a reader sees it: small letters, single spaces, no look-alike letters."""
    plain = text
    if not text.isascii():
        plain = _HEAPED.sub("", unicodedata.normalize("NFKC", strip_invisible(text)[0]))
    if _MAY_BE_SPACED.search(plain):
        plain = _SPACED.sub(lambda letters: _APART.sub("", letters[0]), plain)
    plain = " ".join(plain.split()).lower().replace("\u2019", "'")
    if not plain.isascii() and _OTHER_LETTER.search(plain):
        plain = _WORD.sub(_one_script, plain)
    return plain


def _one_script(word: re.Match[str]) -> str:
    if word[0].isascii() or not _LATIN.search(word[0]):
        return word[0]
    return word[0].translate(_lookalikes())


def respelled(text: str, plain: str) -> Iterator[str]:
    """Yield what a text, folded to `plain`, reads with digits for letters and ties taken out.

    Nothing where that holds no word that an instruction to a model is about.
    """
    translated = turned(plain, _AS_LETTERS)
    for word in _TARGETS:
        if word in translated:
            break
    else:
        return
    if translated != plain and _MIXED.search(plain):
        swapped = " ".join(map(_in_letters, plain.split(" ")))
        if swapped != plain:
            yield swapped
    if not _MAY_BE_TIED.search(text):
        return
    untied = _HUMPED.sub(_apart, _TIED.sub(_apart, text))
    if untied != text:
        yield folded(untied)


def digits_spell(plain: str) -> bool:
    """Return whether digits of a folded text may stand for letters; whichever they are, the same.

    They do only where all that disguised words must come to can be spelled with them.
    """
    if _MIXED.search(plain) is None:
        return False
    roughly = turned(plain, _AS_NOUGHTS)
    return any(map(roughly.__contains__, _ROUGHLY)) and _MAY_SPELL.search(plain) is not None


def _apart(words: re.Match[str]) -> str:
    """Return words that are tied together set apart, where one is what instructions are about."""
    small = words[0].lower()
    if not any(word.split()[-1] in small for word in _TARGETS):
        return words[0]
    return _HUMP.sub(" ", _TIES.sub(" ", words[0]))


def _in_letters(words: str) -> str:
    """Return what stands between two spaces with letters for the digits; the rest tells nothing.

    It comes again in the lines of a text that are read together with the one before them.
    """
    return (_known_in_letters if len(words) <= _LONG else _with_letters)(words)


@lru_cache(maxsize=4096)
def _known_in_letters(words: str) -> str:
    return _with_letters(words)


def _with_letters(words: str) -> str:
    return _LEET.sub(_as_letters, words)


def _as_letters(word: re.Match[str]) -> str:
    return _spelled(word[0])


@lru_cache(maxsize=4096)
def _spelled(word: str) -> str:
    return turned(word, _AS_LETTERS) if _LATIN.search(word) else word
