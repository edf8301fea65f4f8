"""`python -m evals claims`: which sentences stand of those that their lines do not bear out."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence

from assistant.drafting.checks import closeness, direction
from evals.claims.claims import APART, DEVELOPED, Claim, claims
from evals.claims.fitting import fit, write
from evals.claims.flips import flips
from evals.claims.kinds import APART_KINDS, DEVELOPED_KINDS, counted, pairs
from evals.claims.nearness import Cosines
from evals.embedder import add_option, prepared


def main(arguments: list[str]) -> int:
    """Print the share that stands of each kind of claim, and what was withheld by which rule."""
    parser = argparse.ArgumentParser(
        prog="python -m evals claims",
        description="Judges the rules on meaning by honest, turned and false sentences.",
    )
    add_option(parser)
    parser.add_argument("--fit", action="store_true", help="fit closeness to the developed sets")
    parser.add_argument("--misses", action="store_true", help="list the developed sets' misses")
    wishes = parser.parse_args(arguments)
    cosines = Cosines(prepared(wishes.models))
    developed = claims(DEVELOPED)
    if wishes.fit:
        weights = fit([claims((name,)) for name in DEVELOPED], cosines)
        write(weights)
        sys.stdout.write(f"{weights}\nThey count from the next run on.\n")
        return 0
    for name, found in (("developed", developed), ("apart", claims(APART))):
        _print(name, (*found, *flips(found)), cosines)
    for name, of in (("developed", DEVELOPED_KINDS), ("apart", APART_KINDS)):
        _print_kinds(name, pairs(of), cosines)
    if wishes.misses:
        _misses((*developed, *flips(developed), *pairs(DEVELOPED_KINDS)), cosines)
    return 0


def broken(claim: Claim, near: closeness.Nearness | None) -> str | None:
    """Return the name of the rule that withholds a claim, None where it stands."""
    turned = direction.first(claim.text, claim.lines)
    if turned is not None:
        return turned[0]
    far = closeness.broken_by(claim.text, claim.lines, manner="statement", near=near)
    return None if far is None else "closeness"


def _print(name: str, found: Sequence[Claim], near: closeness.Nearness) -> None:
    sys.stdout.write(f"{name}: share that stands with the embedder, without, withheld by\n")
    for kind in dict.fromkeys(claim.name for claim in found):
        told = [claim for claim in found if claim.name == kind]
        rules = Counter(broken(claim, near) for claim in told)
        alone = sum(broken(claim, None) is None for claim in told)
        parts = ", ".join(f"{rule} {n / len(told):.2f}" for rule, n in _ranked(rules))
        sys.stdout.write(
            f"  {kind:<38} {rules[None] / len(told):.3f} {alone / len(told):.3f} "
            f"of {len(told):>4}  {parts}\n"
        )


def _print_kinds(name: str, found: Sequence[Claim], near: closeness.Nearness) -> None:
    sys.stdout.write(f"{name}, by kind of flip: share of the honest that stands, of the flips\n")
    for kind in counted(found, lambda claim: broken(claim, near) is None):
        honest, flipped = kind.honest / kind.pairs, kind.flips / kind.pairs
        sys.stdout.write(f"  {kind.name:<38} {honest:.3f} {flipped:.3f} of {kind.pairs:>4}\n")


def _ranked(rules: Counter[str | None]) -> Iterable[tuple[str, int]]:
    return ((rule, n) for rule, n in rules.most_common() if rule is not None)


def _misses(found: Sequence[Claim], near: closeness.Nearness) -> None:
    for claim in found:
        rule = broken(claim, near)
        if (rule is None) != (claim.kind == "honest"):
            sys.stdout.write(f"{claim.name}: {rule or 'stands'}: {claim.text}\n")
            for line in claim.lines:
                sys.stdout.write(f"    {line}\n")
