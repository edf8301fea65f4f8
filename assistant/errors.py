"""Every error a user can meet, as one tree.

PostmortemError            something the user can mend; its text says what, where and what to do
├── InputError             a file, paste or folder cannot be used
│   ├── UnreadableInput    missing, unreadable, binary or empty
│   ├── InputTooLarge      over a stated limit
│   └── MalformedInput     claims a format that it does not keep to (YAML, JSON, ...)
├── SettingsError          a setting or option has a value that cannot be used
├── ModelError             a model was asked for and gave nothing usable
├── ResourceError          data files of this installation are missing or damaged
└── OutputError            the result cannot be written where it was asked for

The command line and the app translate these at their edge; nobody prints a traceback at a user.
"""

from __future__ import annotations


class PostmortemError(Exception):
    """Something the user can mend, told in one or a few plain lines."""


class InputError(PostmortemError):
    """A file, paste or folder cannot be used."""


class UnreadableInput(InputError):
    """The input is missing, unreadable, binary or empty."""


class InputTooLarge(InputError):
    """The input is over a stated limit."""


class MalformedInput(InputError):
    """The input claims a format that it does not keep to."""


class SettingsError(PostmortemError):
    """A setting or an option has a value that cannot be used."""


class ModelError(PostmortemError):
    """A model was asked for and gave nothing usable."""


class ResourceError(PostmortemError):
    """Data files of this installation are missing or damaged."""


class OutputError(PostmortemError):
    """The result cannot be written where it was asked for."""
