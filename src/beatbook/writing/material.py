"""What a brief is made from, and how much of it is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from beatbook.model import Article

ORIGINS = 64
"""Origins of a story that are looked at: more than anybody reads, and few enough that a story costs a fraction of a second."""
CHARACTERS = 20_000
"""Characters of an article that are looked at: three thousand words, beyond which nothing is central."""
SENTENCES = 40
"""Sentences of an article that may be chosen from."""

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Member:
    """An article of a story. `version` is the fingerprint of the version at hand; `is_copy` says that it reprints
    another, so that its words are no second witness."""

    article: Article
    is_copy: bool = False
    version: str = ""


@dataclass(frozen=True, slots=True)
class Material:
    """All that a brief may draw on: the members of the story in the order of their first sight, and articles of earlier
    stories on the same people or matter, the nearest story first. `common` are names (as `filing.terms` has them) that so
    many stories have that sharing them says nothing. `struck` are sentences that an editor will not have."""

    story: str
    members: tuple[Member, ...]
    earlier: tuple[Member, ...] = ()
    common: frozenset[str] = frozenset()
    struck: frozenset[str] = frozenset()

    @property
    def origins(self) -> list[Member]:
        """The members whose words are their own; all of them if none is (their origin is in another story, and the first
        of them stands for it)."""
        own = [m for m in self.members if not m.is_copy]
        return spread(own or self.members[:1], ORIGINS)


def spread(items: Sequence[Item], most: int) -> list[Item]:
    """At most so many of them, evenly spread, the first and the last among them."""
    if len(items) <= most:
        return list(items)
    return [items[i * (len(items) - 1) // (most - 1)] for i in range(most)]
