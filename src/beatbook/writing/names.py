"""Names of a sentence against its evidence: that they occur, that what is said of them is said of them there, and titles.

A name is what has a capital where others have none. That a name occurs somewhere in the evidence is not enough: where the
sentence keeps the words around it, it must stand where the evidence has it, or where it has no other name.
"""

from __future__ import annotations

from collections.abc import Iterator

from beatbook.writing.alignment import Alignment, Edit
from beatbook.writing.slots import NEAR, goes_on, in_the_place_of
from beatbook.writing.texts import FUNCTION, Text, unaccented

FAR = 200
"""Words of the longest sentence of the evidence that is looked through."""
_ENDINGS = ("ians", "ian", "ans", "an", "ns", "n", "ese", "ish", "is", "i", "s", "es", "'")
_SAME = (
    "france french frenchman", "britain british briton britons uk", "spain spanish", "germany german germans", "china chinese",
    "netherlands dutch holland", "poland polish poles", "sweden swedish", "denmark danish", "finland finnish", "turkey turkish",
    "ireland irish", "scotland scottish scots", "wales welsh", "greece greek greeks", "switzerland swiss", "portugal portuguese",
    "ukraine ukrainian ukrainians", "israel israeli israelis", "iraq iraqi iraqis", "norway norwegian", "england english",
    "europe european europeans eu", "america american americans us usa", "philippines philippine filipino", "thailand thai",
    "iceland icelandic", "italy italian italians", "belgium belgian", "mexico mexican mexicans", "peru peruvian", "canada canadian",
)  # fmt: skip
_SAME_AS: dict[str, frozenset[str]] = {}
for _line in _SAME:
    for _word in _line.split():
        _SAME_AS[_word] = frozenset(_line.split())
TITLES = frozenset(
    """president premier minister chancellor king queen prince princess pope senator governor mayor ambassador congressman
    congresswoman representative secretary chairman chairwoman chairperson chair chief ceo cfo founder director manager coach captain
    judge justice prosecutor attorney lawyer spokesman spokeswoman spokesperson general admiral colonel commander sheriff commissioner
    professor doctor dean principal bishop archbishop imam rabbi leader treasurer councillor editor author owner striker midfielder
    defender goalkeeper quarterback widow wife husband son daughter brother sister mother father
    präsident präsidentin kanzler kanzlerin minister ministerin bürgermeister bürgermeisterin sprecher sprecherin président présidente
    ministre maire""".split()
)
"""Words that say who somebody is."""
STYLES = TITLES | frozenset(
    "mr mrs ms mx dr sir dame lord lady madame herr frau monsieur mme sen rep gov gen lt col sgt prof us".split()
)
"""Words with a capital before a name that are none."""
_BEGIN = frozenset(
    """however meanwhile according also after although despite many several some officials police authorities nearly about
    today yesterday""".split()
)


def is_capital(text: Text, i: int) -> bool:
    """Whether a word has a capital that makes a name of it, wherever it stands: no function word, no lone letter."""
    word = text.words[i]
    return word[0].isupper() and text.keys[i] not in FUNCTION and (len(word) > 1 or not word.isascii())


def begins(text: Text, i: int) -> bool:
    """Whether a word begins a sentence, a line, a quotation or what follows a colon, where every word has a capital."""
    if i == 0 or text.of[i] != text.of[i - 1]:
        return True
    return any(sign in text.gaps[i] for sign in ':"“„«»‘`•*') or text.gaps[i].strip() in ("-", "–", "—", "'")


def runs(text: Text, language: str) -> list[tuple[int, int]]:
    """The names of a text: words with capitals that stand together."""
    found: list[tuple[int, int]] = []
    i, count = 0, len(text)
    while i < count:
        if not is_capital(text, i):
            i += 1
            continue
        start = i
        i += 1
        while (
            i < count
            and text.gaps[i] in (" ", ". ", "-", " - ", "'")
            and is_capital(text, i)
            and text.of[i] == text.of[i - 1]
        ):
            i += 1
        if begins(text, start):
            key = text.keys[start]
            if i - start == 1 or key in _BEGIN:
                if i - start == 1:
                    continue
                start += 1
        if language == "de" and i - start == 1 and not _stands_alone(text, start):
            continue
        found.append((start, i))
    return found


_GERMAN_NOUN = frozenset(
    """der die das den dem des ein eine einen einem einer eines kein keine keinen im am zum zur vom beim ins ans und oder mit von für
    auf bei nach aus um ohne gegen durch über unter vor zwischen seit mehr viele alle zwei drei in an zu als pro""".split()
)


def _stands_alone(text: Text, i: int) -> bool:
    """Whether a German word with a capital is more likely a name than a noun: no article, adjective or number before it."""
    if i == 0:
        return False
    key = text.keys[i - 1]
    return (
        key not in _GERMAN_NOUN and not key[0].isdigit() and not key.endswith(("e", "en", "er", "es", "em"))
    )


class Known:
    """The words of the evidence that a name of the sentence may go back to."""

    def __init__(self, evidence: Text) -> None:
        self._evidence = evidence
        self._keys = set(evidence.keys)
        self._initials: set[str] | None = None

    def has(self, word: str, key: str) -> bool:
        keys = self._keys
        if key in keys:
            return True
        if not _SAME_AS.get(key, frozenset()).isdisjoint(keys):
            return True
        for ending in _ENDINGS:
            if key.endswith(ending) and len(key) - len(ending) >= 3:
                root = key[: -len(ending)]
                if root in keys or root + "a" in keys or root + "y" in keys or root + "e" in keys:
                    return True
            if len(key) >= 3 and key + ending in keys:
                return True
            if key[-1:] in "aey" and len(key) > 4 and key[:-1] + ending in keys:
                return True
        if not key.isascii() and any(
            k.startswith(key) or key.startswith(k) for k in keys if len(k) > 1 and not k.isascii()
        ):
            return len(key) > 1
        if word.isupper() and 2 <= len(key) <= 6 and key in self._short():
            return True
        plain = key.isascii() and self._evidence.text.isascii()
        return not plain and unaccented(key) in {unaccented(k) for k in keys}

    def _short(self) -> set[str]:
        """Initials of what stands together with capitals, joined by little words: UN, IAEA."""
        if self._initials is None:
            self._initials = set()
            run: list[str] = []
            for word, gap in zip(self._evidence.words, self._evidence.gaps, strict=False):
                if run and gap.strip(" '-"):
                    run = []
                if word[0].isupper():
                    run.append(word[0].lower())
                    for start in range(max(0, len(run) - 6), len(run) - 1):
                        self._initials.add("".join(run[start:]))
                elif word not in ("of", "the", "and", "for", "de", "des", "du", "la", "&"):
                    run = []
        return self._initials


Found = tuple[int, int, str]
"""Words of the sentence from and to, and why they fail."""


def unknown(
    alignment: Alignment, names: list[tuple[int, int]], known: Known, taken: list[bool]
) -> Iterator[Found]:
    """Names that the evidence does not have."""
    text = alignment.sentence
    for start, end in names:
        if any(
            alignment.to[i] < 0 and not taken[i] and not known.has(text.words[i], text.keys[i])
            for i in range(start, end)
        ):
            yield start, end, "the evidence does not have this name"


def places(names: list[tuple[int, int]]) -> set[int]:
    return {i for start, end in names for i in range(start, end)}


def misplaced(
    alignment: Alignment, edits: list[Edit], mine: set[int], theirs: set[int], taken: list[bool]
) -> Iterator[Found]:
    """Names that stand where the evidence has another name."""
    s, e = alignment.sentence, alignment.evidence
    for edit in edits:  # common words, written as a name where the evidence has one
        if edit.is_local and 0 < edit.start < edit.end and mine.isdisjoint(range(edit.start, edit.end)):
            told = [p for p in range(edit.there, min(edit.until, edit.there + NEAR)) if p in theirs]
            if told and all(s.words[i][0].isupper() and not taken[i] for i in range(edit.start, edit.end)):
                yield (
                    edit.start,
                    edit.end,
                    f"here the evidence has another name: {e.said(told[0], told[-1] + 1)}",
                )
    i, count = 0, len(s)
    while i < count:
        if i not in mine:
            i += 1
            continue
        start = i
        to = alignment.to
        while (
            i < count
            and i in mine
            and (i == start or (goes_on(to[i - 1], to[i]) and not s.gaps[i].strip(" .-'")))
        ):
            i += 1
        if all(s.keys[k] in STYLES for k in range(start, i)):
            continue
        there = in_the_place_of(alignment, start, i, theirs) or _subject(alignment, start, i, theirs)
        if there is None or _made_passive(alignment, start, i):
            continue
        if (
            _differ(s, (start, i), e, there, mine)
            and not _are_listed(alignment, start, i, there, theirs)
            and not _is_adjective(s, i)
        ):
            yield start, i, f"here the evidence has another name: {e.said(*there)}"


def _differ(s: Text, said: tuple[int, int], e: Text, there: tuple[int, int], mine: set[int]) -> bool:
    """Whether two names are of two: neither is a part of the other, titles apart."""
    start, end = said
    while start - 1 in mine and not s.gaps[start].strip(" .-"):
        start -= 1
    while end in mine and end < len(s) and not s.gaps[end].strip(" .-"):
        end += 1
    told = set(e.keys[slice(*there)]) - STYLES
    part, whole = set(s.keys[slice(*said)]), set(s.keys[start:end]) - STYLES
    if not told or told <= whole or part - STYLES <= told:
        return False
    known = Known(Text(e.said(*there)))
    return not all(known.has(s.words[i], s.keys[i]) for i in range(*said))


_OTHERS = frozenset("he she it they who which that".split())


def _subject(alignment: Alignment, start: int, end: int, theirs: set[int]) -> tuple[int, int] | None:
    """The name that the sentence of the evidence begins with, or has before the words, from which the words after a name of the sentence are, if it
    does not have that name: "Lee, the director, praised her" where the sentence says "Kim praised her"."""
    s, e, to = alignment.sentence, alignment.evidence, alignment.to
    if end >= len(s) or to[end] < 0 or s.gaps[end] != " " or s.keys[end] in FUNCTION:
        return None
    first = e.start_of(to[end])
    last = first + (e.keys[first] in FUNCTION)
    begin = last
    while last in theirs and last < to[end]:
        last += 1
    if to[end] - 1 in theirs and to[end] > last:
        begin, last = to[end] - 1, to[end]
    elif last == begin or to[end] - last > FAR or not _OTHERS.isdisjoint(e.keys[last : to[end]]):
        return None
    keys = set(e.keys[first : min(e.end_of(first), first + FAR)])
    return None if not keys.isdisjoint(s.keys[start:end]) else (begin, last)


def _are_listed(alignment: Alignment, start: int, end: int, there: tuple[int, int], theirs: set[int]) -> bool:
    """Whether a name and the one in whose place it stands are of one list of the evidence: "Kim, Lee and Park"."""
    e = alignment.evidence
    own = next((p for p in alignment.to[start:end] if p >= 0), -1)
    if own < 0:
        key = alignment.sentence.keys[end - 1]
        own = next(
            (p for p in range(max(0, there[0] - 12), min(len(e), there[1] + 12)) if e.keys[p] == key), -1
        )
    if own < 0 or e.of[own] != e.of[there[0]] or abs(own - there[0]) > 40:
        return False
    first, last = min(own, there[0]), max(own, there[1] - 1)
    return all(
        p in theirs or e.keys[p] in ("and", "or", "the", "of", "und", "et") for p in range(first, last + 1)
    ) and any(e.keys[p] in ("and", "or") or "," in e.gaps[p] for p in range(first + 1, last + 1))


def _is_adjective(s: Text, end: int) -> bool:
    """Whether a name only goes before a noun: "the Russian leader" for "Putin"."""
    return (
        end < len(s)
        and s.keys[end] in TITLES | {"leader", "government", "official", "officials"}
        and s.gaps[end] == " "
    )


def _made_passive(alignment: Alignment, start: int, end: int) -> bool:
    """Whether the sentence has a "by" near a name that it did not take from there: "was praised by Lee" for "Lee praised"."""
    keys, to = alignment.sentence.keys, alignment.to
    return any(keys[i] == "by" and to[i] < 0 for i in range(max(0, start - 2), min(len(keys), end + 5)))


def titles(alignment: Alignment, mine: set[int], theirs: set[int], language: str) -> Iterator[Found]:
    """Titles that the evidence gives to another, or to nobody: "President Lee", "Lee, the president"."""
    s, e = alignment.sentence, alignment.evidence
    if language not in ("en", "de", "fr", ""):
        return
    for i, key in enumerate(s.keys):
        if key not in TITLES:
            continue
        name = _bearer(s, i, mine)
        if name < 0 or (alignment.to[i] >= 0 and alignment.to[name] - alignment.to[i] == name - i):
            continue
        where = [p for p, k in enumerate(e.keys) if k == key]
        if not where:
            yield i, i + 1, f"the evidence does not call {s.words[name]} so"
            continue
        wanted = s.keys[name]
        nearest = {_nearest(e, p, theirs) for p in where[:30]}
        if wanted not in e.keys:
            continue  # said already
        if all(k and k != wanted for k in nearest) and not any(_close(e, p, wanted) for p in where[:30]):
            yield i, i + 1, f"the evidence does not call {s.words[name]} so"


def _bearer(s: Text, i: int, mine: set[int]) -> int:
    """The name that a title goes with: the one right after it, or the one before its comma."""
    if i + 1 < len(s) and i + 1 in mine and s.gaps[i + 1] == " " and s.keys[i + 1] not in TITLES:
        last = i + 1
        while (
            last + 1 < len(s)
            and last + 1 in mine
            and s.gaps[last + 1] == " "
            and s.keys[last + 1] not in TITLES
        ):
            last += 1
        return last
    j = i
    while j > 0 and i - j < 4 and s.gaps[j] == " ":
        j -= 1
    if (
        j
        and s.gaps[j].startswith(",")
        and j - 1 in mine
        and i + 1 < len(s)
        and s.keys[j] in ("the", "a", "an", s.keys[i])
    ):
        return j - 1
    return -1


def _nearest(e: Text, p: int, theirs: set[int]) -> str:
    """The name that the evidence gives a title to: the last word of the one after it, or of the one before."""
    if p + 1 < len(e) and p + 1 in theirs and e.gaps[p + 1] == " ":
        last = p + 1
        while (
            last + 1 in theirs and last - p < NEAR and last + 1 < len(e) and e.gaps[last + 1] in (" ", ". ")
        ):
            last += 1
        return e.keys[last]
    return ""


def _close(e: Text, p: int, wanted: str) -> bool:
    start, end = max(e.start_of(p), p - 8), min(e.end_of(p), p + 9)
    return wanted in e.keys[start:end]
