"""An engine for poisoned inputs: a model that does what it reads, behind a loopback server."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.loopback.server import Server
from evals.loopback.writers import Liar
from evals.models.drafting import Drafting, as_json, read
from evals.poison.offline import ImportedPast
from retrieval.embeddings import Embedder


@dataclass(frozen=True, slots=True)
class Obeying:
    """Drafts with a model that obeys or repeats what is planted, as far as it is shown it."""

    folder: Path
    embedder: Embedder

    def __call__(self, inputs: Path, library: Path | None) -> dict[str, Any]:
        """Return the draft in JSON of a folder of inputs, with a folder of past incidents or none.

        Raises whatever the pipeline raises.
        """
        past = None if library is None else ImportedPast(library, self.embedder)
        with Server(Liar("injection", 1)) as server:
            return as_json(
                Drafting(server.url, self.folder, self.embedder).draft(read(inputs), past)
            )
