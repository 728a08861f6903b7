"""Quotations: what stands in quotation marks was said, in these words, by that speaker.

Marks are those of English, German, French, Korean and Chinese, straight ones, and the two apostrophes of tokenised texts.
Marks without a partner quote up to the beginning or end of the text: sentences are cut out of longer quotations.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from beatbook.writing.texts import Text

_MARK = re.compile(r"``|''|[\"“”„‟«»‹›「」『』‘'`]")
_CLOSES = {
    "“": "”\"", "„": "“”\"", "«": "»", "»": "«", "‹": "›", "「": "」", "『": "』", "‘": "'’", "'": "'", "`": "'", "``": "''\"”", '"': '"”',
    "''": "''",
}  # fmt: skip
_ALWAYS_OPEN = frozenset("„「『‹")
SAYING = frozenset(
    """said says say saying told tells tell added adds wrote writes tweeted tweets insisted insists claimed claims stated states
    explained explains announced argued argues warned warns noted replied asked called calls recalled declared posted according
    sagte sagt erklärte teilte schrieb betonte dit déclaré affirmé ajouté expliqué selon""".split()
)
_EAST_SAYING = re.compile("말했|밝혔|전했|강조했|说|表示|称|指出|說|稱")


_CLITICS = frozenset("s t re ve ll d m n".split())
"""What texts cut into tokens have behind an apostrophe that quotes nothing."""
SHORT = 60
"""Words of the longest quotation between two apostrophes; farther apart they are no pair."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words `start` to `end` in quotation marks; `is_open` if one of the two marks is missing."""

    start: int
    end: int
    is_open: bool = False


def quotes(text: Text) -> list[Quote]:
    """The quotations of a text, the outermost of nested ones, in order."""
    found: list[Quote] = []
    opened: int | None = None
    closers = ""
    count = len(text.words)
    for i, gap in enumerate(text.gaps):
        if gap == " " or not gap:
            continue
        for at in _MARK.finditer(gap):
            mark = at[0]
            if (
                opened is not None
                and mark in closers
                and mark
                and (mark != "'" or _may_close(gap, at.start()))
            ):
                if opened < i and (mark != "'" or i - opened <= SHORT):
                    found.append(Quote(opened, i))
                opened = None
            elif opened is None:
                if _opens(mark, gap, at, i, count) and not (mark == "'" and text.keys[i] in _CLITICS):
                    opened, closers = i, _CLOSES.get(mark, "")
                elif mark in "”»」』\"''" and mark != "'" and not found and i:
                    found.append(Quote(0, i, True))
    if opened is not None and opened < count and closers != "'" and closers != "'’":
        found.append(Quote(opened, count, True))
    return found


def has_mark(gap: str) -> bool:
    """Whether a quotation mark stands between two words."""
    return _MARK.search(gap) is not None


def _may_close(gap: str, at: int) -> bool:
    return not gap[:at].strip(" ,.!?…;:)]")


def _opens(mark: str, gap: str, at: re.Match[str], i: int, count: int) -> bool:
    if i == count:
        return False
    if mark in _ALWAYS_OPEN or mark in ("“", "``", "`", "‘"):
        return True
    behind = gap[at.end() :]
    if mark in ("'", '"', "''"):
        if behind.strip(" ([\"'‘“.…") or (behind.startswith(" ") and i):
            return False
        return i == 0 or at.start() > 0 or (mark == '"' and not gap[:1].isspace() and not behind)
    if mark in "«»":
        return (mark == "«" and (not behind or behind in (" ", "\u00a0"))) or (
            mark == "»" and not behind and at.start() > 0
        )
    return False


def parts(text: Text, quote: Quote) -> list[tuple[int, int]]:
    """A quotation in the parts that must be verbatim: without what is in square brackets, cut at ellipses."""
    found: list[tuple[int, int]] = []
    start, depth = quote.start, 0
    for i in range(quote.start, quote.end):
        gap = text.gaps[i]
        opens, closes = gap.count("["), gap.count("]")
        if i > quote.start and ("..." in gap or "…" in gap or opens or closes) and not depth and start < i:
            found.append((start, i))
        if opens or closes or "..." in gap or "…" in gap:
            depth = max(0, depth + opens - closes) if i > quote.start or opens else 0
            start = i
        if depth:
            start = i + 1
    if start < quote.end:
        found.append((start, quote.end))
    return found


def occurrences(keys: Sequence[str], wanted: Sequence[str], starts: Sequence[int]) -> list[int]:
    """Where a run of words begins, of the places at which its first word stands."""
    size, last = len(wanted), wanted[-1]
    return [
        p
        for p in starts
        if p + size <= len(keys) and keys[p + size - 1] == last and list(keys[p : p + size]) == list(wanted)
    ]


def speakers(text: Text, start: int, end: int) -> list[tuple[int, int]]:
    """The words, in a stretch of a text that is no quotation, that are next to a word of saying and have a capital."""
    found: list[tuple[int, int]] = []
    for i in range(start, end):
        if text.keys[i] not in SAYING and not (
            not text.keys[i].isascii() and _EAST_SAYING.search(text.keys[i])
        ):
            continue
        for step in (-1, 1):
            j = i + step
            away = 0
            while start <= j < end and away < 6:
                gap = text.gaps[j + 1] if step < 0 else text.gaps[j]
                if (away and "," in gap and step > 0) or '"' in gap or "”" in gap or "“" in gap:
                    break
                if (
                    text.is_capital(j)
                    and j
                    and (
                        text.keys[j]
                        not in ("the", "a", "he", "she", "they", "i", "it", "in", "on", "but", "and")
                    )
                ):
                    first = last = j
                    while (
                        step < 0
                        and first - 1 >= start
                        and text.is_capital(first - 1)
                        and text.gaps[first] == " "
                    ):
                        first -= 1
                    while (
                        step > 0
                        and last + 1 < end
                        and text.is_capital(last + 1)
                        and text.gaps[last + 1] == " "
                    ):
                        last += 1
                    found.append((first, last + 1))
                    break
                j += step
                away += 1
    return found
