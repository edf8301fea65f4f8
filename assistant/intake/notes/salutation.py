"""Salutations: the lines that open a message and tell nothing."""

from __future__ import annotations

import re
from functools import cache

from assistant.intake.tables import load


@cache
def _greetings() -> re.Pattern[str]:
    forms = "|".join(load("mail.toml").words("greetings"))
    return re.compile(rf"\s{{0,8}}(?:{forms})\s*\Z", re.IGNORECASE)


def is_greeting(text: str) -> bool:
    """Return whether a line only greets ("Hi all,")."""
    return len(text) <= 80 and _greetings().match(text) is not None
