"""What the marks of an edited file stand for: what they stood for before, or what is found in the archive."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from beatbook.errors import InputError
from beatbook.filing.pieceblocks import blocks
from beatbook.filing.piecefile import COUNTED, Defined, Written, article_of, tied
from beatbook.model import Citation

SHOWN = 80
"""Characters of words that an error shows."""
NAMED = 5
"""Marks that an error names."""

Find = Callable[[str, str], Citation | None]
"""The words of an article as a citation, by its address here or at its source; None if it has no such words, or is none of ours."""


def resolved(written: Written, before: Sequence[Citation], find: Find) -> tuple[Citation, ...]:
    """What a file's marks stand for; definitions that nothing cites are left out. `before` are the citations of the document that was
    edited: what is among them is not looked for again. Raises InputError for marks without a definition, words that are not in their
    article, and statements that the desk did not count."""
    marks: dict[str, None] = {}
    links: set[str] = set()
    for block in blocks(written.body):
        for sentence in block.sentences:
            marks.update(dict.fromkeys(sentence.labels))
            links.update(run.href for run in sentence.runs if run.href)
    defined = {d.label: d for d in written.cited}
    wrong = (
        [f"nothing says what {_listed(unknown)} stands for"]
        if (unknown := marks.keys() - defined.keys())
        else []
    )
    found: list[Citation] = []
    for one in written.cited:
        if one.label not in marks and one.address not in links and tied(one.label)[0] not in marks:
            continue
        citation = _known(one, before, defined) or (
            None if one.address == COUNTED else find(one.address, one.words)
        )
        if citation is None:
            wrong.append(_why(one))
        else:
            found.append(replace(citation, label=one.label))
    if wrong:
        raise InputError(
            "; ".join(wrong[:NAMED]) + (f"; and {len(wrong) - NAMED} more" if len(wrong) > NAMED else "")
        )
    return tuple(found)


def _known(one: Defined, before: Sequence[Citation], defined: Mapping[str, Defined]) -> Citation | None:
    """The citation of before that says the same of the same; of several the one with the same label. What belongs to another mark
    belongs to one that stands for the same as then."""
    same = [c for c in before if c.words == one.words and _is_of(c, one.address)]
    if one.address == COUNTED:
        of, ending = tied(one.label)
        base = defined.get(of)
        belongs = {c.label for c in before if base and c.words == base.words and _is_of(c, base.address)}
        same = [
            c
            for c in same
            if tied(c.label) == ("", "") == (of, ending)
            or (tied(c.label)[0] in belongs and tied(c.label)[1] == ending)
        ]
    return next((c for c in same if c.label == one.label), same[0] if same else None)


def _is_of(citation: Citation, address: str) -> bool:
    if citation.span is None:
        return address == (citation.url or COUNTED)
    return address == citation.url or article_of(address) == citation.span.article


def _why(one: Defined) -> str:
    words = one.words if len(one.words) <= SHOWN else one.words[:SHOWN].rstrip() + "…"
    if one.address == COUNTED:
        return f"[^{one.label}]: the desk did not count “{words}”"
    return f"[^{one.label}]: the archive has no article at {one.address[:200]} with these words: “{words}”"


def _listed(labels: Iterable[str]) -> str:
    said = [f"[^{label}]" for label in sorted(labels)]
    more = f" and {len(said) - NAMED} more" if len(said) > NAMED else ""
    return ", ".join(said[:NAMED]) + more
