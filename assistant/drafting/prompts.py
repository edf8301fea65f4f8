"""The prompts of a model, read from the versioned data under `prompts/` and filled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template
from types import MappingProxyType

from assistant.drafting.schema import OUTPUTS, ModelOutput
from assistant.drafting.templates import active, strings, table
from assistant.errors import ResourceError, SettingsError
from assistant.resources import prompts_dir

_KEYS = frozenset(
    {"name", "version", "description", "output", "variables", "evidence_tokens", "first"}
)
# Entries that are no prompt of a model.
_OTHERS = frozenset({"document"})


@dataclass(frozen=True, slots=True)
class Prompt:
    """One version of one prompt: its instructions, its material, and what the answer fills.

    `evidence_tokens` is the most tokens of lines that are sent; `first` names the kinds of lines
    that go first where there are more. `output` is None for parts of other prompts.
    """

    name: str
    version: str
    system: str
    user: str
    variables: frozenset[str]
    output: type[ModelOutput] | None
    evidence_tokens: int
    first: tuple[str, ...]

    def filled(self, **values: str) -> tuple[str, str]:
        """Return instructions and material with exactly the declared variables filled in."""
        if values.keys() != self.variables:
            raise ResourceError(
                f"The prompt {self.name!r} takes {sorted(self.variables)}, not {sorted(values)}. "
                "Install the package again."
            )
        return Template(self.system).substitute(values), Template(self.user).substitute(values)


@dataclass(frozen=True, slots=True)
class Prompts:
    """The prompts in use, by name."""

    entries: Mapping[str, Prompt]

    def get(self, name: str) -> Prompt:
        """Return a prompt; ResourceError where there is none of the name."""
        found = self.entries.get(name)
        if found is None:
            raise ResourceError(
                f"No prompt {name!r} is active; there are {', '.join(sorted(self.entries))}."
            )
        return found

    def versions(self) -> dict[str, str]:
        """Return the version of each prompt in use."""
        return {name: self.entries[name].version for name in sorted(self.entries)}


def in_use(chosen: Mapping[str, str]) -> Prompts:
    """Return the active prompts, with the versions that a person chose in the place of others.

    Raises SettingsError where a choice names no prompt or no version of it.
    """
    root = prompts_dir()
    versions = {name: v for name, v in active(root).items() if name not in _OTHERS}
    for name, version in chosen.items():
        if name not in versions:
            raise SettingsError(
                f"POSTMORTEM_PROMPTS names {name!r}; there are {', '.join(sorted(versions))}."
            )
        if not (root / name / version / "prompt.toml").is_file():
            there = ", ".join(sorted(p.name for p in (root / name).glob("v*")))
            raise SettingsError(f"POSTMORTEM_PROMPTS asks for {name} {version}; there are {there}.")
        versions[name] = version
    return Prompts(MappingProxyType({n: load(root, n, v) for n, v in versions.items()}))


@cache
def load(root: Path, name: str, version: str) -> Prompt:
    """Return one version of one prompt under `root`; ResourceError names what is wrong."""
    folder = root / name / version
    path = folder / "prompt.toml"
    data = table(path)
    if data.get("name") != name or data.get("version") != version:
        raise ResourceError(f"{path} does not say that it is {name} {version}.")
    if data.keys() - _KEYS:
        raise ResourceError(f"{path} holds {sorted(data.keys() - _KEYS)}, which no prompt has.")
    system, user = _text(folder / "system.md"), _text(folder / "user.md")
    declared = frozenset(strings(data.get("variables", []), f"{path}: variables"))
    used: set[str] = set()
    for part in (system, user):
        template = Template(part)
        if not template.is_valid():
            raise ResourceError(f"{folder}: a $ stands where no variable follows; write $$.")
        used |= set(template.get_identifiers())
    if used != declared:
        raise ResourceError(f"{path} declares {sorted(declared)}, but {sorted(used)} are used.")
    output = data.get("output")
    if output is not None and (not isinstance(output, str) or output not in OUTPUTS):
        raise ResourceError(f"{path}: output = {output!r} is none of {', '.join(OUTPUTS)}.")
    most = data.get("evidence_tokens", 0)
    if not isinstance(most, int) or most < 0:
        raise ResourceError(f"{path}: evidence_tokens is a number of tokens.")
    return Prompt(
        name=name,
        version=version,
        system=system,
        user=user,
        variables=declared,
        output=OUTPUTS[output] if isinstance(output, str) else None,
        evidence_tokens=most,
        first=strings(data.get("first", []), f"{path}: first"),
    )


def _text(path: Path) -> str:
    """Return a part of a prompt; "" where the prompt has no such part."""
    if not path.exists():
        return ""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ResourceError(
            f"{path} cannot be read: {error}. Install the package again."
        ) from error
