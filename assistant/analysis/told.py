"""What the words of a step tell, whatever its phase: a label, a report, harm, and how credibly."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Literal

from assistant.analysis.phrases import has_words
from assistant.analysis.vocabulary import Cues, phrases, union

Phase = Literal["change", "start", "detected", "acknowledged", "mitigated", "resolved", "event"]
Named = Literal["start", "detected", "acknowledged", "mitigated", "resolved"]
NAMED: tuple[Named, ...] = ("start", "detected", "acknowledged", "mitigated", "resolved")
_ENDING = re.compile(r"([.!?])(?=[\s)\"'*_?!]|$)")
_BREAK = re.compile(r"[,;:()→]|[-=]>|\.\s|\s[-–—]\s|\b(?:but|and|then|so|which)\b")
# "branch manager calls: 'third decline in a row'"
_QUOTING = re.compile(
    r"(?<![\w-])(?:calls|called|rings|rang|phones|phoned|mails|mailed):\s{1,3}[\"“„'‘«]"
)


@dataclass(frozen=True, slots=True)
class Told:
    """What phases are read from: a step's time and words.

    `since` says that it looks back on an onset, `back` how many seconds after the time that it
    tells its line was written, `retells` that its words belong to other times, `stops` that it is a
    log's record of a step by which the notes say the effect was stopped, `opens` that it is the
    first message of a chat, `recorded` that the version history holds the step as well, `stamped`
    that its time heads its line; `tail` is what the line goes on to say behind it.
    """

    at: datetime | None
    text: str
    since: bool
    origin: Literal["note", "history", "log"]
    retells: bool = False
    stops: bool = False
    back: float = 0.0
    opens: bool = False
    recorded: bool = False
    stamped: bool = False
    tail: str = ""
    vain: bool = False


def credible(text: str, cue: Cues) -> bool:
    """Return whether a cue stands in the text neither denied, asked nor put off."""
    before, after = _doubting()
    return stands(text, cue, before=before, after=after)


@cache
def _doubting() -> tuple[Cues, Cues]:
    at = ("phases", "credibility")
    return phrases(*at, "before"), phrases(*at, "after")


def stands(text: str, cue: Cues, *, before: Cues, after: Cues) -> bool:
    """Return whether a cue stands in the text outside a question and with no doubt beside it.

    `before` are the words that doubt it in front, in the same clause; `after` those behind it.
    """
    for start, end in cue.spans(text):
        breaks = [m.end() for m in _BREAK.finditer(text, 0, start)]
        lead = text[(breaks[-1] if breaks else 0) : start][-48:]
        behind = text[end : end + 48]
        ending = _ENDING.search(text, end)
        if ending and ending.group(1) == "?":
            continue
        if before.found(lead) or after.found(behind):
            continue
        return True
    return False


def label_of(text: str) -> Named | Literal["change"] | None:
    """Return the phase that a bare label ("Resolved", "Incident start:") names, or None."""
    if not has_words(text) or text.rstrip().endswith("?"):
        return None
    bare = text.strip(" :*_.–—-()")
    if not union("phases", "labels").whole(bare):
        return None
    for phase in NAMED:
        if phrases("phases", phase, "labels").whole(bare):
            return phase
    return "change" if phrases("phases", "change", "labels").whole(bare) else None


def label_ahead(text: str) -> Phase | None:
    """Return the phase that a text opens with as a label ("Detected: a customer wrote")."""
    head, mark, rest = text.partition(":")
    if mark and has_words(rest) and len(head) <= 40:
        return label_of(head)
    return label_of(text)


def likely(text: str) -> Phase:
    """Return the phase that a text taken alone speaks of, "event" where none."""
    label = label_ahead(text)
    if label:
        return label
    for phase in ("resolved", "mitigated", "detected", "acknowledged", "start", "change"):
        if credible(text, phrases("phases", phase, "cues")):
            return phase
    return "event"


def reported(text: str) -> bool:
    """Return whether a text asks who else sees it, or has somebody outside tell of it."""
    if phrases("phases", "detected", "asked").found(text) or _QUOTING.search(text):
        return True
    for _, end in phrases("phases", "detected", "outsiders").spans(text):
        tail = re.split(r"[.,;!?]", text[end : end + 60])[0]
        verb = phrases("phases", "detected", "tells").span(tail)
        if verb is None:
            continue
        between = phrases("phases", "detected", "passive").found(tail[: verb[0]])
        if not between and not tail[verb[1] :].lstrip().lower().startswith("by "):
            return True
    return False


def amiss(text: str) -> bool:
    """Return whether a text tells harm, or a metric away from its normal, that still stands."""
    if credible(text, phrases("phases", "resolved", "cues")):
        return False
    return any(credible(text, phrases("phases", "start", kind)) for kind in ("harm", "deviation"))
