"""What was said of one field, by whom, in the order of belief: the list that an editor sees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from beatbook.model import Witness
from beatbook.read.text import clean

MOST = 8
"""Witnesses kept of one field."""
LONGEST = 300
"""Code points kept of what one witness says."""


class Said(NamedTuple):
    """One witness's word. `why` is the reason for which it was refused."""

    by: str
    said: str
    why: str | None = None


def witnesses(field: str, heard: Iterable[Said], taken: Said | None) -> tuple[Witness, ...]:
    """The testimony on a field, each word of a witness once. `taken`, one of `heard`, is always among them."""
    out: list[Witness] = []
    known: set[tuple[str, str]] = set()
    pending = taken
    for one in heard:
        bears = pending is not None and one[:2] == pending[:2]
        if len(out) >= MOST or (len(out) == MOST - 1 and pending is not None and not bears):
            if pending is None:
                break
            continue
        said = one.said
        if len(said) > LONGEST or not (said.isascii() and said.isprintable()):
            said = clean(said[: 4 * LONGEST])[:LONGEST].rstrip()
        if not said or (one.by, said) in known:
            continue
        known.add((one.by, said))
        out.append(Witness(field, one.by, said, bears, None if bears else one.why))
        if bears:
            pending = None
    return tuple(out)


def first_unrefused(field: str, heard: Iterable[Said]) -> tuple[str | None, tuple[Witness, ...]]:
    """The first word that nothing speaks against, and the testimony."""
    said = [h for h in heard if h.said]
    taken = next((h for h in said if h.why is None), None)
    return taken.said if taken else None, witnesses(field, said, taken)


def overruled(heard: Iterable[Witness], field: str, why: str) -> tuple[Witness, ...]:
    """The testimony where the word that was taken for a field is not borne by the article after all."""
    return tuple(replace(w, taken=False, why=why) if w.field == field and w.taken else w for w in heard)
