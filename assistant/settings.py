"""The settings: the only reader of environment variables, handed in as a mapping."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
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
JUDGE = "POSTMORTEM_JUDGE"
PROMPTS = "POSTMORTEM_PROMPTS"
WINDOW = "POSTMORTEM_MODEL_WINDOW"
ANSWER = "POSTMORTEM_MODEL_ANSWER"
PARALLEL = "POSTMORTEM_MODEL_PARALLEL"
CACHE = "POSTMORTEM_MODEL_CACHE"
PRICE = "POSTMORTEM_PRICE"
MAX_CALLS = "POSTMORTEM_MAX_CALLS"
MAX_TOKENS = "POSTMORTEM_MAX_TOKENS"
MAX_COST = "POSTMORTEM_MAX_COST"
DEFAULT_TIMEOUT_SECONDS = 60.0
MAX_TIMEOUT_SECONDS = 3600.0
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d*)?")  # any other comma is none of thousands


@dataclass(frozen=True, slots=True)
class EmbeddingsEndpoint:
    """An embeddings endpoint that a person configured: texts are sent there, redacted."""

    url: str
    model: str
    key: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Caps:
    """The most that may be taken for one draft and in one day (UTC); None sets no limit."""

    draft: float | None = None
    day: float | None = None


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """How a configured model is used: its address and limits, and what may be spent on it.

    `window` and `answer` are tokens: of the model's window, and of the longest answer asked for.
    `price` is US dollars for a million tokens in and out, None where the person stated none.
    `prompts` are versions chosen in the place of the active ones.
    """

    url: str | None = None
    key: str | None = field(default=None, repr=False)
    judge: str | None = None
    prompts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    window: int = 32_000
    answer: int = 8_000
    parallel: int = 8
    cache: bool = True
    price: tuple[float, float] | None = None
    calls: Caps = field(default_factory=lambda: Caps(draft=60))
    tokens: Caps = field(default_factory=lambda: Caps(draft=400_000))
    cost: Caps = field(default_factory=Caps)


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
    writer: ModelSettings = field(default_factory=ModelSettings)


def read(environment: Mapping[str, str], *, data_dir: Path | None = None) -> Settings:
    """Return the settings of an environment; SettingsError names the variable and its mending.

    `data_dir`, where given (an option), goes before the variable. No folder is made here.
    """
    return Settings(
        data_dir=_data_dir(environment, data_dir),
        model=_model(environment.get(MODEL, "").strip(), MODEL),
        timeout_seconds=_timeout(environment.get(TIMEOUT, "").strip()),
        database_url=environment.get(DATABASE_URL, "").strip() or None,
        chroma_url=_address(environment, CHROMA_URL, "http://127.0.0.1:8000"),
        embeddings=_embeddings(environment),
        writer=_writer(environment),
    )


def _writer(environment: Mapping[str, str]) -> ModelSettings:
    """Return how a model is used; SettingsError names the variable and its mending."""
    usual = ModelSettings()
    return ModelSettings(
        url=_address(environment, "OPENAI_BASE_URL", "http://127.0.0.1:11434/v1")
        or _address(environment, "OPENAI_API_BASE", "http://127.0.0.1:11434/v1"),
        key=environment.get("OPENAI_API_KEY", "").strip() or None,
        judge=_model(environment.get(JUDGE, "").strip(), JUDGE),
        prompts=_versions(environment.get(PROMPTS, "").strip()),
        window=_count(environment, WINDOW, usual.window, least=2_000),
        answer=_count(environment, ANSWER, usual.answer, least=200),
        parallel=_count(environment, PARALLEL, usual.parallel, least=1),
        cache=environment.get(CACHE, "").strip().casefold() not in {"off", "no", "0", "false"},
        price=_price(environment.get(PRICE, "").strip()),
        calls=_caps(environment, MAX_CALLS, usual.calls),
        tokens=_caps(environment, MAX_TOKENS, usual.tokens),
        cost=_caps(environment, MAX_COST, usual.cost),
    )


def _versions(stated: str) -> Mapping[str, str]:
    chosen: dict[str, str] = {}
    for part in (p.strip() for p in stated.split(",") if p.strip()):
        name, _, version = (piece.strip() for piece in part.partition("="))
        if not name or not version.startswith("v") or not version[1:].isdigit():
            raise SettingsError(
                f"{PROMPTS} holds {part!r}, which is not of the form name=v1. Mend it or unset it."
            )
        chosen[name] = version
    return MappingProxyType(chosen)


def _count(environment: Mapping[str, str], name: str, usual: int, *, least: int) -> int:
    stated = environment.get(name, "").strip().replace(",", "").replace("_", "")
    if not stated:
        return usual
    if not stated.isascii() or not stated.isdigit() or not least <= int(stated) <= 10**8:
        raise SettingsError(
            f"{name} is {stated!r}, which is not a whole number from {least:,} on. "
            f"Mend it, or unset it for {usual:,}."
        )
    return int(stated)


def _amount(stated: str, name: str, example: str) -> float:
    try:
        plain = stated.strip().lstrip("$").replace("_", "")
        amount = float(plain.replace(",", "") if _THOUSANDS.fullmatch(plain) else plain)
    except ValueError:
        amount = -1.0
    if not 0.0 <= amount < 1e12:
        raise SettingsError(
            f"{name} is {stated!r}, which is not of the form {example}. Mend it or unset it."
        )
    return amount


def _price(stated: str) -> tuple[float, float] | None:
    if not stated:
        return None
    example = "0.25/2.00 (US dollars for a million tokens in and out)"
    first, sign, second = stated.partition("/")
    if not sign:
        raise SettingsError(f"{PRICE} is {stated!r}, which is not of the form {example}.")
    return _amount(first, PRICE, example), _amount(second, PRICE, example)


def _caps(environment: Mapping[str, str], name: str, usual: Caps) -> Caps:
    """Return the limits of "100" (one draft), "100/2000" (draft and day) or "/2000" (day)."""
    stated = environment.get(name, "").strip()
    if not stated:
        return usual
    example = "100 (for one draft), 100/2000 (and for a day) or /2000 (for a day)"
    draft, _, day = stated.partition("/")
    return Caps(
        draft=_amount(draft, name, example) if draft.strip() else usual.draft,
        day=_amount(day, name, example) if day.strip() else None,
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


def _model(stated: str, name: str) -> str | None:
    if not stated:
        return None
    provider, _, model = stated.partition(":")
    if not provider.strip() or not model.strip() or any(c.isspace() for c in stated):
        raise SettingsError(
            f"{name} is {stated!r}, which is not of the form provider:model "
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
