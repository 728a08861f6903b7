"""Quotations of a period: what people with a name said, in sentences that name them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from beatbook.model import Cited, Quotation
from beatbook.writing.brief import supported
from beatbook.writing.candidates import Read, Sentence
from beatbook.writing.names import STYLES
from beatbook.writing.quotes import quotes, speakers
from beatbook.writing.subjects import names_in
from beatbook.writing.texts import Text

MOST = 3
SHORTEST, LONGEST = 6, 32
"""Words between the quotation marks."""
SENTENCE = 45
"""Words of the whole sentence."""
BEST = 14
"""Words of a quotation that reads best."""

_MARKED = re.compile(r"[“\"„«][^“”\"„«»]{15,}[”\"“»]")
_SAID = re.compile(
    r"\b(?:said|says|saying|told|tells|added|adds|asked|asks|replied|warned|warns|insisted|argued|recalled|called|noted|explained|declared|wrote|sagte|sagt|"
    r"erklärte|dit|déclaré|affirmé|expliqué)\b"
)
"""Who posts or publishes the full text of a work says nothing."""
_SPOKEN = re.compile(r"\b(?:I|we|you|they|he|she|it|is|are|was|were|has|have|had|will|would|can|must|do|does|did|not|never|nobody|no)\b|n['’]t\b", re.I)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that quotes somebody by name. `worth` is the higher the better it reads."""

    sentence: Sentence
    read: Read
    speaker: str
    worth: float
    story: str


def candidates(story: str, read: Read) -> list[Candidate]:
    """The sentences of a report that could be a quotation of the period."""
    found = []
    for s in read.sentences:
        if s.why is None and s.size <= SENTENCE and _MARKED.search(s.text):
            quoted = _quoted(s.text)
            if quoted:
                speaker, words = quoted
                worth = 1 - abs(words - BEST) / (LONGEST + BEST)
                found.append(Candidate(s, read, speaker, round(worth, 4), story))
    return found


def _is_titled(quoted: str) -> bool:
    """Whether most words have a capital: a title, which nobody says."""
    words = [w for w in quoted.split() if w.strip("“”\"'‘’.,").isalpha()]
    return 2 * sum(w.strip("“”\"'‘’")[:1].isupper() for w in words) > len(words)


def _quoted(text: str) -> tuple[str, int] | None:
    """Who is quoted and in how many words, where one person with a full name says one thing."""
    laid = Text(text)
    found = quotes(laid)
    if len(found) not in (1, 2) or any(q.is_open for q in found):
        return None
    words = sum(q.end - q.start for q in found)
    quoted = " ".join(m[0] for m in _MARKED.finditer(text))
    if (
        not SHORTEST <= words <= LONGEST
        or not _SPOKEN.search(quoted)
        or not max(q.end - q.start for q in found) >= SHORTEST
    ):
        return None
    if _is_titled(quoted) or not _SAID.search(_MARKED.sub(" … ", text)):
        return None
    around = [(0, found[0].start), *zip([q.end for q in found], [q.start for q in found[1:]], strict=False)]
    around.append((found[-1].end, len(laid.words)))
    named = [" ".join(laid.words[a:b]) for start, end in around for a, b in speakers(laid, start, end)]
    outside = [n.text for n in names_in(_MARKED.sub(" … ", text))]
    full = [n for n in outside if " " in n and n.split()[-1].lower() not in STYLES]
    speaker = next((n for n in full if any(set(n.split()) & set(said.split()) for said in named)), None)
    return (speaker, words) if speaker else None


def chosen(
    found: Sequence[Sequence[Candidate]], taken: Iterable[str], struck: frozenset[str]
) -> tuple[Quotation, ...]:
    """Up to three, of different speakers and as many themes as there are; `found` has those of each theme, the weightiest theme first,
    `taken` are the sentences that stand elsewhere in the review."""
    out: list[Quotation] = []
    passed = set(taken) | struck
    speaking: set[str] = set()
    left = [
        sorted(each, key=lambda c: (-c.worth, c.sentence.span.article, c.sentence.span.start))
        for each in found
    ]
    while any(left) and len(out) < MOST:
        for each in left:
            while each and len(out) < MOST:
                best = each.pop(0)
                if best.sentence.text in passed or best.speaker in speaking:
                    continue
                cited = Cited(best.sentence.text, (best.sentence.span,), published=best.read.published)
                if supported([(cited, best.read)])[0]:
                    out.append(Quotation(cited, best.speaker, best.story))
                    passed.add(cited.text)
                    speaking.add(best.speaker)
                    break
    return tuple(out)
