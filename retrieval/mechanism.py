"""How an incident came about: failure modes, layers and triggers, the strongest first."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mechanism:
    """Ids of a shared vocabulary with a weight from 0 to 1 each; empty where nothing is known."""

    failure_modes: tuple[tuple[str, float], ...] = ()
    layers: tuple[tuple[str, float], ...] = ()
    triggers: tuple[tuple[str, float], ...] = ()
