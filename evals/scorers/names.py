"""Names: nobody named in the inputs stands anywhere in the draft, quotes not excepted."""

from __future__ import annotations

import re

from assistant.drafting.draft import Draft
from evals.gold import Gold
from evals.prose import everything
from evals.score import Measure, Score, tally


def score(gold: Gold, draft: Draft) -> Score:
    """Return how many of the people in the gold the draft does not name."""
    # Evidence shows people under their pseudonyms, so a name is wrong there as well.
    text = "\n".join(said for _, said in everything(draft))
    return tally(
        (f"{name!r} is shown", not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text))
        for name in gold.people
    )


NAMES = Measure("no names", score)
