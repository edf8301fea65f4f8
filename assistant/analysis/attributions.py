"""Lines of mail programs that say who wrote the quoted mail below them, and when."""

from __future__ import annotations

from assistant.analysis.layout import Placed
from assistant.analysis.vocabulary import phrases


def is_attribution(placed: Placed) -> bool:
    """Return whether a line is one ("On 18 Nov 2026 at 09:31, Responder A wrote:") with a time."""
    line = placed.line
    timed = line.time is not None and line.carried is None
    return timed and phrases("lines", "not_steps", "mail").found(line.text) is not None
