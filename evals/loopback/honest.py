"""The honest writer: fills whatever schema a call holds from its evidence lines, and only so."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from evals.loopback import judging, rewriting
from evals.loopback.call import Call
from evals.loopback.filling import Context, Filler
from evals.loopback.lines import Line, lines_of, pattern, vocabulary
from evals.loopback.prompts import Prompt, read

_LEAST, _MOST = 2, 5  # entries of an array
_NOTHING = "The lines do not say more."
_CATEGORY = re.compile(r"([a-z][a-z-]*):")
_SUMMARY = ("sentences", "summary", "paragraph")
_CLOCKED = ("events", "timeline")


def answer(call: Call, *, seed: int = 0) -> dict[str, Any]:
    """Return a filling of the call's schema; the same one for the same evidence and seed.

    A call that holds no schema is answered with sentences and their evidence.
    """
    prompt = read(call)
    writer = Honest(prompt, seed)
    if prompt.schema is None:
        entries = writer.entries("sentences")
        return {"sentences": [{"text": e.text, "evidence": list(e.evidence)} for e in entries]}
    value = Filler(prompt.schema, writer).filled()
    return value if isinstance(value, dict) else {"value": value}


def randomness(prompt: Prompt, seed: object) -> Random:
    """Return randomness that is the same for the same evidence, schema and seed."""
    said = repr((seed, prompt.name, [*prompt.lines.items()], [*prompt.statements.items()]))
    return Random(hashlib.sha256(said.encode()).hexdigest())


class Honest:
    """Values for one call; no line is told twice while there are others left."""

    def __init__(self, prompt: Prompt, seed: int) -> None:
        self._prompt = prompt
        self._random = randomness(prompt, seed)
        self._lines = lines_of(prompt.lines)
        self._told: set[str] = set()
        self._arrays = max(1, len((prompt.schema or {}).get("properties", {})))

    def _ranked(self, section: str) -> list[Line]:
        name = "summary" if section in _SUMMARY else section

        def rank(line: Line) -> float:
            clocked = 3 if line.clock and name in _CLOCKED else 0
            spoken = (2 if line.spoken else 0) - (6 if line.coded else 0)
            return line.suits(name) * 1.5 + clocked + spoken + self._random.random() * 4

        return sorted(self._lines, key=rank, reverse=True)

    def entries(self, section: str) -> tuple[Context, ...]:
        """Return 2 to 5 entries from different lines, fewer where the evidence has no more."""
        ranked = self._ranked(section)
        fresh = [line for line in ranked if line.id not in self._told] or ranked
        share = max(_LEAST, len(self._lines) // self._arrays)
        wanted = self._random.randint(_LEAST, _MOST)
        chosen = fresh[: min(share, 2 * wanted)]
        made: list[Context] = []
        while chosen and len(made) < wanted:
            first = chosen.pop(0)
            room = len(chosen) > wanted - len(made) and first.spoken
            second = chosen.pop(0) if room and chosen[0].spoken else None
            both = first if second is None else second
            self._told |= {first.id, both.id}
            made.append(self._entry(section, first, second))
        return tuple(made) or self._nothing(section)

    def _nothing(self, section: str) -> tuple[Context, ...]:
        ids = tuple(self._prompt.lines)[:1]
        return (Context(section, _NOTHING, ids),) if ids and section in _SUMMARY else ()

    def _entry(self, section: str, first: Line, second: Line | None) -> Context:
        frames: Sequence[str] = vocabulary()["frames"].get(section, ())
        if frames:
            said = self._random.choice(frames).format(clause=first.clause)
            return Context(section, said, (first.id,))
        if second is not None and self._random.random() < 0.5:
            ids = (first.id, second.id)
            return Context(section, rewriting.two(first, second, self._random), ids)
        return Context(section, rewriting.one(first, self._random), (first.id,))

    def verdicts(self) -> tuple[Mapping[str, Any], ...]:
        """Return a verdict on each numbered statement of the call."""
        said = {True: "The lines say the same.", False: "The lines do not say all of this."}
        judged = (
            (index, judging.borne_out(statement, self._prompt.lines))
            for index, statement in self._prompt.statements.items()
        )
        return tuple({"index": i, "borne_out": held, "why": said[held]} for i, held in judged)

    def text(self, name: str, context: Context) -> str:
        """Return a short sentence without figures; a factor's id for what an entry addresses."""
        if name in ("addresses", "factor"):
            factors = [id_ for id_ in self._prompt.facts if id_.startswith("F")]
            return self._random.choice(factors) if factors else ""
        sentences: Sequence[str] = vocabulary()["fields"].get(name, vocabulary()["fields"]["other"])
        return self._random.choice(sentences)

    def choice(self, name: str, values: tuple[Any, ...], context: Context) -> Any:
        """Return the value that a fact on the same lines, or a word of the text, speaks for."""
        told = {
            found[1]
            for fact in self._prompt.facts.values()
            if any(re.search(rf"\b{id_}\b", fact) for id_ in context.evidence)
            and (found := _CATEGORY.match(fact))
        }
        fitting = [v for v in values if v in told] or [
            value for value in values if pattern("categories", str(value)).search(context.text)
        ]
        return self._random.choice(fitting or list(values))

    def ids(self, name: str, context: Context, *, least: int) -> tuple[str, ...]:
        """Return the ids that the entry rests on; as few as may be for what speaks against it."""
        if name == "evidence":
            return context.evidence or tuple(self._prompt.lines)[:1]
        if name in ("addresses", "factors"):
            return tuple(self._prompt.facts)[: max(1, least)]
        if name != "counter_evidence":
            return (self.text(name, context),) * max(1, least)
        others = [line.id for line in self._lines if line.id not in context.evidence]
        calm = [i for i in others if pattern("suits", "went_well").search(self._prompt.lines[i])]
        return tuple(calm[:1]) if least <= 1 else tuple(others[:least])
