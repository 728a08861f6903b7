"""A rule made ready to be asked of articles: NOT pushed down to the terms, and what must be there for it to hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from beatbook.filing import rule, words
from beatbook.filing.page import ANCHORED, Found, Leaf, Page
from beatbook.filing.rule import SUBJECT_FIELDS, Term

Clause = frozenset[Leaf]
"""Leaves of which at least one must be in an article for a rule to hold."""

MOST_CLAUSES = 3
"""Clauses kept per rule: of those it has, the three that fewest articles will meet."""
MOST_COMBINED = 16
"""Clauses that an OR of ANDs may be multiplied out into; beyond, only the best of each part is used."""

# ---- asking ------------------------------------------------------------------------------------------------------------
#
# Each step's `found` is None where the step does not hold, else what it held through: nothing, for what is absent.


@dataclass(frozen=True, slots=True)
class One:
    leaf: Leaf

    def found(self, page: Page) -> Sequence[Found] | None:
        found = page.find(self.leaf)
        return None if found is None else (found,)


@dataclass(frozen=True, slots=True)
class Absent:
    step: Step

    def found(self, page: Page) -> Sequence[Found] | None:
        return () if self.step.found(page) is None else None


@dataclass(frozen=True, slots=True)
class Every:
    steps: tuple[Step, ...]

    def found(self, page: Page) -> Sequence[Found] | None:
        out: list[Found] = []
        for step in self.steps:
            found = step.found(page)
            if found is None:
                return None
            out += found
        return out


@dataclass(frozen=True, slots=True)
class EveryLeaf:
    """`Every` of single leaves only."""

    leaves: tuple[Leaf, ...]

    def found(self, page: Page) -> Sequence[Found] | None:
        find, out = page.find, []
        for leaf in self.leaves:
            if (found := find(leaf)) is None:
                return None
            out.append(found)
        return out


@dataclass(frozen=True, slots=True)
class Some:
    steps: tuple[Step, ...]

    def found(self, page: Page) -> Sequence[Found] | None:
        out: list[Found] = []
        holds = False
        for step in self.steps:
            found = step.found(page)
            if found is not None:
                holds = True
                out += found
        return out if holds else None


@dataclass(frozen=True, slots=True)
class SomeLeaf:
    """`Some` of single leaves only, the commonest form: a list of names."""

    leaves: tuple[Leaf, ...]

    def found(self, page: Page) -> Sequence[Found] | None:
        find = page.find
        return [found for leaf in self.leaves if (found := find(leaf)) is not None] or None


@dataclass(frozen=True, slots=True)
class Beside:
    left: tuple[Leaf, ...]
    right: tuple[Leaf, ...]
    distance: int

    def found(self, page: Page) -> Sequence[Found] | None:
        return page.near(self.left, self.right, self.distance) or None


Step = One | Absent | Every | EveryLeaf | Some | SomeLeaf | Beside

# ---- making ------------------------------------------------------------------------------------------------------------


class Leaves:
    """Makes each leaf once, so that rules that share a term share the work of finding it."""

    def __init__(self) -> None:
        self._made: dict[tuple[object, ...], Leaf] = {}

    def __iter__(self) -> Iterator[Leaf]:
        return iter(self._made.values())

    def leaf(self, term: Term, fields: tuple[str, ...]) -> Leaf:
        same = (term.words, term.prefix, term.cased, term.written, fields)
        if same not in self._made:
            self._made[same] = Leaf(term, fields)
        return self._made[same]


def plan(node: rule.Node, leaves: Leaves) -> Step:
    """The steps that ask for what a rule says."""
    return _plan(node, leaves, SUBJECT_FIELDS, True)


def _plan(node: rule.Node, leaves: Leaves, fields: tuple[str, ...], holds: bool) -> Step:
    match node:
        case rule.Not(part):
            return _plan(part, leaves, fields, not holds)
        case rule.In(name, part):
            return _plan(part, leaves, (name,), holds)
        case Term():
            one = One(leaves.leaf(node, fields))
            return one if holds else Absent(one)
        case rule.Near(left, right, distance):
            beside = Beside(
                tuple(leaves.leaf(t, fields) for t in left),
                tuple(leaves.leaf(t, fields) for t in right),
                distance,
            )
            return beside if holds else Absent(beside)
        case rule.And(parts) | rule.Or(parts):
            steps = tuple(_plan(part, leaves, fields, holds) for part in parts)
            single = tuple(step.leaf for step in steps if isinstance(step, One))
            if isinstance(node, rule.And) == holds:
                return EveryLeaf(single) if len(single) == len(steps) else Every(steps)
            return SomeLeaf(single) if len(single) == len(steps) else Some(steps)


# ---- what must be there ------------------------------------------------------------------------------------------------


def clauses(step: Step) -> list[Clause]:
    """At most MOST_CLAUSES clauses, each of which an article must meet for the step to hold, rarest first."""
    return sorted(_clauses(step), key=frequency)[:MOST_CLAUSES]


def alternatives(step: Step) -> tuple[Leaf, ...]:
    """The leaves of a step that holds where at least one of them is there, and says nothing else; else none."""
    match step:
        case One(leaf):
            return (leaf,)
        case SomeLeaf(leaves):
            return tuple(dict.fromkeys(leaves))
        case _:
            return ()


def barred(step: Step) -> frozenset[Leaf]:
    """Leaves that no article may have for the step to hold: those under a NOT that stands by itself. Where case
    matters, a leaf's words may be there and the leaf not, and so where it must be a whole name: those are left to the
    asking."""
    match step:
        case Absent(One(leaf)):
            return frozenset((leaf,)) if _is_plain(leaf) else frozenset()
        case Absent(SomeLeaf(leaves)):
            return frozenset(filter(_is_plain, leaves))
        case Every(steps):
            return frozenset().union(*map(barred, steps))
        case _:
            return frozenset()


def _is_plain(leaf: Leaf) -> bool:
    return leaf.term.cased is None and ANCHORED.isdisjoint(leaf.fields)


def _clauses(step: Step) -> list[Clause]:
    match step:
        case One(leaf):
            return [frozenset((leaf,))]
        case SomeLeaf(leaves):
            return [frozenset(leaves)]
        case EveryLeaf(leaves):
            return [frozenset((leaf,)) for leaf in dict.fromkeys(leaves)]
        case Beside(left, right):
            return [frozenset(left), frozenset(right)]
        case Every(steps):
            return list(dict.fromkeys(clause for part in steps for clause in _clauses(part)))
        case Some(steps):
            parts = [_clauses(part) for part in steps]
            if not all(parts):
                return []
            count = 1
            for part in parts:
                count *= len(part)
                if count > MOST_COMBINED:
                    return [frozenset().union(*(min(p, key=frequency) for p in parts))]
            return list(dict.fromkeys(frozenset().union(*chosen) for chosen in product(*parts)))
        case Absent():
            return []


def frequency(clause: Clause) -> float:
    """A guess at how often a clause is met, from its words alone; only the order matters, and only for speed."""
    return sum(map(leaf_frequency, clause))


def leaf_frequency(leaf: Leaf) -> float:
    if leaf.fields != SUBJECT_FIELDS and leaf.fields[0] not in SUBJECT_FIELDS:
        return 50
    longest = max(leaf.term.words, key=len)
    if words.is_run(longest):
        frequency: float = 100 / 3.0 ** len(longest)
    else:
        frequency = 100 / 1.5 ** float(len(longest)) * (3 if leaf.term.prefix else 1)
    return frequency / (3 * len(leaf.term.words) - 2) / (1 if leaf.fields == SUBJECT_FIELDS else 3)
