"""What changed between two versions of an article: the words of its headline and deck, and the size of the rest; and what
an edited copy changed of its origin."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher

from beatbook.filing.difference import Change as Edit
from beatbook.filing.difference import difference
from beatbook.model import Version, names
from beatbook.web.contexts import Change
from beatbook.web.text import line
from beatbook.web.words import Words

COMPARED = 300
"""Words of a headline or deck that are compared one by one; longer ones are shown whole, old and new."""

Pieces = tuple[tuple[str, str], ...]


def pieces(before: str, after: str) -> Pieces:
    """Both texts as one row of pieces: `same`, `gone` (only before) and `new` (only after)."""
    old, new = re.findall(r"\S+\s*", before), re.findall(r"\S+\s*", after)
    if max(len(old), len(new)) > COMPARED:
        return tuple((kind, text) for kind, text in (("gone", before), ("new", after)) if text)
    found: list[tuple[str, str]] = []
    match = SequenceMatcher(None, [w.strip() for w in old], [w.strip() for w in new], autojunk=False)
    for what, a, b, c, d in match.get_opcodes():
        if what == "equal":
            found.append(("same", "".join(new[c:d])))
            continue
        if b > a:
            found.append(("gone", "".join(old[a:b])))
        if d > c:
            found.append(("new", "".join(new[c:d])))
    return tuple((kind, text.strip()) for kind, text in found)


def changes(words: Words, before: Version | None, after: Version) -> tuple[Change, ...]:
    """What is shown of an article and differs; nothing for its first version."""
    if before is None:
        return ()
    pairs = (
        (words("headline"), line(before.headline), line(after.headline)),
        (words("deck"), line(before.deck), line(after.deck)),
        (words("byline"), line(names(before.byline)), line(names(after.byline))),
        (words("published"), str(before.published or ""), str(after.published or "")),
    )
    return tuple(Change(what, pieces(old, new)) for what, old, new in pairs if old != new)


AROUND = 12
"""Words that are shown on each side of what an edited copy changed; the rest of what is the same is left out."""


def edits(origin: str, copy: str) -> Pieces:
    """What a copy changed of its origin, as one row of pieces, with some of what is the same around each."""
    found: list[tuple[str, str]] = []
    for span in difference(origin, copy):
        if span.change is Edit.DELETED:
            found.append(("gone", line(origin[span.start : span.end])))
        else:
            kind = "same" if span.change is Edit.EQUAL else "new"
            found.append((kind, line(copy[span.copy_start : span.copy_end])))
    if all(kind == "same" for kind, _ in found):
        return ()
    last = len(found) - 1
    return tuple(
        (kind, _cut(text, begins=i > 0, ends=i < last) if kind == "same" else text)
        for i, (kind, text) in enumerate(found)
    )


def _cut(text: str, *, begins: bool, ends: bool) -> str:
    """The words next to what follows and next to what comes before."""
    words = text.split()
    if len(words) <= AROUND * (begins + ends):
        return text
    return " ".join([*(words[:AROUND] if begins else []), "…", *(words[-AROUND:] if ends else [])])


def text_change(words: Words, before: str, after: str) -> str:
    """By how much the text changed, in words and paragraphs; empty if it did not."""
    if before == after:
        return ""
    old, new = Counter(_paragraphs(before)), Counter(_paragraphs(after))
    fresh, gone = (new - old).total(), (old - new).total()
    return words("text-grew", n=fresh, gone=gone, before=len(before.split()), after=len(after.split()))


def _paragraphs(text: str) -> list[str]:
    return [line(p) for p in text.split("\n\n") if p.strip()]
