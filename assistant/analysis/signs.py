"""Signs: how strongly a step speaks for each phase, by what its words tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType

from assistant.analysis.told import Named, Told, amiss, credible, label_ahead, reported
from assistant.analysis.vocabulary import number, phrases, words

_FIRST = re.compile(
    r"\W{0,4}(?:the |very |our |its |der |die |das |le |la |el |de |het ){0,2}(?:first|earliest"
    r"|oldest|erste[rs]?|premier|première|primer|primera|eerste) (?=\w)",
    re.I,
)
_VERSIONS = re.compile(
    r"\bv(\d{1,4}(?:\.\d{1,4}){0,3})\s?(?:->|→|=>|to|auf)\s?v(\d{1,4}(?:\.\d{1,4}){0,3})"
)
# "Alertmanager: triggered: ...", as alerts are told
_ALERT = re.compile(
    r"(?:[^\W\d_][\w ]{1,30}: )?(?:triggered|alert|acknowledged|resolved|escalated|notified"
    r"|assigned|note added): "
)
_OPENING = 24
_BARE_ONSET = 4  # words of a clause that tells an onset and nothing of what began
_NAMED_FIRST = 2  # words after "first" that say what came first
_KEPT = 1 << 14


def _is_first(text: str) -> bool:
    """Return whether a step opens with the first of something that is no report or response."""
    found = _FIRST.match(text)
    if found is None or text.rstrip().endswith("?"):
        return False
    rest = " ".join(text[found.end() : found.end() + 40].split()[:_NAMED_FIRST])
    return phrases("phases", "start", "first_not").found(rest) is None


def _onset(text: str) -> bool:
    """Return whether a text tells that something bad began: no response, no report of it."""
    if phrases("phases", "start", "response").found(text):
        return False
    if credible(text, phrases("phases", "start", "cues")):
        return True
    begins = credible(text, phrases("phases", "start", "begins")) and amiss(text)
    first = begins or credible(text, phrases("phases", "start", "firsts"))
    report = reported(text) or credible(text, phrases("phases", "detected", "cues"))
    return first and not report


def _acts(text: str) -> bool:
    """Return whether something other than a person does what an AI system does ("it booked")."""
    for start, end in phrases("phases", "start", "acts").spans(text):
        lead = text[max(0, start - 32) : start]
        if phrases("phases", "start", "persons").found(lead):
            continue
        if not phrases("phases", "credibility", "before").found(lead[-24:]) and end:
            return True
    return False


def _labelled(text: str, phase: Named) -> bool:
    """Return whether a label names the phase; words that tell a step as well are no label."""
    if label_ahead(text) != phase:
        return False
    return ":" in text or phase == "start" or not _has(text, phase, "cues")


@lru_cache(maxsize=_KEPT)
def _cleared(text: str, phase: str) -> str:
    """Return the text with what reads like a sign of the phase and is none blanked out."""
    for start, end in phrases("phases", phase, "exempt").spans(text):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _has(text: str, phase: str, kind: str) -> bool:
    return credible(_cleared(text, phase), phrases("phases", phase, kind))


def _weight(phase: str, kind: str) -> float:
    return number("phases", "weights", phase, kind)


def _start(step: Told) -> float:
    text = step.text
    if step.origin != "note" or step.retells:
        return 0.0
    if _labelled(text, "start"):
        return _weight("start", "label")
    if _has(text, "start", "retro") or _is_first(text):
        return _weight("start", "retro")
    calm = _has(text, "resolved", "cues") or phrases("phases", "start", "response").found(text)
    if step.since and amiss(text):
        return _weight("start", "since")
    if _onset(text):
        return _weight("start", "onset")
    bare = phrases("phases", "start", "bare").found(text) is not None
    if step.since and bare and len(text.split()) <= _BARE_ONSET and not calm:
        return _weight("start", "bare")
    if calm or _has(text, "change", "cues") or _has(text, "mitigated", "cues"):
        return 0.0
    report = reported(text) or _has(text, "detected", "cues") or _has(text, "acknowledged", "cues")
    if report or phrases("phases", "detected", "perceives").found(text):
        return 0.0
    if _acts(text):
        return _weight("start", "acts_back" if step.back else "acts")
    if _has(text, "start", "harm") and not _echoes(text):
        return _weight("start", "harm_back" if step.back else "harm")
    if step.since and len(text.split()) > 2 and not phrases("phases", "start", "quiet").found(text):
        return _weight("start", "plain")
    return 0.0


def _echoes(text: str) -> bool:
    """Return whether a text opens by agreeing with what somebody reported before."""
    first = phrases("phases", "start", "echoes").span(text[:_OPENING])
    return first is not None and not text[: first[0]].strip(" *_\"'")


def _detected(step: Told) -> float:
    text = step.text
    if step.origin != "note":
        return 0.0
    if _labelled(text, "detected"):
        return _weight("detected", "label")
    if any(phrases("phases", "detected", kind).found(text) for kind in ("diagnosis", "calm")):
        return 0.0
    harm = any(phrases("phases", "start", k).found(text) for k in ("harm", "deviation"))
    value = _noticed(text, harm=harm)
    if step.tail and phrases("phases", "detected", "alarmed").found(step.tail):
        value = max(value, _weight("detected", "perceives"))
    if not value and step.stamped and not step.back and not _answers(text):
        value = _weight("detected", "told")
    if step.opens and (value or "?" in text):
        value += _weight("detected", "opens")
    if step.back > _weight("detected", "back_after"):
        value *= _weight("detected", "back")
    if phrases("phases", "detected", "unheeded").found(text):
        value *= _weight("detected", "unheeded")
    return value


def _answers(text: str) -> bool:
    """Return whether a text tells a change or the response rather than what was seen."""
    return any(
        _has(text, phase, kind)
        for phase, kind in (("change", "cues"), ("mitigated", "cues"), ("resolved", "cues"))
    ) or any(_has(text, "acknowledged", kind) for kind in ("sure", "cues"))


def _noticed(text: str, *, harm: bool) -> float:
    """Return how strongly words say that somebody, or a monitor, took notice."""
    if reported(text):
        return _weight("detected", "reported")
    if _has(text, "detected", "cues"):
        return _weight("detected", "cues")
    if phrases("phases", "detected", "perceives").found(text):
        return _weight("detected", "perceives_harm" if harm else "perceives")
    if any(_has(text, phase, "cues") for phase in ("resolved", "mitigated", "change")):
        return 0.0
    value = _weight("detected", "weak") if _has(text, "detected", "weak") else 0.0
    return max(value, _weight("detected", "harm") if harm else 0.0)


def _acknowledged(step: Told) -> float:
    text = step.text
    if step.origin != "note":
        return 0.0
    if _labelled(text, "acknowledged"):
        return _weight("acknowledged", "label")
    for kind in ("sure", "cues"):
        if _has(text, "acknowledged", kind):
            return _weight("acknowledged", kind)
    # "confirmed, we switched the alias on Monday" tells a change.
    weak = _has(text, "acknowledged", "weak") and not _has(text, "change", "cues")
    return _weight("acknowledged", "weak") if weak else 0.0


def _mitigated(step: Told) -> float:
    text = step.text
    if step.stops:
        return _weight("mitigated", "stops")
    if step.origin != "note" or step.retells:
        return 0.0
    if _labelled(text, "mitigated"):
        return _weight("mitigated", "label")
    for kind in ("sure", "cues", "weak"):
        if _has(text, "mitigated", kind) or (kind == "cues" and _falls_back(text)):
            vain = step.vain or phrases("phases", "mitigated", "no_effect").found(text)
            return _weight("mitigated", kind) * (_weight("mitigated", "in_vain") if vain else 1.0)
    return 0.0


def _falls_back(text: str) -> bool:
    """Return whether a text tells that a version gave way to an older one ("v22 -> v21")."""
    for found in _VERSIONS.finditer(text):
        old, new = (tuple(map(int, found[n].split("."))) for n in (1, 2))
        if len(old) == len(new) and new < old:
            return True
    return False


def _resolved(step: Told) -> float:
    if step.origin != "note":
        return 0.0
    if step.retells:
        return _ended(step.text) * _weight("resolved", "retold")
    return max(_ended(step.text), _ended(step.tail) * _weight("resolved", "tail"))


def _ended(text: str) -> float:
    if not text:
        return 0.0
    if _labelled(text, "resolved"):
        return _weight("resolved", "label")
    if text.strip(" .!").casefold() in words("phases", "resolved", "bare"):
        return _weight("resolved", "weak")
    if phrases("phases", "resolved", "open").found(text):
        return 0.0
    more = _weight("resolved", "more") * max(0, len(_weak_ends(text)) - 1)
    for kind in ("said", "sure", "cues"):
        if _has(text, "resolved", kind):
            return _weight("resolved", kind) + more
    return _weight("resolved", "weak") + more if _has(text, "resolved", "weak") else 0.0


def _weak_ends(text: str) -> set[str]:
    return {text[a:b].lower() for a, b in phrases("phases", "resolved", "weak").spans(text)}


_SCORES: Mapping[Named, Callable[[Told], float]] = MappingProxyType(
    {
        "start": _start,
        "detected": _detected,
        "acknowledged": _acknowledged,
        "mitigated": _mitigated,
        "resolved": _resolved,
    }
)


def score(step: Told, phase: Named) -> float:
    """Return how strongly a step speaks for a phase; 0 where it does not."""
    return _SCORES[phase](step)


def tells_change(step: Told) -> bool:
    """Return whether a step tells that something was changed."""
    if _ALERT.match(step.text):
        return False
    return label_ahead(step.text) == "change" or _has(step.text, "change", "cues")


def says_open(text: str) -> bool:
    """Return whether a text says that the incident is not over."""
    return phrases("phases", "resolved", "open").found(text) is not None
