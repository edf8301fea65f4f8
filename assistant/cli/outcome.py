"""A finding on the health of an installation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Health:
    """What was looked at, how it is, and what to do where it is not well."""

    what: str
    level: Literal["ok", "warn", "fail"]
    message: str
    advice: str = ""
