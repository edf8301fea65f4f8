"""A model's answer taken apart: one claim a sentence, with the lines that it cites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.drafting.schema import (
    ActionsOutput,
    AttributionOutput,
    CitedSentence,
    EventsOutput,
    FactorsOutput,
    HypothesesOutput,
    LessonsOutput,
    ModelOutput,
    ReflectionOutput,
    SummaryOutput,
)

# What a claim is: a statement of what happened, a possibility, a thing to do, or a question.
Manner = Literal["statement", "possibility", "proposal", "question"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One entry of an answer: `part` is where it goes, `asides` what else it says, by name.

    `text` is what is held against the cited lines; asides are proposals of how to test or measure,
    and fall away alone where they break a rule.
    """

    part: str
    index: int
    manner: Manner
    text: str
    evidence: tuple[str, ...]
    item: ModelOutput
    asides: tuple[tuple[str, str], ...] = ()

    @property
    def where(self) -> str:
        """Return the place of the claim in the draft, as checks name it."""
        return f"{self.part}[{self.index}]"

    def aside(self, name: str) -> str:
        """Return what is said beside the text under a name, "" where nothing stands."""
        return dict(self.asides).get(name, "")


def claims_of(output: ModelOutput) -> tuple[Claim, ...]:
    """Return the claims of an answer, in order; those of an answer to a judge are none."""
    return tuple(_claims(output))


def _claims(output: ModelOutput) -> Iterator[Claim]:
    if isinstance(output, SummaryOutput):
        yield from _cited("summary", output.sentences)
    elif isinstance(output, LessonsOutput):
        yield from _cited("lessons", output.lessons)
    elif isinstance(output, ReflectionOutput):
        yield from _cited("went_well", output.went_well)
        yield from _cited("went_wrong", output.went_wrong)
        yield from _cited("got_lucky", output.got_lucky)
    elif isinstance(output, AttributionOutput):
        yield from _cited("attribution_behaviour", output.behaviour)
        yield from _cited("attribution_system", output.system)
        yield from _cited("attribution_operators", output.operators)
    elif isinstance(output, EventsOutput):
        for i, event in enumerate(output.events):
            yield Claim("timeline", i, "statement", event.text, event.evidence, event)
    elif isinstance(output, FactorsOutput):
        for i, factor in enumerate(output.factors):
            asides = (("question", factor.question),)
            yield Claim("factors", i, "statement", factor.text, factor.evidence, factor, asides)
        for i, asked in enumerate(output.questions):
            asides = (("why", asked.why),)
            yield Claim("open_questions", i, "question", asked.text, asked.evidence, asked, asides)
    elif isinstance(output, HypothesesOutput):
        for i, one in enumerate(output.hypotheses):
            asides = (("how_to_test", one.how_to_test),)
            where = "root_cause.hypotheses"
            yield Claim(where, i, "possibility", one.text, one.evidence, one, asides)
    elif isinstance(output, ActionsOutput):
        for i, act in enumerate(output.actions):
            said = (("measure", act.measure), ("verification", act.verification))
            yield Claim("actions", i, "proposal", act.text, act.evidence, act, said)


def _cited(part: str, sentences: Sequence[CitedSentence]) -> Iterator[Claim]:
    for i, sentence in enumerate(sentences):
        yield Claim(part, i, "statement", sentence.text, sentence.evidence, sentence)
