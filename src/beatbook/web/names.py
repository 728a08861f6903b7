"""Names that may be one person's: the same name with an initial, in another order, or parted otherwise.

It is a guess from the letters alone, for an editor to look at: two people may well share a name. Nothing is merged by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from beatbook.bylines import split_byline
from beatbook.filing.words import fold
from beatbook.model import NameKind

MOST_ALIKE = 12
"""Names with one family name and one first letter, beyond which a shared initial says nothing."""

ORDER, INITIAL = "order", "initial"
"""Why two names may be one person's: the same parts in another order or parted otherwise; an initial stands for a name."""

Pair = tuple[str, str, str]


def alike(names: Iterable[str]) -> tuple[Pair, ...]:
    """Pairs of these names that may be one person's, each with why, in order."""
    parts = {name: tuple(fold(name)) for name in names}
    parts = {name: p for name, p in parts.items() if len(p) > 1 and _is_person(name)}
    found: dict[tuple[str, str], str] = {}
    by_order: dict[tuple[str, ...], set[str]] = defaultdict(set)
    by_family: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name, p in parts.items():
        for family, given in ((p[-1], "".join(p[:-1])), (p[0], "".join(p[1:]))):
            if len(family) > 1 and len(given) > 1:
                by_order[tuple(sorted((family, given)))].add(name)
        by_family[p[-1], p[0][:1]].add(name)
    for group in by_order.values():
        for one, other in combinations(sorted(group), 2):
            found[one, other] = ORDER
    for group in by_family.values():
        if len(group) <= MOST_ALIKE:
            for one, other in combinations(sorted(group), 2):
                if _is_initial(parts[one], parts[other]):
                    found.setdefault((one, other), INITIAL)
    return tuple((one, other, why) for (one, other), why in sorted(found.items()))


def _is_initial(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether one has an initial, or nothing, where the other has a name; both have the same family name. One of the first
    names must be written out, or two people of like initials would be one."""
    first, second = one[:-1], other[:-1]
    if one[-1] != other[-1] or len(one[-1]) < 2 or first == second:
        return False
    if not any(len(name) > 1 for name in (first[0], second[0])):
        return False
    return all(_fits(a, b) for a, b in zip(first, second, strict=False))


def _fits(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _is_person(name: str) -> bool:
    found = split_byline(name)
    return len(found) == 1 and found[0].kind is NameKind.PERSON
