"""The rule on certainty: what lines leave open, plan or try is not told as what happened."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache

from assistant.drafting.checks.meaning import vocabulary
from assistant.drafting.checks.meaning.stems import alike
from assistant.drafting.checks.meaning.wording import Word

_GAP = "*"  # in a run: some words
_WIDEST = 4  # words in a gap
_MOST = 0.6  # share of a sentence's words that an open clause has to hold
_LEAD = 2  # words that stand ahead of a colon at the most

Text = tuple[Word, ...]


def broken_by(said: Text, lines: Sequence[Text]) -> str | None:
    """Return what a sentence tells as a fact, in words; None where it tells nothing so.

    A sentence that leaves something open itself, or that tells whose word it is, may rest on words
    that are left open. So may one whose words a clause says that is not.
    """
    if is_open(said):
        return None
    firm, left = (
        [clause for line in lines for clause in _clauses(line, left=left)] for left in (False, True)
    )
    if not left:
        return None
    clauses = [[w for w in said if w.clause == number and w.tells] for number in _numbers(said)]
    whole = _sure([word for word in said if word.tells], firm, left, share=_MOST)
    return whole or next(
        (why for told in clauses if (why := _sure(told, firm, left, share=1.0)) is not None), None
    )


def is_open(said: Text) -> bool:
    """Return whether a sentence asks, leaves something open or tells whose word it is."""
    known = vocabulary.vocabulary()
    asks = any(word.asked for word in said)
    return asks or bool(_runs(said, known.hedges) or _runs(said, known.keeps))


def only_tells(said: Text, lines: Sequence[Text]) -> bool:
    """Return whether a sentence has a tense, and no word but those of its lines."""
    tense = not vocabulary.vocabulary().tenses.isdisjoint(word.text for word in said)
    told = [word for word in said if word.tells]
    held = {word for line in lines for word in _held(told, line)}
    return tense and all(word in held for word in told)


def _numbers(words: Text) -> list[int]:
    return sorted({word.clause for word in words})


def _sure(
    told: Sequence[Word], firm: Sequence[Text], left: Sequence[Text], *, share: float
) -> str | None:
    """Return which of some words only clauses that leave them open hold, None where none are so.

    An open clause has to hold a share of the words, and more of them than any other clause.
    """
    most = max(len(_held(told, clause)) for clause in left)
    if not told or most < share * len(told):
        return None
    if any(len(_held(told, clause)) >= most for clause in firm):
        return None
    sure = [word for clause in firm for word in _held(told, clause)]
    alone = [word for clause in left for word in _held(told, clause) if word not in sure]
    return f"it tells {alone[0].text!r} as a fact, which the lines leave open" if alone else None


def _held(told: Sequence[Word], clause: Text) -> list[Word]:
    return [word for word in told if any(alike(word.stem, other.stem) for other in clause)]


@lru_cache(maxsize=4096)
def _clauses(line: Text, *, left: bool) -> tuple[Text, ...]:
    """Return the clauses of a line that it leaves open, or those that it does not."""
    known = vocabulary.vocabulary()
    numbers = _numbers(line)
    found = [tuple(word for word in line if word.clause == number) for number in numbers]
    opened, spreads = [], False
    for clause in found:
        asks = any(word.asked for word in clause)
        opened.append(spreads or asks or bool(_runs(clause, known.hedges)))
        lead = len(clause) <= _LEAD and any(word.text in known.leads for word in clause)
        spreads = lead or bool(_runs(clause, known.conditions))
    return tuple(clause for clause, is_open in zip(found, opened, strict=True) if is_open == left)


def _runs(words: Text, runs: Collection[vocabulary.Run]) -> list[int]:
    """Return where one of some runs begins."""
    raw = tuple(word.text for word in words)
    return [at for at in range(len(raw)) for run in runs if _begins(raw, at, run)]


def _begins(raw: Sequence[str], at: int, run: vocabulary.Run) -> bool:
    if _GAP not in run:
        return tuple(raw[at : at + len(run)]) == run
    cut = run.index(_GAP)
    head, tail = run[:cut], run[cut + 1 :]
    if tuple(raw[at : at + cut]) != head:
        return False
    starts = range(at + cut + 1, at + cut + _WIDEST + 1)
    return any(tuple(raw[start : start + len(tail)]) == tail for start in starts)
