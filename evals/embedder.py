"""The embedder that an evaluation uses: that of the product, kept where the product keeps it."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from assistant.settings import read
from retrieval.embeddings import MiniLM

FOLDER = "models"


def add_option(parser: argparse.ArgumentParser) -> None:
    """Add the option that names the folder."""
    parser.add_argument("--models", type=Path, help="where the embedder is kept prepared")


def prepared(folder: Path | None) -> MiniLM:
    """Return the embedder of a folder, else that of the data folder."""
    return MiniLM(folder or read(os.environ).data_dir / FOLDER)
