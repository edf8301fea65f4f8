"""What can go wrong between a draft and a model, as one tree; each says it in words for a reader.

Fault                    the model gave no usable answer
├── Unreachable          nothing answers there, or the connection broke
├── Refused              the endpoint turned the request down (key, address, name of the model)
├── Unsupported          the endpoint does not know this way of asking for a structure
├── Overloaded           it asked to come back later, or failed on its side
├── TimedOut             no whole answer within the deadline
├── TooLong              the request does not fit the model's window
├── Unusable             an answer that is no filling of the schema, however it was asked for
└── OverBudget           a limit that a person set would be passed
"""

from __future__ import annotations


class Fault(Exception):
    """The model gave no usable answer; the text says why, without any of the material.

    `passing` tells whether trying again could help, `after` how many seconds the endpoint asked
    to wait (None: it did not say). `charged` tells whether what was sent may have been paid for.
    """

    passing = False
    charged = True

    def __init__(self, reason: str, *, after: float | None = None) -> None:
        """Keep the reason, in words that end without a full stop."""
        super().__init__(reason)
        self.reason = reason
        self.after = after


class Unreachable(Fault):
    """Nothing answers there, or the connection broke."""

    passing = True
    charged = False


class Refused(Fault):
    """The endpoint turned the request down."""

    charged = False


class Unsupported(Fault):
    """The endpoint does not know this way of asking for a structure."""

    charged = False


class Overloaded(Fault):
    """The endpoint asked to come back later, or failed on its side."""

    passing = True
    charged = False


class TimedOut(Fault):
    """No whole answer came within the deadline."""


class TooLong(Fault):
    """The request does not fit the model's window."""

    charged = False


class Unusable(Fault):
    """The answer is no filling of the schema."""


class OverBudget(Fault):
    """A limit that a person set would be passed."""
