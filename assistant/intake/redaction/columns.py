"""The columns of tables that hold people: "Owner", "Created by", "Wer"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from assistant.intake.redaction.accountnames import is_initialled, is_paired
from assistant.intake.redaction.naming import is_only_given
from assistant.intake.redaction.ordinary import is_word
from assistant.intake.redaction.plausible import could_be
from assistant.intake.tables import load

_RULE = re.compile(r"\s*\|?[\s:|\-]*-{2,}[\s:|\-]*\|?\s*")
_HEAD = re.compile(r"[^\W\d][\w \-./#]{0,24}")
_ACCOUNT = re.compile(r"[a-z]{4,16}")
_QUOTED = re.compile(r'"[^"]*"')
_SIGNS = ";\t,"
_LONGEST = 2_000


@cache
def _columns() -> frozenset[str]:
    return frozenset(
        word
        for name in ("people_passing.toml", "people_names.toml")
        for word in load(name).table("columns").words("names")
    )


def people_in(texts: Sequence[str]) -> Iterator[tuple[int, str, int]]:
    """Yield the line (from 0), text and start of each cell below a heading that holds people."""
    columns: list[int] = []
    sign, width = "|", 0
    for number, text in enumerate(texts):
        if text.count("|") >= 2:
            if number + 1 < len(texts) and _RULE.fullmatch(texts[number + 1]):
                sign = "|"
                columns = [at for at, (cell, _) in enumerate(_barred(text)) if _heads(cell)]
                continue
            cells = _barred(text) if sign == "|" else []
        elif sign != "|" and columns and _count(text, sign) == width:
            cells = _split(text, sign)
        else:
            sign, width, columns = _opened(texts, number)
            continue
        for place, (cell, start) in enumerate(cells):
            if place in columns:
                name = cell.strip().strip('"').strip()
                yield number, name, start + max(cell.find(name), 0)


def is_account(cell: str) -> bool:
    """Return whether a cell in small letters holds what is surely an account of a person."""
    if is_only_given(cell) or is_paired(cell) or is_initialled(cell):
        return True
    # "mhale", where a column holds people: small letters that are no word and no machine's name.
    return _ACCOUNT.fullmatch(cell) is not None and not is_word(cell) and could_be(cell)


def _opened(texts: Sequence[str], number: int) -> tuple[str, int, list[int]]:
    """Return the sign, the width and the people's columns of the table that a line heads."""
    text = texts[number]
    if not text[:1].isdigit() and len(text) <= _LONGEST and number + 1 < len(texts):
        for sign in _SIGNS:
            width = text.count(sign)
            if width < 1 or (width < 2 and sign == ",") or _count(texts[number + 1], sign) != width:
                continue
            cells = [cell.strip().strip('"') for cell, _ in _split(text, sign)]
            columns = [at for at, cell in enumerate(cells) if _heads(cell)]
            if columns and all(not cell or _HEAD.fullmatch(cell) for cell in cells):
                return sign, width, columns
    return "|", 0, []


def _heads(cell: str) -> bool:
    plain = cell.strip(" *_`").casefold()
    if not _HEAD.fullmatch(plain):
        return False
    joined = re.sub(r"[ _]", "-", plain)
    return joined in _columns() or joined.replace("-", "") in _tight()


@cache
def _tight() -> frozenset[str]:
    """Return the headings of several words without what ties them, as code writes them."""
    return frozenset(word.replace("-", "") for word in _columns() if "-" in word)


def _count(text: str, sign: str) -> int:
    if len(text) > _LONGEST:
        return -1
    return (_QUOTED.sub("", text) if '"' in text else text).count(sign)


def _barred(text: str) -> list[tuple[str, int]]:
    """Return the cells between upright bars, each with its start."""
    at = text.index("|") + 1 if text.strip().startswith("|") else 0
    found: list[tuple[str, int]] = []
    for cell in text.strip().strip("|").split("|"):
        found.append((cell, at))
        at += len(cell) + 1
    return found


def _split(text: str, sign: str) -> list[tuple[str, int]]:
    """Return the cells between signs that stand in no quotes, each with its start."""
    plain = _QUOTED.sub(lambda quoted: "x" * len(quoted[0]), text) if '"' in text else text
    found: list[tuple[str, int]] = []
    at = 0
    for cell in plain.split(sign):
        found.append((text[at : at + len(cell)], at))
        at += len(cell) + 1
    return found
