"""The post-mortem: a draft and a complete review by people, and no other way to have one."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.drafting.draft import Draft
from assistant.errors import PostmortemError
from assistant.review.decisions import Review


@dataclass(frozen=True, slots=True)
class PostMortem:
    """A draft with every human decision made; PostmortemError names what is still missing."""

    draft: Draft
    review: Review

    def __post_init__(self) -> None:
        """Refuse anything but a draft with a complete review."""
        if not isinstance(self.draft, Draft) or not isinstance(self.review, Review):
            raise PostmortemError(
                "A post-mortem is made of a Draft and a Review, and of nothing else."
            )
        missing = self.review.missing(actions=tuple(a.id for a in self.draft.actions))
        if missing:
            raise PostmortemError(
                f"Case {self.draft.case_id} is not complete: people have still to decide "
                f"{', '.join(missing)}."
            )
