"""Finds the data that travels with the product, installed as a wheel or run from a checkout."""

from __future__ import annotations

from pathlib import Path

from assistant.errors import ResourceError

PACKAGE = Path(__file__).resolve().parent


def _first(name: str, *candidates: Path) -> Path:
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    raise ResourceError(
        f"The {name} of this installation are missing (looked in {candidates[0]}). "
        "Install the package again."
    )


def prompts_dir() -> Path:
    """Return the folder of versioned prompts and document templates."""
    return _first("prompts", PACKAGE / "prompts", PACKAGE.parent / "prompts")


def samples_dir() -> Path:
    """Return the folder of sample incidents; each has `inputs/` and `gold.json`."""
    return _first("samples", PACKAGE / "samples", PACKAGE.parent / "evals" / "incidents")
