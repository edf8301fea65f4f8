"""All that a model may say: every type that is ever asked of one, and nothing else.

A model phrases and proposes. No type here has room for a root cause, an owner, a due date, a
confirmed severity, an approval or a finding of fault, and none takes a key that it does not name.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

EvidenceId = Annotated[str, Field(pattern=r"^[NLH]([1-9][0-9]*-)?[1-9][0-9]*$")]
Prose = Annotated[str, Field(min_length=1, max_length=600)]


class ModelOutput(BaseModel):
    """The base of whatever a model may be asked for: frozen, and closed to other keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class CitedSentence(ModelOutput):
    """One sentence and the ids of the lines that it rests on; a sentence without any is none."""

    text: Prose
    evidence: Annotated[tuple[EvidenceId, ...], Field(min_length=1, max_length=12)]


class SummaryOutput(ModelOutput):
    """A summary in one paragraph."""

    sentences: Annotated[tuple[CitedSentence, ...], Field(min_length=1, max_length=12)]


class SectionOutput(ModelOutput):
    """The sentences of one further section; none where the lines hold nothing for it."""

    sentences: Annotated[tuple[CitedSentence, ...], Field(max_length=12)]


class QuestionOutput(ModelOutput):
    """A question that the inputs leave open, and why it is asked."""

    text: Prose
    why: Prose
    evidence: Annotated[tuple[EvidenceId, ...], Field(max_length=12)]


class QuestionsOutput(ModelOutput):
    """The questions that the inputs leave open."""

    questions: Annotated[tuple[QuestionOutput, ...], Field(max_length=20)]
