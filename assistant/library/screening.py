"""Past incidents as they come back: what may not be repeated in a draft is withheld."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from assistant.drafting.checks import blame, human_only
from assistant.drafting.draft import PriorAction, RecurrenceVerdict, SimilarIncident
from assistant.intake.redaction.filenames import instructs
from assistant.intake.redaction.hostile import instruction_in

TITLE = "(title withheld)"
NAME = "(name withheld)"
_LONGEST = 80  # characters of a state; a longer one is a text of its own
# Tags, pictures and what else somebody's program would run.
_MARKUP = re.compile(
    r"<[/!?]?\s{0,3}(?:a|abbr|audio|base|body|button|details|div|embed|form|frame|head|html|iframe|img"
    r"|input|link|math|meta|object|p|picture|script|section|source|span|style|summary|svg|table|td"
    r"|template|textarea|title|tr|video)(?=[\s/>])[^<>]{0,2000}>?"
    r"|<!--|<!\[cdata\[|!\[[^\]\n]{0,200}\]\s?\(|\]\(\s?(?:javascript|data|vbscript):"
    r"|\$\{\s?jndi:|\bon(?:error|load|click)\s?=",
    re.IGNORECASE,
)


# Who was to do what was promised, and by when: fields that follow it.
_GIVEN = re.compile(
    r"[\s;,.(\[|–—-]{0,6}\b(?:owners?|assignees?|dri|due(?: dates?)?|deadline)\s?[:=]"
    r"\s?[^;,.)\]|]{1,80}[)\]]?",
    re.IGNORECASE,
)


def may_be_told(text: str) -> bool:
    """Return whether a past text may be told: it orders nothing, decides nothing, blames nobody."""
    return (
        _MARKUP.search(text) is None
        and human_only.decided_by(text) is None
        and blame.broken_by(text) is None
        and _GIVEN.search(text) is None
        and all(instruction_in(line) is None for line in (text, *text.split("\n")))
    )


@dataclass(slots=True)
class Screen:
    """Withholds what may not be told, and remembers what it withheld."""

    _withheld: dict[str, str] = field(default_factory=dict)
    _places: list[str] = field(default_factory=list)

    @property
    def findings(self) -> tuple[str, ...]:
        """Return in words what was withheld, without repeating it; () where nothing was."""
        if not self._places:
            return ()
        count = len(self._places)
        noun = "text of a past incident was" if count == 1 else "texts of past incidents were"
        where = ", ".join(dict.fromkeys(self._places))
        return (
            f"{count} {noun} withheld ({where}): each reads like an instruction to a model, "
            "asserts what people decide, or holds markup. The library keeps the wording.",
        )

    def incident(self, found: SimilarIncident) -> SimilarIncident:
        """Return a past incident with what may be told of it."""
        name = self._name(found.incident_id)
        actions = (self._action(name, one) for one in found.prior_actions)
        return replace(
            found,
            incident_id=name,
            title=self._or(found.title, TITLE, f"{name}: title"),
            shared=self._kept(found.shared, f"{name}: what is shared"),
            differs=self._kept(found.differs, f"{name}: what differs"),
            prior_actions=tuple(one for one in actions if one is not None),
            what_they_checked=self._kept(found.what_they_checked, f"{name}: a check"),
        )

    def verdict(self, told: RecurrenceVerdict) -> RecurrenceVerdict:
        """Return a verdict on incidents seen before, without what was withheld of them."""
        reason = told.reason
        for text in sorted(self._withheld, key=lambda one: (-len(one), one)):
            reason = reason.replace(text, self._withheld[text])
        name = told.incident_id
        return replace(
            told,
            incident_id=None if name is None else self._withheld.get(name, name),
            reason=reason,
        )

    def _name(self, name: str) -> str:
        if may_be_told(name) and not instructs(name):
            return name
        return self._lost(name, NAME, "a name")

    def _action(self, name: str, action: PriorAction) -> PriorAction | None:
        status = action.status
        if status is not None and (len(status) > _LONGEST or not may_be_told(status)):
            self._lost(status, "(state withheld)", f"{name}: the state of an action")
            status = None
        told = _GIVEN.sub("", action.text).strip()
        if told and may_be_told(told):
            return PriorAction(told, status)
        self._lost(action.text, "(wording withheld)", f"{name}: an action")
        return None

    def _or(self, text: str, instead: str, where: str) -> str:
        return text if may_be_told(text) else self._lost(text, instead, where)

    def _kept(self, texts: Iterable[str], where: str) -> tuple[str, ...]:
        kept = []
        for text in texts:
            if may_be_told(text):
                kept.append(text)
            else:
                self._lost(text, "(wording withheld)", where)
        return tuple(kept)

    def _lost(self, text: str, instead: str, where: str) -> str:
        self._withheld.setdefault(text, instead)
        self._places.append(where)
        return instead
