"""Open an index in a process of its own, and end with status 0 where it answers."""

from __future__ import annotations

import sys
from pathlib import Path


def main(folder: str) -> int:
    """Return 0 where the index in the folder can be opened, counted, read and asked."""
    from retrieval.chroma import answers

    return 0 if answers(Path(folder)) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
