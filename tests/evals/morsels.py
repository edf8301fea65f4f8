"""Pieces of a draft as JSON, for tests of what planted text does to one."""

from __future__ import annotations

from typing import Any


def line(name: str, text: str) -> dict[str, Any]:
    """Return a cited note line."""
    return {"id": name, "source": "notes.md", "line": int(name[1:]), "kind": "note",
            "text": text, "time": None}  # fmt: skip


def action(text: str, *cited: str) -> dict[str, Any]:
    """Return an action as a draft holds it."""
    return {
        "id": "A1", "text": text, "category": "monitoring", "horizon": "short-term", "measure": "",
        "verification": "", "addresses": None, "evidence": list(cited), "owner": None, "due": None,
        "verified_as": "technical", "impact": "medium", "effort": "medium", "origin": "notes",
    }  # fmt: skip


def step(time: str, text: str, *cited: str) -> dict[str, Any]:
    """Return a step of the timeline."""
    return {"time": time, "precision": "minute", "inferred": False, "phase": "event",
            "text": text, "evidence": list(cited)}  # fmt: skip
