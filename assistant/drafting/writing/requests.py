"""The requests of a draft: prompts filled with facts and lines, nothing of them unredacted."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.drafting.material import Material
from assistant.drafting.model import tokens
from assistant.drafting.model.base import Request
from assistant.drafting.prompts import Prompt, Prompts
from assistant.drafting.writing import facts
from assistant.drafting.writing.evidence import Chosen, choose
from assistant.intake.redaction.ordinary import is_word
from assistant.intake.redaction.people import gather
from assistant.intake.redaction.redaction import Redactor

SECTIONS = (
    "summary", "factors", "hypotheses", "reflection", "lessons", "actions", "attribution", "events",
)  # fmt: skip
_ALONE = re.compile(
    r"(\[[NLH][\d-]+\]\s+[\s\-–—~*]{0,6})([^\W\d_a-z][\w'’-]+(?: [^\W\d_a-z][\w'’-]+){1,2})[.,]?\s*"
)
_BARE_NUMBER = re.compile(r"(?<![\w.,:/#=-])[3-9]\d{3} \d{4}(?![\w.,:/-]?\d)(?!\w)")
_ANSWER = 4000  # characters of an answer that is handed back to be mended


@dataclass(frozen=True, slots=True)
class Asking:
    """One section's request, the lines that it holds and the tokens that it is likely to take."""

    prompt: Prompt
    request: Request
    chosen: Chosen

    @property
    def tokens(self) -> int:
        """Return the tokens of the request, by estimate."""
        return tokens.of(self.request)


@dataclass(frozen=True, slots=True)
class Composer:
    """Fills prompts; `fence` is random, `window` and `longest` are the model's limits in tokens."""

    prompts: Prompts
    fence: str
    window: int
    longest: int

    def section(self, name: str, material: Material) -> Asking:
        """Return the request of a section, its lines chosen to fit the model's window."""
        prompt = self.prompts.get(name)
        rules, _ = self.prompts.get("rules").filled()
        said = facts.told(material, name)
        empty = prompt.filled(rules=rules, fence=self.fence, facts=said, lines="", left_out="")
        room = self.window - self.longest - tokens.of(Request(*empty)) - 200
        chosen = choose(
            material, first=prompt.first, most=max(0, min(prompt.evidence_tokens, room))
        )
        lines = "\n".join(f"[{line.id}] {_flat(line.text)}" for line in chosen.lines)
        system, user = prompt.filled(
            rules=rules,
            fence=self.fence,
            facts=guarded(said),
            lines=guarded(lines) or "none",
            left_out=_left_out(chosen.left_out),
        )
        return Asking(prompt, Request(system, user, self.fence), chosen)

    def in_words(self, request: Request, schema: str) -> Request:
        """Return the request with its schema stated in the instructions."""
        added, _ = self.prompts.get("structure").filled(schema=schema)
        return Request(request.system + added, request.user, request.fence)

    def repairing(self, request: Request, answer: str, reasons: str) -> Request:
        """Return the request with the answer that did not fill the schema, to be mended."""
        held = answer[:_ANSWER]
        while self.fence and self.fence in held:  # what is left of one may make another
            held = held.replace(self.fence, "")
        held = guarded(held)
        _, added = self.prompts.get("repair").filled(reasons=reasons, answer=held, fence=self.fence)
        return Request(request.system, request.user + added, request.fence)

    def judging(self, claims: str) -> Request:
        """Return the request that asks whether lines bear sentences out."""
        system, user = self.prompts.get("entailment").filled(
            fence=self.fence, claims=guarded(claims)
        )
        return Request(system, user, self.fence)


def guarded(text: str) -> str:
    """Return what is about to be sent, redacted once more: intake has done it, this makes sure."""
    redactor = Redactor(gather(()), cautious=True)
    return "\n".join(_unsigned(redactor.line(line)) for line in text.split("\n"))


def _unsigned(line: str) -> str:
    """Return a line without a name that stands alone in it, and without a bare eight-digit number.

    The one is a signature, the other a phone number more often than not: what is sent errs on the
    safe side, as nobody reads it.
    """
    alone = _ALONE.fullmatch(line)
    if alone is not None and not any(is_word(w.casefold()) for w in alone[2].split()):
        return f"{alone[1]}[person]"
    return _BARE_NUMBER.sub("[phone]", line)


def _flat(text: str) -> str:
    return " ".join(text.splitlines())


def _left_out(count: int) -> str:
    if not count:
        return ""
    noun = "line is" if count == 1 else "lines are"
    return f"\n{count} further {noun} not shown for want of room."
