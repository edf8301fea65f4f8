"""Every error of the library of past incidents, as one tree.

RetrievalError             something the user can mend; its text says what, where and what to do
├── EmbedderError          texts cannot be turned into vectors
├── IndexFault             the vector index is missing, damaged or made by another embedder
└── LibraryError           the library's own database cannot be read or written
    └── LibraryBusy        another process is writing to it
"""

from __future__ import annotations


class RetrievalError(Exception):
    """Something the user can mend, told in one or a few plain lines."""


class EmbedderError(RetrievalError):
    """Texts cannot be turned into vectors."""


class IndexFault(RetrievalError):
    """The vector index is missing, damaged or was made by another embedder."""


class LibraryError(RetrievalError):
    """The library's own database cannot be read or written."""


class LibraryBusy(LibraryError):
    """Another process is writing to the library."""
