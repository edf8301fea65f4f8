"""All that a model may say: every type that is ever asked of one, and nothing else.

A model phrases and proposes. No type here has room for a root cause, an owner, a due date, a
confirmed severity, an approval or a finding of fault, and none takes a key that it does not name.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from assistant.analysis.actions import ActionCategory, Horizon
from assistant.analysis.factors import Category

# An id that is none is found by the checks, sentence by sentence, rather than here for all of them.
EvidenceId = Annotated[str, Field(min_length=1, max_length=40)]
Prose = Annotated[str, Field(min_length=1, max_length=600)]
Aside = Annotated[str, Field(max_length=600)]
Cited = Annotated[tuple[EvidenceId, ...], Field(min_length=1, max_length=12)]
Raised = Annotated[tuple[EvidenceId, ...], Field(max_length=12)]


class ModelOutput(BaseModel):
    """The base of whatever a model may be asked for: frozen, and closed to other keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class CitedSentence(ModelOutput):
    """One sentence and the ids of the lines that it rests on; a sentence without any is none."""

    text: Prose
    evidence: Cited


Sentences = Annotated[tuple[CitedSentence, ...], Field(max_length=12)]


class SummaryOutput(ModelOutput):
    """A summary in one paragraph."""

    sentences: Sentences


class FactorOutput(ModelOutput):
    """A condition that the lines tell of, and a question to ask about it."""

    text: Prose
    category: Category
    question: Aside
    evidence: Cited


class QuestionOutput(ModelOutput):
    """A question that the inputs leave open, and why it is asked."""

    text: Prose
    why: Aside
    evidence: Raised


class FactorsOutput(ModelOutput):
    """Contributing factors, and further questions that the inputs leave open."""

    factors: Annotated[tuple[FactorOutput, ...], Field(max_length=12)]
    questions: Annotated[tuple[QuestionOutput, ...], Field(max_length=12)]


class HypothesisOutput(ModelOutput):
    """A possibility to test, the lines for and against it, and how to test it."""

    text: Prose
    category: Category
    evidence: Cited
    counter_evidence: Raised
    how_to_test: Aside


class HypothesesOutput(ModelOutput):
    """Possibilities for people to test."""

    hypotheses: Annotated[tuple[HypothesisOutput, ...], Field(max_length=8)]


class ReflectionOutput(ModelOutput):
    """What went well, what went wrong in the response, where luck helped."""

    went_well: Sentences
    went_wrong: Sentences
    got_lucky: Sentences


class LessonsOutput(ModelOutput):
    """Observations that may hold beyond this incident."""

    lessons: Sentences


class ActionOutput(ModelOutput):
    """A suggested action; `addresses` is the id of a factor or empty."""

    text: Prose
    category: ActionCategory
    horizon: Horizon
    measure: Aside
    verification: Aside
    addresses: Annotated[str, Field(max_length=12)]
    evidence: Cited


class ActionsOutput(ModelOutput):
    """Suggested actions."""

    actions: Annotated[tuple[ActionOutput, ...], Field(max_length=12)]


class AttributionOutput(ModelOutput):
    """The incident by what the model did, what the system allowed, what operators did."""

    behaviour: Sentences
    system: Sentences
    operators: Sentences


class EventOutput(ModelOutput):
    """A step of the incident that a line tells."""

    text: Prose
    evidence: Cited


class EventsOutput(ModelOutput):
    """Steps that the timeline lacks."""

    events: Annotated[tuple[EventOutput, ...], Field(max_length=12)]


class BorneOut(ModelOutput):
    """Whether the lines of one numbered sentence bear it out."""

    index: Annotated[int, Field(ge=1, le=200)]
    borne_out: bool
    why: Aside


class EntailmentOutput(ModelOutput):
    """Which of the numbered sentences their lines bear out."""

    answers: Annotated[tuple[BorneOut, ...], Field(max_length=200)]


OUTPUTS: dict[str, type[ModelOutput]] = {
    kind.__name__: kind
    for kind in (
        SummaryOutput,
        FactorsOutput,
        HypothesesOutput,
        ReflectionOutput,
        LessonsOutput,
        ActionsOutput,
        AttributionOutput,
        EventsOutput,
        EntailmentOutput,
    )
}
