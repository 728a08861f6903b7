"""Names of a sentence against its evidence: that they occur, that what is said of them is said of them there, and titles.

A name is what has a capital where others have none. That a name occurs somewhere in the evidence is not enough: where the
sentence keeps the words around it, it must stand where the evidence has it, or where it has no other name.
"""

from __future__ import annotations

from collections.abc import Iterator

from beatbook.writing.alignment import Alignment, Edit
from beatbook.writing.claims import after, before
from beatbook.writing.texts import FUNCTION, Text

NEAR = 8
"""Words of the evidence that a name may stand in the place of."""
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
    return any(sign in text.gaps[i] for sign in ":\"“„«»‘`•*") or text.gaps[i].strip() in ("-", "–", "—", "'")


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
        while i < count and text.gaps[i] in (" ", ". ", "-", " - ", "'") and is_capital(text, i) and text.of[i] == text.of[i - 1]:
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
    return key not in _GERMAN_NOUN and not key[0].isdigit() and not key.endswith(("e", "en", "er", "es", "em"))


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
        if not key.isascii() and any(k.startswith(key) or key.startswith(k) for k in keys if len(k) > 1 and not k.isascii()):
            return len(key) > 1
        return word.isupper() and 2 <= len(key) <= 6 and key in self._short()

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


def unknown(alignment: Alignment, names: list[tuple[int, int]], known: Known, taken: list[bool]) -> Iterator[Found]:
    """Names that the evidence does not have."""
    text = alignment.sentence
    for start, end in names:
        if any(alignment.to[i] < 0 and not taken[i] and not known.has(text.words[i], text.keys[i]) for i in range(start, end)):
            yield start, end, "the evidence does not have this name"


def _names_in(text: Text, start: int, end: int, where: set[int]) -> list[int]:
    """The names in a stretch, but for those that only go before a noun ("the Russian leader")."""
    return [
        i for i in range(start, end)
        if i in where and not (i + 1 < end and i + 1 not in where and text.keys[i + 1] not in FUNCTION and text.gaps[i + 1] == " ")
    ]  # fmt: skip


def places(names: list[tuple[int, int]]) -> set[int]:
    return {i for start, end in names for i in range(start, end)}


def misplaced(alignment: Alignment, edits: list[Edit], mine: set[int], theirs: set[int]) -> Iterator[Found]:
    """Names that stand where the evidence has another name."""
    s, e, to = alignment.sentence, alignment.evidence, alignment.to
    for edit in edits:
        if edit.is_local and edit.start < edit.end:
            there, until = edit.there, edit.until
            if edit.start == 0:
                there = max(there, until - NEAR)
            elif edit.end == len(s):
                until = min(until, there + NEAR)
            elif until - there > NEAR:
                continue
            said = _names_in(s, edit.start, edit.end, mine)
            told = _names_in(e, there, until, theirs)
            if told and not said and edit.start and all(s.words[i][0].isupper() for i in range(edit.start, edit.end)):
                said = list(range(edit.start, edit.end))  # of common words, but written as one
            if said and told and {s.keys[i] for i in said}.isdisjoint(e.keys[p] for p in told) and not _passive(s, edit.end):
                name = e.said(told[0], told[-1] + 1)
                yield said[0], said[-1] + 1, f"here the evidence has another name: {name}"
        elif not edit.is_local:
            i, j = edit.start - 1, edit.end
            p, q = to[i], to[j]
            if i in mine and j not in mine and _only_names(s, to, i, -1, mine) and not _passive(s, j):
                other = next(iter(before(e, q, 1)), -1)
                if other in theirs and e.keys[other] not in s.keys[max(0, i - 6) : i + 1] and (
                    e.of[p] == e.of[q] or not _is_before(e, q, s.keys[i])
                ):
                    yield i, i + 1, f"the evidence says this of another: {e.words[other]}"
            elif j in mine and i not in mine and _only_names(s, to, j, 1, mine) and not _passive(s, i):
                other = next(iter(after(e, p, 1)), -1)
                if other in theirs and e.keys[other] not in s.keys[j : j + 7] and e.of[other] != e.of[q]:
                    yield j, j + 1, f"here the evidence has another name: {e.words[other]}"


def _only_names(s: Text, to: list[int], i: int, step: int, mine: set[int]) -> bool:
    """Whether the run of the evidence that a word is in is nothing but a name and its title."""
    while 0 <= i < len(s) and to[i] >= 0:
        if i not in mine and s.keys[i] not in TITLES and s.keys[i] not in FUNCTION:
            return False
        if not (0 <= i + step < len(s)) or to[i + step] != to[i] + step:
            return True
        i += step
    return True


def _is_before(e: Text, at: int, key: str) -> bool:
    """Whether a name stands in the same sentence of the evidence before a word."""
    start = e.start_of(at)
    return key in e.keys[start:at]


def _passive(s: Text, i: int) -> bool:
    return "by" in s.keys[i : i + 5]


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
        while last + 1 < len(s) and last + 1 in mine and s.gaps[last + 1] == " " and s.keys[last + 1] not in TITLES:
            last += 1
        return last
    j = i
    while j > 0 and i - j < 4 and s.gaps[j] == " ":
        j -= 1
    if j and s.gaps[j].startswith(",") and j - 1 in mine and i + 1 < len(s) and s.keys[j] in ("the", "a", "an", s.keys[i]):
        return j - 1
    return -1


def _nearest(e: Text, p: int, theirs: set[int]) -> str:
    """The name that the evidence gives a title to: the last word of the one after it, or of the one before."""
    if p + 1 < len(e) and p + 1 in theirs and e.gaps[p + 1] == " ":
        last = p + 1
        while last + 1 in theirs and last + 1 < len(e) and e.gaps[last + 1] in (" ", ". "):
            last += 1
        return e.keys[last]
    return ""


def _close(e: Text, p: int, wanted: str) -> bool:
    start, end = max(e.start_of(p), p - 8), min(e.end_of(p), p + 9)
    return wanted in e.keys[start:end]
