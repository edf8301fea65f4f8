"""How the texts of an entry changed, in the words of the file as redacted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.intake.history.difference import unified
from assistant.intake.history.entries import Part, Texts
from assistant.intake.history.tree import Node

Shown = Callable[[Node], str | None]


def difference(texts: Sequence[Texts], shown: Shown) -> str | None:
    """Return the unified diff of all the texts, or None where none of them changed.

    `shown` gives a value of the file as its redacted line shows it.
    """
    found = []
    for text in texts:
        old, new = (" ".join(_name(part, shown) for part in row) for row in (text.old, text.new))
        before, after = _joined(text.before, shown), _joined(text.after, shown)
        found.append(unified(before, after, old=old, new=new) or "")
    return "".join(found) or None


def _name(part: Node | str, shown: Shown) -> str:
    return part if isinstance(part, str) else " ".join((shown(part) or "").split())


def _joined(parts: Sequence[Part] | None, shown: Shown) -> str | None:
    if parts is None:
        return None
    found = []
    for part in parts:
        label = f"{shown(part.label)}: " if part.label is not None else ""
        found.append(f"{label}{shown(part.node) or ''}")
    return "\n".join(found)
