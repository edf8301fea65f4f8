"""The document templates and sentences, read from the versioned data under `prompts/`.

`outline(name)` is what the export room renders: each `SectionSpec.key` names a field of the Draft
("summary", "timeline", ...), an entry of `Draft.sections` ("fairness", "cost", ...) or a section
that people fill (`human`); `empty` is shown where there is nothing, followed by the questions of
`ask`, if any.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template
from types import MappingProxyType
from typing import get_args

from assistant.drafting.draft import TemplateName
from assistant.errors import ResourceError
from assistant.resources import prompts_dir

TEMPLATE_NAMES: tuple[TemplateName, ...] = get_args(TemplateName)
SEVERITIES = ("SEV1", "SEV2", "SEV3", "SEV4", "unknown")
_VERSION = re.compile(r"v[1-9][0-9]*")


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """One section of a document; `human` marks those that only people can fill."""

    key: str
    heading: str
    empty: str
    ask: tuple[str, ...] = ()
    human: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with declared variables."""

    name: str
    text: str
    variables: frozenset[str]

    def fill(self, **values: str) -> str:
        """Return the sentence with exactly its declared variables filled in."""
        if values.keys() != self.variables:
            raise ResourceError(
                f"The sentence {self.name!r} takes {sorted(self.variables)}, "
                f"not {sorted(values)}. Install the package again."
            )
        return Template(self.text).substitute(values)


@dataclass(frozen=True, slots=True)
class DocumentTemplates:
    """One version of the document: the outline of each template and the sentences."""

    version: str
    outlines: Mapping[TemplateName, tuple[SectionSpec, ...]]
    by_severity: Mapping[str, TemplateName]
    sentences: Mapping[str, Sentence]


def outline(name: TemplateName) -> tuple[SectionSpec, ...]:
    """Return the sections of a template, in order."""
    return document().outlines[name]


def for_severity(level: str | None) -> TemplateName:
    """Return the template that a suggested severity gets when nobody chooses one."""
    return document().by_severity[level or "unknown"]


def sentence(name: str, **values: str) -> str:
    """Return the named sentence with its variables filled in."""
    found = document().sentences.get(name)
    if found is None:
        raise ResourceError(f"No sentence {name!r} in the document templates; install again.")
    return found.fill(**values)


def versions() -> dict[str, str]:
    """Return the active version of each entry under `prompts/`."""
    return dict(active(prompts_dir()))


@cache
def document() -> DocumentTemplates:
    """Return the active document templates of this installation, validated."""
    return load(prompts_dir())


def load(root: Path) -> DocumentTemplates:
    """Return the active document templates under `root`; ResourceError names what is wrong."""
    version = active(root).get("document")
    if version is None:
        raise ResourceError(f"{root / 'active.toml'} names no version of 'document'.")
    folder = root / "document" / version
    data = table(folder / "prompt.toml")
    if data.get("name") != "document" or data.get("version") != version:
        raise ResourceError(f"{folder / 'prompt.toml'} does not say that it is document {version}.")
    specs = _sections(data, folder / "prompt.toml")
    return DocumentTemplates(
        version=version,
        outlines=_outlines(data, specs, folder / "prompt.toml"),
        by_severity=_by_severity(data, folder / "prompt.toml"),
        sentences=_sentences(folder / "sentences.toml"),
    )


def digests(root: Path) -> dict[str, str]:
    """Return the sha256 of every released file under `root`, by its path, sorted."""
    files = sorted(p for p in root.glob("*/v*/*") if p.is_file())
    return {
        p.relative_to(root).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files
    }


def changed(root: Path) -> tuple[str, ...]:
    """Return the files under `root` that are not as `lock.json` recorded them, sorted."""
    path = root / "lock.json"
    try:
        locked = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ResourceError(
            f"{path} cannot be read: {error}. Install the package again."
        ) from error
    if not isinstance(locked, dict):
        raise ResourceError(f"{path} is not a table of digests. Install the package again.")
    found = digests(root)
    return tuple(sorted(k for k in locked.keys() | found.keys() if locked.get(k) != found.get(k)))


def active(root: Path) -> Mapping[str, str]:
    """Return the active version of each entry under `root`."""
    path = root / "active.toml"
    names: dict[str, str] = {}
    for name, version in table(path).items():
        if not isinstance(version, str) or not _VERSION.fullmatch(version):
            raise ResourceError(f"{path}: {name} = {version!r} is not a version such as 'v1'.")
        names[name] = version
    return names


def table(path: Path) -> dict[str, object]:
    """Return the table of a TOML file; ResourceError where it cannot be read."""
    try:
        return dict(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ResourceError(
            f"{path} cannot be read: {error}. Install the package again."
        ) from error


def _part(data: Mapping[str, object], key: str, path: Path) -> Mapping[str, object]:
    part = data.get(key)
    if not isinstance(part, dict):
        raise ResourceError(f"{path} has no table [{key}].")
    return part


def strings(value: object, where: str) -> tuple[str, ...]:
    """Return a list of texts as a tuple; ResourceError says where it is none."""
    if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
        raise ResourceError(f"{where} is not a list of texts.")
    return tuple(value)


def _sections(data: Mapping[str, object], path: Path) -> dict[str, SectionSpec]:
    specs: dict[str, SectionSpec] = {}
    for key, entry in _part(data, "sections", path).items():
        where = f"{path}: [sections.{key}]"
        if not isinstance(entry, dict) or entry.keys() - {"heading", "empty", "ask", "human"}:
            raise ResourceError(f"{where} may hold heading, empty, ask and human only.")
        heading, empty, human = entry.get("heading"), entry.get("empty"), entry.get("human", False)
        if not isinstance(heading, str) or not isinstance(empty, str) or not heading or not empty:
            raise ResourceError(f"{where} needs a heading and an empty sentence.")
        if not isinstance(human, bool):
            raise ResourceError(f"{where}: human is true or false.")
        ask = strings(entry.get("ask", []), f"{where} ask")
        specs[key] = SectionSpec(key, heading, empty, ask, human)
    return specs


def _outlines(
    data: Mapping[str, object], specs: Mapping[str, SectionSpec], path: Path
) -> Mapping[TemplateName, tuple[SectionSpec, ...]]:
    table = _part(data, "templates", path)
    made: dict[TemplateName, tuple[SectionSpec, ...]] = {}
    for name in TEMPLATE_NAMES:
        keys = strings(table.get(name), f"{path}: templates.{name}")
        unknown = [k for k in keys if k not in specs]
        if unknown or len(set(keys)) != len(keys):
            raise ResourceError(f"{path}: templates.{name} names {unknown or 'a section twice'}.")
        made[name] = tuple(specs[k] for k in keys)
    return MappingProxyType(made)


def _by_severity(data: Mapping[str, object], path: Path) -> Mapping[str, TemplateName]:
    table = _part(data, "by_severity", path)
    made: dict[str, TemplateName] = {}
    for level in SEVERITIES:
        name = next((n for n in TEMPLATE_NAMES if n == table.get(level)), None)
        if name is None:
            raise ResourceError(f"{path}: by_severity.{level} is none of {TEMPLATE_NAMES}.")
        made[level] = name
    return MappingProxyType(made)


def _sentences(path: Path) -> Mapping[str, Sentence]:
    made: dict[str, Sentence] = {}
    for name, entry in table(path).items():
        if not isinstance(entry, dict) or not isinstance(entry.get("text"), str):
            raise ResourceError(f"{path}: [{name}] needs a text.")
        declared = frozenset(strings(entry.get("variables", []), f"{path}: [{name}] variables"))
        used = Template(entry["text"])
        if not used.is_valid() or set(used.get_identifiers()) != declared:
            raise ResourceError(f"{path}: [{name}] declares {sorted(declared)}, but uses others.")
        made[name] = Sentence(name, entry["text"], declared)
    return MappingProxyType(made)
