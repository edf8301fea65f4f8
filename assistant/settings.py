"""The settings: the only reader of environment variables, handed in as a mapping."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from assistant.errors import SettingsError

DATA_DIR = "POSTMORTEM_DATA_DIR"
MODEL = "POSTMORTEM_MODEL"
TIMEOUT = "POSTMORTEM_TIMEOUT"
CHROMA_URL = "POSTMORTEM_CHROMA_URL"
DATABASE_URL = "POSTMORTEM_DATABASE_URL"
EMBEDDINGS_URL = "POSTMORTEM_EMBEDDINGS_URL"
EMBEDDINGS_MODEL = "POSTMORTEM_EMBEDDINGS_MODEL"
EMBEDDINGS_KEY = "POSTMORTEM_EMBEDDINGS_KEY"
DEFAULT_TIMEOUT_SECONDS = 60.0
MAX_TIMEOUT_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class EmbeddingsEndpoint:
    """An embeddings endpoint that a person configured: texts are sent there, redacted."""

    url: str
    model: str
    key: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """Where data is kept, which model is configured (None: none) and its deadline in seconds.

    Past incidents are in a SQLite file with Chroma inside the process, unless addresses are set.
    """

    data_dir: Path
    model: str | None
    timeout_seconds: float
    database_url: str | None = field(default=None, repr=False)
    chroma_url: str | None = None
    embeddings: EmbeddingsEndpoint | None = None


def read(environment: Mapping[str, str], *, data_dir: Path | None = None) -> Settings:
    """Return the settings of an environment; SettingsError names the variable and its mending.

    `data_dir`, where given (an option), goes before the variable. No folder is made here.
    """
    return Settings(
        data_dir=_data_dir(environment, data_dir),
        model=_model(environment.get(MODEL, "").strip()),
        timeout_seconds=_timeout(environment.get(TIMEOUT, "").strip()),
        database_url=environment.get(DATABASE_URL, "").strip() or None,
        chroma_url=_address(environment, CHROMA_URL, "http://127.0.0.1:8000"),
        embeddings=_embeddings(environment),
    )


def _address(environment: Mapping[str, str], name: str, example: str) -> str | None:
    stated = environment.get(name, "").strip()
    if not stated:
        return None
    try:
        parts = urlsplit(stated)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise SettingsError(
            f"{name} is {stated!r}, which is not an address such as {example}. Mend it or unset it."
        )
    return stated


def _embeddings(environment: Mapping[str, str]) -> EmbeddingsEndpoint | None:
    url = _address(environment, EMBEDDINGS_URL, "http://127.0.0.1:11434/v1")
    if url is None:
        return None
    model = environment.get(EMBEDDINGS_MODEL, "").strip()
    if not model:
        raise SettingsError(
            f"{EMBEDDINGS_URL} is set without {EMBEDDINGS_MODEL}. Name the model that the endpoint "
            "is to use, or unset the address to use the embedder that comes with the product."
        )
    key = environment.get(EMBEDDINGS_KEY, "").strip() or environment.get("OPENAI_API_KEY", "")
    return EmbeddingsEndpoint(url, model, key.strip() or None)


def _data_dir(environment: Mapping[str, str], option: Path | None) -> Path:
    stated = environment.get(DATA_DIR, "").strip()
    if option is None and not stated:
        return _default_data_dir(environment)
    where = "--data-dir" if option is not None else DATA_DIR
    try:
        path = (option if option is not None else Path(stated)).expanduser().absolute()
        usable = path.is_dir() or not path.exists()
    except (OSError, RuntimeError, ValueError) as error:
        raise SettingsError(
            f"{where} names {str(option or stated)!r}, which cannot be used ({error}). "
            "Name a folder that you may write to."
        ) from error
    if not usable:
        raise SettingsError(f"{where} names {path}, which is a file. Name a folder.")
    return path


def _default_data_dir(environment: Mapping[str, str]) -> Path:
    name = "incident-postmortem"
    if sys.platform == "win32":
        base = environment.get("LOCALAPPDATA", "").strip()
    elif sys.platform == "darwin":
        home = environment.get("HOME", "").strip()
        base = f"{home}/Library/Application Support" if home else ""
    else:
        home = environment.get("HOME", "").strip()
        base = environment.get("XDG_DATA_HOME", "").strip()
        if not Path(base).is_absolute():
            base = f"{home}/.local/share" if home else ""
    if not base:
        raise SettingsError(
            f"There is no home folder to keep data in. Set {DATA_DIR} to a folder, "
            "or give --data-dir."
        )
    return Path(base) / name


def _model(stated: str) -> str | None:
    if not stated:
        return None
    provider, _, model = stated.partition(":")
    if not provider.strip() or not model.strip() or any(c.isspace() for c in stated):
        raise SettingsError(
            f"{MODEL} is {stated!r}, which is not of the form provider:model "
            "(for example openai:gpt-5-mini). Mend it, or unset it to draft offline."
        )
    return stated


def _timeout(stated: str) -> float:
    if not stated:
        return DEFAULT_TIMEOUT_SECONDS
    try:
        seconds = float(stated)
    except ValueError:
        seconds = 0.0
    if not 0.0 < seconds <= MAX_TIMEOUT_SECONDS:
        raise SettingsError(
            f"{TIMEOUT} is {stated!r}, which is not a number of seconds between 0 and "
            f"{MAX_TIMEOUT_SECONDS:.0f}. Mend it, or unset it for {DEFAULT_TIMEOUT_SECONDS:.0f}."
        )
    return seconds
