"""Honest rewriting: the same thing in other words, with nothing added and nothing turned round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from evals.loopback.lines import Line, vocabulary

_FIRST = re.compile(r"[a-z][a-z']*(?=[\s,;]|$)")
_SMALL = re.compile(
    r"the|an?|this|that|these|those|it|we|they|all|some|most|every|each|no|two|three|one|both|our"
    r"|their|its|there|here|in|on|at|from|by|with|for|after|before|then|now|still",
    re.IGNORECASE,
)
_TURN = re.compile(
    r"\b(but|except|only|unless|however|though|although|no|not|never|actually|until|without)\b",
    re.IGNORECASE,
)
_BREAK = re.compile(r"(?<=[a-z\d)])(?:[.;] +| +- +| +\(|, +(?=and |then ))")
_ACTIVE = re.compile(
    r"we (?P<verb>restarted|restored|disabled|enabled|paused|reverted|deployed|muted|switched off"
    r"|switched on|turned off|turned on|rolled back|scaled up|raised|lowered|stopped|started)"
    r" the (?P<what>[a-z][a-z-]*(?: [a-z][a-z-]*){0,2})",
    re.IGNORECASE,
)


def sentence(clause: str) -> str:
    """Return the clause as a sentence: a capital where it begins with a plain word, and a stop."""
    if _FIRST.match(clause):
        clause = clause[0].upper() + clause[1:]
    return ended(clause)


def ended(clause: str) -> str:
    """Return the clause with a stop, where it has none."""
    return clause if clause.endswith((".", "?", "!", "…")) else f"{clause}."


def inside(clause: str) -> str:
    """Return the clause as it stands in the middle of a sentence."""
    first, _, rest = clause.partition(" ")
    plain = first.istitle() and _SMALL.fullmatch(first)
    return f"{first.casefold()} {rest}" if plain and rest else clause


def shortened(clause: str) -> str | None:
    """Return the clause without what follows its first break; None where that turns its sense."""
    parts = _BREAK.split(clause, maxsplit=1)
    if len(parts) < 2 or _TURN.search(parts[1]) or len(parts[0].split()) < 3:
        return None
    return parts[0] if parts[0].count('"') % 2 == 0 else None


def reworded(clause: str, random: Random) -> str | None:
    """Return the clause with words exchanged for others of the same sense; None where none is."""
    pairs = [
        (said, other)
        for said, other in vocabulary()["same"].items()
        if re.search(_whole(said), clause)
    ]
    if not pairs:
        return None
    for said, other in random.sample(pairs, random.randint(1, min(2, len(pairs)))):
        clause = re.sub(_whole(said), other, clause)
    return clause


def _whole(words: str) -> str:
    return rf"(?<![\w./=:-]){re.escape(words)}(?![\w/=:-]|\.\w)"


def passive(clause: str) -> str | None:
    """Return "the cache was restarted" for "we restarted the cache"; None where it is no such."""
    found = _ACTIVE.fullmatch(clause)
    if not found or found["what"].endswith("s"):
        return None
    return f"the {found['what']} was {found['verb']}"


def ways(line: Line, random: Random) -> Iterator[str]:
    """Yield what one line may be told as."""
    clause = line.clause
    yield line.text
    yield sentence(clause)
    if line.clock:
        yield f"At {line.clock}, {ended(inside(clause))}"
    if not line.spoken:
        return
    for other in (shortened(clause), reworded(clause, random), passive(clause)):
        if other:
            yield sentence(other)
            if line.clock:
                yield f"At {line.clock}, {ended(inside(other))}"


def one(line: Line, random: Random) -> str:
    """Return a line in one of the ways that it can be told."""
    return random.choice(tuple(ways(line, random)))


def two(first: Line, second: Line, random: Random) -> str:
    """Return two lines told as one sentence."""
    link = random.choice((" and ", "; "))
    if first.clock and second.clock and random.random() < 0.4:
        then = f"at {second.clock}, {inside(second.clause)}"
        return f"At {first.clock}, {inside(first.clause)}{link}{then}."
    return sentence(f"{first.clause}{link}{inside(second.clause)}")
