"""How many tokens a text is likely to be: an estimate for limits, never shown as a count."""

from __future__ import annotations

import math

from assistant.drafting.model.base import Request

# Tokenisers differ: for English prose and logs they make one token of three to five characters,
# for other scripts about one a character. The estimate is on the high side on purpose.
_CHARACTERS = 3.3


def estimate(text: str) -> int:
    """Return the tokens that a text is likely to be at the most."""
    plain = len(text.encode("ascii", "ignore"))
    return math.ceil(plain / _CHARACTERS + (len(text) - plain))


def of(request: Request) -> int:
    """Return the tokens that a request is likely to be, with what the protocol adds."""
    return estimate(request.system) + estimate(request.user) + 16
