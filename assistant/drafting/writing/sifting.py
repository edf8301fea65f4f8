"""The sieve: each claim of a model against every rule; what breaks one is withheld and listed."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.drafting.checks import (
    aside,
    closeness,
    decided,
    direction,
    elsewhere,
    language,
    loose,
    markup,
    obedience,
    secrecy,
)
from assistant.drafting.checks.grounding import Unsupported, unsupported
from assistant.drafting.draft import Check
from assistant.drafting.spans import neutral
from assistant.drafting.writing.claims import Claim, Manner
from assistant.incident import CheckLevel, CheckRule, Evidence
from retrieval.errors import EmbedderError

_ID = re.compile(r"[NLH](?:[1-9][0-9]*-)?[1-9][0-9]*")
_CITED_INLINE = re.compile(r"\s*[\[(](?:[NLH][0-9-]+[,;\s]*)+[\])]")
# What a text beside a claim is: one that tells how to test a possibility asserts nothing.
_ASIDES: Mapping[str, Manner] = {
    "question": "question",
    "why": "statement",
    "how_to_test": "possibility",
    "measure": "proposal",
    "verification": "proposal",
}
_OWN = 0.4  # share of new words up to which a text is in the words of its lines
# "[23/11/2026, 08:26] Responder A: done": what is left still names its writer, who becomes a role.
_STAMPED = re.compile(
    r"^\[?\d[\d/.:, T-]{2,24}(?:[AaPp]\.?[Mm]\.?)?\]?\s+(?=(?:Responder|Customer) [A-Z0-9]{1,3}:\s)"
)
_SHOWN = 200  # characters of a withheld sentence that are shown
# Of these the wording itself is not repeated: it is what the rule keeps out.
_UNSHOWN: frozenset[CheckRule] = frozenset({"injection", "redaction"})


@dataclass(frozen=True, slots=True)
class Broken:
    """Which rule a claim breaks, and why, in words."""

    rule: CheckRule
    why: str
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Sifted:
    """The claims that stand, told by role, and what was withheld of the others."""

    stand: tuple[Claim, ...]
    checks: tuple[Check, ...]
    lines: Mapping[str, Evidence]

    def numbered(self, claims: Sequence[Claim]) -> str:
        """Return claims with their lines, numbered from 1, for a judge."""
        parts = []
        for number, claim in enumerate(claims, start=1):
            cited = "\n".join(f"   [{i}] {self.lines[i].text}" for i in claim.evidence)
            parts.append(f"{number}. {claim.text}\n{cited}")
        return "\n".join(parts)

    def without(self, refused: Collection[Claim]) -> Sifted:
        """Return the same without the claims that a judge did not find borne out."""
        why = Broken("grounding", "a second model does not find it borne out")
        told = tuple(withheld(claim, why, self.lines) for claim in refused)
        return replace(
            self,
            stand=tuple(c for c in self.stand if c not in refused),
            checks=(*self.checks, *told),
        )

    def unjudged(self, reason: str) -> Sifted:
        """Return the same with a note that the judge gave no answer."""
        message = f"The second model that checks sentences gave no answer: {reason}."
        return replace(
            self, checks=(*self.checks, Check("model", "warning", "entailment", message, ()))
        )


class Sieve:
    """Holds a model's claims against the lines that they cite and against the rules of a draft."""

    def __init__(
        self,
        lines: Mapping[str, Evidence],
        *,
        people: Sequence[str],
        spoken: str | None,
        near: closeness.Nearness | None = None,
    ) -> None:
        """Hold claims against `lines`; `spoken` is the language of the notes, None if unknown."""
        self._lines = lines
        self._people = tuple(people)
        self._spoken = spoken
        self._near = near
        self._hostile = tuple(line.text for line in lines.values() if line.hostile)
        self._told = {name: line.text for name, line in lines.items() if not line.hostile}

    def sift(self, claims: Iterable[Claim]) -> Sifted:
        """Return what stands of the claims and why the others do not."""
        stand: list[Claim] = []
        checks: list[Check] = []
        for claim in claims:
            told = replace(claim, text=_bare(claim.text))
            broken = self._broken(told)
            if broken is not None:
                checks.append(withheld(told, broken, self._lines))
                continue
            kept, lost = self._asides(told)
            checks += lost
            evidence = tuple(dict.fromkeys(told.evidence))
            text = neutral(told.text, self._people)
            stand.append(replace(told, text=text, evidence=evidence, asides=kept))
        return Sifted(tuple(stand), tuple(checks), self._lines)

    def _broken(self, claim: Claim) -> Broken | None:
        rests = self._rests(claim)
        if rests is not None:
            return rests
        cited = [self._lines[name].text for name in claim.evidence]
        rules: tuple[Callable[[], Broken | None], ...] = (
            lambda: self._clean(claim.text, cited),
            lambda: self._theirs(claim.text, cited, claim.manner),
            lambda: self._grounded(claim, cited),
        )
        return next((broken for rule in rules if (broken := rule()) is not None), None)

    def _rests(self, claim: Claim) -> Broken | None:
        for name in claim.evidence:
            if not _ID.fullmatch(name) or name not in self._lines:
                known = name if _ID.fullmatch(name) else "an id"
                return Broken("grounding", f"it cites {known} that is no line of the inputs")
            if self._lines[name].hostile:
                return Broken("injection", "it rests on a line that is quarantined")
        if not claim.evidence and claim.manner != "question":
            return Broken("grounding", "it cites no line")
        return None

    def _clean(self, text: str, cited: Sequence[str]) -> Broken | None:
        why = markup.broken_by(text, "\n".join(cited))
        if why is not None:
            return Broken("injection", why)
        why = secrecy.broken_by(text)
        if why is not None:
            return Broken("redaction", why)
        why = obedience.broken_by(text, self._hostile, cited)
        return None if why is None else Broken("injection", why)

    def _theirs(self, text: str, cited: Sequence[str], manner: Manner) -> Broken | None:
        """Return what of the text is for people to say, or puts blame."""
        found = decided.broken_by(text, cited, open_ended=manner in {"possibility", "question"})
        return None if found is None else Broken(found[0], found[1], shown=False)

    def _grounded(self, claim: Claim, cited: Sequence[str]) -> Broken | None:
        text = claim.text
        missing = unsupported(text, cited)
        if missing:
            named = ", ".join(_named(item) for item in missing[:4])
            shown = all(item.kind != "name" for item in missing)
            return Broken("grounding", f"the cited lines do not hold its {named}", shown)
        loosely = loose.broken_by(text, cited, self._people)
        if loosely is not None:
            return Broken("grounding", loosely, shown="name" not in loosely)
        if not cited:
            return None
        for why in (
            direction.broken_by(text, cited, manner=claim.manner),
            self._far(claim, cited),
            elsewhere.broken_by(text, cited, self._told),
            self._foreign(text, cited),
        ):
            if why is not None:
                return Broken("grounding", why)
        return None

    def _foreign(self, text: str, cited: Sequence[str]) -> str | None:
        """Return that a text is in another language; one of the lines' own words is in theirs."""
        own = closeness.novel(text, cited) <= _OWN
        return None if own else language.broken_by(text, self._spoken, cited)

    def _far(self, claim: Claim, cited: Sequence[str]) -> str | None:
        """Return why a claim is too far from its lines; words decide where no embedder can."""
        try:
            return closeness.broken_by(claim.text, cited, manner=claim.manner, near=self._near)
        except EmbedderError:
            self._near = None
            return closeness.broken_by(claim.text, cited, manner=claim.manner)

    def _asides(self, claim: Claim) -> tuple[tuple[tuple[str, str], ...], list[Check]]:
        """Return what stands of the asides of a claim; one that breaks a rule falls away alone."""
        cited = [self._lines[name].text for name in claim.evidence]
        kept, lost = [], []
        for name, said in claim.asides:
            text = _bare(said)
            broken = self._clean(text, cited) or self._theirs(text, cited, _ASIDES[name])
            if broken is None and aside.told(text, cited):
                broken = Broken("grounding", "it tells what happened, and the cited lines do not")
            if broken is None and any(p.casefold() in text.casefold() for p in self._people):
                broken = Broken("human-only", "it gives a person a part in it", shown=False)
            missing = unsupported(text, [*cited, claim.text]) if broken is None else ()
            if broken is None and missing:
                named = _named(missing[0])
                broken = Broken("grounding", f"the cited lines do not hold its {named}")
            if broken is None:
                kept.append((name, neutral(text, self._people)))
            else:
                beside = replace(claim, text=text)
                lost.append(withheld(beside, broken, self._lines, place=f"{claim.where}.{name}"))
        return tuple(kept), lost


def _named(item: Unsupported) -> str:
    """Return a part that no line holds; a name, which may be anybody's, is not repeated."""
    return "name" if item.kind == "name" else f"{item.kind} {item.text!r}"


def withheld(
    claim: Claim,
    broken: Broken,
    lines: Mapping[str, Evidence],
    *,
    place: str | None = None,
) -> Check:
    """Return the check that lists a withheld sentence, with its wording where that may be shown."""
    level: CheckLevel = "error" if broken.rule in {"grounding", "injection"} else "warning"
    message = f"A sentence of the model was withheld: {broken.why}."
    if broken.shown and broken.rule not in _UNSHOWN:
        text = " ".join(claim.text.split())
        cut = text if len(text) <= _SHOWN else f"{text[:_SHOWN]} ..."
        message += f" It read: \u201c{cut}\u201d"
    known = tuple(name for name in claim.evidence if name in lines)
    if broken.rule == "injection":
        # What such a check cites counts as flagged; the sentence is at fault, not its lines.
        known = tuple(name for name in known if lines[name].hostile)
    return Check(broken.rule, level, place or claim.where, message, known)


def _bare(text: str) -> str:
    """Return a sentence without ids set into it, and without a chat's stamp ahead of its writer.

    The ids stand beside it anyway, and a stamp is the line's, not the sentence's.
    """
    bare = _CITED_INLINE.sub("", text).strip()
    return _STAMPED.sub("", bare, count=1)
