"""Reads what a call asks: the evidence lines, the facts and the schema of the answer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from evals.loopback.answers import tool_of
from evals.loopback.call import Call

Way = Literal["json_schema", "tools", "json_object", "plain", "none"]

ID = re.compile(r"[NLH]([1-9]\d*-)?[1-9]\d*")
_BLOCK = re.compile(
    r"^=+ BEGIN (?P<kind>[A-Z][A-Z ]*?) (?P<mark>\w+) =+[ \t]*\n(?P<body>.*?)"
    r"^=+ END (?P=kind) (?P=mark) =+[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
_NAMED = re.compile(r"\[([^\]\s]{1,40})\] ?(.*)")
_NUMBERED = re.compile(r"^(?:\[S?(\d{1,4})\]|S?(\d{1,4})[.:)])[ \t]+(.*)$", re.MULTILINE)
_FACT = re.compile(r"(?:\[([^\]\s]{1,40})\]|(F\d{1,4})) ?(.*)")
_TITLE = re.compile(r"^.*\bJSON schema\b.*:[ \t]*$", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Statement:
    """A numbered sentence that a call wants judged, and the lines that follow it, by id."""

    text: str
    lines: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a call holds: evidence by id and facts by id, in order, and what it wants filled.

    A fact without an id has its place for one ("1"). `statements` are the numbered sentences
    outside of both, by number. `schema` is None where the call names none.
    """

    lines: Mapping[str, str]
    facts: Mapping[str, str]
    statements: Mapping[int, Statement]
    schema: Mapping[str, Any] | None
    name: str
    way: Way


def read(call: Call) -> Prompt:
    """Return what the call asks; evidence is what stands between a fence and its own end."""
    users = "\n".join(call.texts("user")).replace("\r\n", "\n")
    blocks = tuple(_BLOCK.finditer(users))
    others = "\n".join(b["body"] for b in blocks if b["kind"] not in ("EVIDENCE", "FACTS"))
    schema, name, way = _schema(call)
    return Prompt(
        lines=dict(_lines("\n".join(_bodies(blocks, "EVIDENCE")))),
        facts=dict(_facts("\n".join(_bodies(blocks, "FACTS")))),
        statements=_statements(f"{_BLOCK.sub('', users)}\n{others}"),
        schema=schema,
        name=name or str((schema or {}).get("title", "")),
        way=way,
    )


def _bodies(blocks: Iterable[re.Match[str]], kind: str) -> Iterator[str]:
    return (block["body"] for block in blocks if block["kind"] == kind)


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.split("\n"):
        found = _NAMED.fullmatch(line.strip())
        if found and ID.fullmatch(found[1]):
            yield found[1], found[2]


def _facts(text: str) -> Iterator[tuple[str, str]]:
    held = (line.strip() for line in text.split("\n"))
    for place, line in enumerate((one for one in held if one and one != "none"), start=1):
        found = _FACT.fullmatch(line)
        yield (found[1] or found[2], found[3]) if found else (str(place), line)


def _statements(text: str) -> dict[int, Statement]:
    """Return the numbered sentences; what is indented or stands below belongs to the last one."""
    starts = list(_NUMBERED.finditer(text))
    ends = [*(start.start() for start in starts[1:]), len(text)][: len(starts)]
    return {
        int(start[1] or start[2]): Statement(start[3], dict(_lines(text[start.end() : end])))
        for start, end in zip(starts, ends, strict=True)
    }


def _schema(call: Call) -> tuple[Mapping[str, Any] | None, str, Way]:
    asked = call.asked()
    if tool_of(call) is not None:
        function = asked["tools"][0]["function"]
        return function.get("parameters"), str(function.get("name", "")), "tools"
    form = asked.get("response_format")
    kind = form.get("type") if isinstance(form, dict) else None
    if isinstance(form, dict) and kind == "json_schema":
        held = form.get("json_schema", {})
        return held.get("schema"), str(held.get("name", "")), "json_schema"
    told = in_words(call)
    if kind == "json_object":
        return told, "", "json_object"
    return told, "", "none" if told is None else "plain"


def in_words(call: Call) -> Mapping[str, Any] | None:
    """Return the schema that the system message spells out; None where it holds none."""
    for text in call.texts("system", "developer"):
        for title in _TITLE.finditer(text):
            start = text.find("{", title.end())
            if start < 0:
                continue
            try:
                found = json.JSONDecoder().raw_decode(text[start:])[0]
            except ValueError:
                continue
            return dict(found)
    return None
