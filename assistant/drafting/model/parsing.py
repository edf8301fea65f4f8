"""Finds the filling of a schema in what a model put out: fenced, after thoughts, amid prose."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from pydantic import ValidationError

from assistant.drafting.model.base import OutputT

_THINKS = re.compile(r"<(think|thinking|reasoning)>", re.IGNORECASE)
_FENCED = re.compile(r"```[\w-]*[ \t]*\n(.*?)```", re.DOTALL)
_MOST = 2_000_000  # characters of an answer that are looked at
_STARTS = 40  # braces at which an object is tried
_WORDS = {"extra_forbidden": "not asked for", "json_invalid": "no JSON"}
_TOLD = 4  # faults of a filling that are told


class NotFilled(Exception):
    """No part of the text fills the schema; `reasons` says what the nearest one lacks, if any."""

    def __init__(self, reasons: str | None) -> None:
        """Keep the reasons; None where the text holds no object at all."""
        super().__init__(reasons or "no object")
        self.reasons = reasons


def filled(text: str, output: type[OutputT]) -> OutputT:
    """Return the first object in the text that fills the schema; raises NotFilled."""
    reasons: str | None = None
    for candidate in _objects(text[:_MOST]):
        try:
            return output.model_validate_json(candidate)
        except ValidationError as error:
            reasons = reasons or _reasons(error)
    raise NotFilled(reasons)


def _objects(text: str) -> Iterator[str]:
    """Yield what may be the object: the whole, fenced blocks, then from each brace on."""
    bare = _without_thoughts(text).strip()
    if bare.startswith("{") and bare.endswith("}"):
        yield bare
    for match in _FENCED.finditer(bare):
        block = match[1].strip()
        if block.startswith("{"):
            yield block
    decoder = json.JSONDecoder()
    at = -1
    for _ in range(_STARTS):
        at = bare.find("{", at + 1)
        if at < 0:
            return
        try:
            _, end = decoder.raw_decode(bare, at)
        except (ValueError, RecursionError):
            continue
        yield bare[at:end]
        at = end - 1


def _without_thoughts(text: str) -> str:
    """Return the text without what stands between a tag of thinking and its end, in one pass."""
    kept: list[str] = []
    at = 0
    while (opened := _THINKS.search(text, at)) is not None:
        closed = re.compile(f"</{opened[1]}>", re.IGNORECASE).search(text, opened.end())
        if closed is None:
            break
        kept.append(text[at : opened.start()])
        at = closed.end()
    return "".join((*kept, text[at:]))


def _said(kind: str) -> str:
    return _WORDS.get(kind, kind.replace("_", " "))


def _reasons(error: ValidationError) -> str:
    """Return what is wrong with a filling, by place, without the words that it holds."""
    told = [
        f"{'.'.join(str(part) for part in fault['loc']) or 'the object'}: {_said(fault['type'])}"
        for fault in error.errors(include_url=False, include_input=False, include_context=False)
    ]
    more = len(told) - _TOLD
    return "; ".join(told[:_TOLD]) + (f"; and {more} more" if more > 0 else "")
