"""Topics: whether the open questions and contradictions of the gold are raised at all."""

from __future__ import annotations

from assistant.drafting.draft import Draft
from evals.gold import Gold, GoldTopic
from evals.score import Measure, Score, tally


def _raised(topics: tuple[GoldTopic, ...], texts: list[str], *, every: bool) -> Score:
    enough = all if every else any
    return tally(
        (topic.topic, any(enough(word in text for word in topic.keywords) for text in texts))
        for topic in topics
    )


def _with_lines(draft: Draft, text: str, cited: tuple[str, ...]) -> str:
    lines = {line.id: line.text for line in draft.evidence}
    return " ".join([text, *(lines.get(one, "") for one in cited)])


def _asked(draft: Draft) -> list[str]:
    questions = [(item.text, item.evidence) for item in draft.open_questions]
    contradictions = [(item.text, item.evidence) for item in draft.contradictions]
    return [_with_lines(draft, text, cited) for text, cited in (*questions, *contradictions)]


def questions(gold: Gold, draft: Draft) -> Score:
    """Return how many gold questions are among the open questions or contradictions."""
    return _raised(gold.questions, _asked(draft), every=False)


def contradictions(gold: Gold, draft: Draft) -> Score:
    """Return how many gold contradictions are stated with all that does not agree."""
    return _raised(gold.contradictions, _asked(draft), every=True)


QUESTIONS = Measure("questions", questions)
CONTRADICTIONS = Measure("contradictions", contradictions)
