"""One sentence laid over its evidence, and everything that is looked for where the two part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from beatbook.writing import claims, days, names, numbers, quotes, slots, support
from beatbook.writing.alignment import Alignment
from beatbook.writing.texts import FUNCTION, Text, stem

NEAR = 150
"""Words around a quotation among which its speaker is looked for."""
COMPARED = 400
"""Numbers or dates of the evidence that are compared."""
SHOWN = 200
"""Characters of a token that a problem shows."""
_DENSE = ("ko", "zh", "ja")
"""Languages whose words here are short, or bent, so that one of them beside another says little."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is not borne out. `kind`: "name", "number", "date", "quotation", "negation", "unsupported"; `text`: the words
    of the sentence; `why`: for an editor."""

    kind: str
    text: str
    why: str


class Gate:
    """One sentence laid over its evidence."""

    def __init__(self, s: Text, e: Text, language: str, day: date | None) -> None:
        self.s, self.e, self.language, self.day = s, e, language, day
        self.alignment = Alignment(s, e, stems=language == "en")
        self.edits = list(self.alignment.edits())
        self.settled: set[int] = {i for i, key in enumerate(s.keys) if claims.negates(key)}

    def unchecked(self) -> tuple[str, ...]:
        if self.language == "en" or self.alignment.is_verbatim:
            return ()
        if self.language in ("de", "fr"):
            return ("unsupported",)
        if self.language in ("ko", "zh"):
            return ("name", "unsupported")
        return ("number", "date", "name", "negation", "unsupported")

    def problems(self) -> Iterator[Problem]:
        if self.alignment.is_verbatim:
            yield from self._cut_numbers()
            yield from self._negations()
            yield from self._quotations()
            yield from self._care()
            return
        mine = days.mentions(self.s)
        taken = [False] * len(self.s)
        for mention in mine:
            taken[mention.start : mention.end] = [True] * (mention.end - mention.start)
        if mine:
            yield from self._dates(mine, days.mentions(self.e)[:COMPARED])
        yield from self._numbers(taken)
        yield from self._names(taken)
        yield from self._quotations()
        yield from self._negations()
        yield from self._turned()
        if (
            self.language == "en"
            and support.score(support.signs(self.alignment, self.edits, self.settled)) > 0
        ):
            yield Problem("unsupported", self.s.text[:SHOWN], support.WHY)

    def _problem(self, kind: str, start: int, end: int, why: str) -> Problem:
        return Problem(kind, self.s.said(start, end)[:SHOWN], why)

    # ---- dates ----

    def _dates(self, mine: list[days.Mention], theirs: list[days.Mention]) -> Iterator[Problem]:
        likes = {i for m in mine for i in range(m.start, m.end)}
        for said in mine:
            self.settled.update(range(said.start, said.end))
            found = [told for told in theirs if self._date_bears_out(said, told, theirs)]
            if not days.is_possible(said, self.day) and not any(
                days.says_the_same(said, told) for told in found
            ):
                yield self._problem("date", said.start, said.end, "weekday and date do not agree")
                continue
            if not found:
                if said.year and said.month is None and str(said.year) in self.e.keys:
                    continue
                yield self._problem("date", said.start, said.end, "the evidence does not have this date")
                continue
            mine_there = {t.start for t in found}
            places = {p for t in theirs if t.start not in mine_there for p in range(t.start, t.end)}
            good = {p for t in found for p in range(t.start, t.end)}
            if (
                there := slots.taken_by(
                    self.alignment, said.start, said.end, places, good, likes, self.language in _DENSE
                )
            ) is not None:
                yield self._problem(
                    "date", said.start, said.end, f"here the evidence has another date: {self.e.said(*there)}"
                )

    def _date_bears_out(self, said: days.Mention, told: days.Mention, theirs: list[days.Mention]) -> bool:
        if days.bears_out(said, told, self.day):
            return True
        if self.day is None and said.year is not None and said.month is not None and told.year is None:
            return any(t.year == said.year for t in theirs) and days.bears_out(
                days.with_year(said), told, None
            )
        return False

    # ---- numbers ----

    def _numbers(self, taken: list[bool]) -> Iterator[Problem]:
        mine = numbers.numbers(self.s, self.language, taken)
        if not mine:
            return
        theirs = numbers.numbers(self.e, self.language)[:COMPARED]
        likes = {i for m in mine for i in range(m.start, m.end)}
        for said in mine:
            self.settled.update(numbers.extent(self.s, said))
            if any(self.alignment.to[said.start] == told.start for told in theirs):
                theirs_here = [told for told in theirs if told.start == self.alignment.to[said.start]]
            else:
                theirs_here = theirs
            found = [told for told in theirs_here if numbers.bears_out(said, told)] or [
                told for told in theirs if numbers.bears_out(said, told)
            ]
            if not found:
                same = next((t for t in theirs if t.value == said.value), None)
                why = (
                    "the evidence does not have this number"
                    if same is None
                    else "the evidence has this number with another unit or bound"
                )
                yield self._problem("number", said.start, said.end, why)
                continue
            mine_there = {t.start for t in found}
            places = {p for t in theirs if t.start not in mine_there for p in range(t.start, t.end)}
            good = {p for t in found for p in numbers.extent(self.e, t)}
            if (
                there := slots.taken_by(
                    self.alignment, said.start, said.end, places, good, likes, self.language in _DENSE
                )
            ) is not None:
                yield self._problem(
                    "number",
                    said.start,
                    said.end,
                    f"here the evidence has another number: {self.e.said(*there)}",
                )
            elif self.language == "en" and (other := self._counts_other(said, found, theirs)):
                yield self._problem("number", said.start, said.end, f"the evidence counts otherwise: {other}")

    def _cut_numbers(self) -> Iterator[Problem]:
        """The first number of a verbatim sentence, if the bound before it was cut off."""
        said = next(iter(numbers.numbers(self.s, self.language)), None) if self.alignment.to[0] else None
        if said is None or said.start:
            return
        told = next(
            (t for t in numbers.numbers(self.e, self.language) if t.start == self.alignment.to[0]), None
        )
        if told is not None and said.value == told.value and not numbers.bears_out(said, told):
            yield self._problem(
                "number", said.start, said.end, "the evidence has this number with another unit or bound"
            )

    def _counts_other(
        self, said: numbers.Number, found: list[numbers.Number], theirs: list[numbers.Number]
    ) -> str:
        """What the evidence says if what the sentence counts goes with another number there, and not with this one."""
        what = numbers.counted(self.s, said)[:1]
        if not what or said.unit:
            return ""
        for told in found:
            around = range(self.e.start_of(told.start), min(len(self.e), told.end + 9))
            if any(
                stem(self.e.keys[p]) == what[0]
                for p in around
                if p < told.start or what[0] in numbers.counted(self.e, told)
            ):
                return ""
        starts = {told.start for told in found}
        for told in theirs:
            if told.start not in starts and what[0] in numbers.counted(self.e, told)[:2]:
                return self.e.said(told.start, min(len(self.e), told.end + 2))
        return ""

    # ---- names ----

    def _names(self, taken: list[bool]) -> Iterator[Problem]:
        if self.language in ("ko", "zh", "ja"):
            return
        mine = names.runs(self.s, self.language)
        here = names.places(mine) - {i for i, t in enumerate(taken) if t}
        for start, end, why in names.unknown(self.alignment, mine, names.Known(self.e), taken):
            yield self._problem("name", start, end, why)
        if not any(word[0].isupper() for word in self.s.words[1:]) and not (
            len(self.s) and names.is_capital(self.s, 0)
        ):
            return
        there = names.places(names.runs(self.e, self.language))
        known = {self.e.keys[p] for p in there} | {self.s.keys[i] for i in here}
        there |= {p for p, key in enumerate(self.e.keys) if key in known and names.is_capital(self.e, p)}
        there |= {
            p
            for p in range(len(self.e))
            if p + 1 in there and p not in there and names.is_capital(self.e, p) and self.e.gaps[p + 1] == " "
        }
        here |= {
            i
            for i, key in enumerate(self.s.keys)
            if key in known and names.is_capital(self.s, i) and not taken[i]
        }
        for start, end, why in names.misplaced(self.alignment, self.edits, here, there, taken):
            yield self._problem("name", start, end, why)
        for start, end, why in names.titles(self.alignment, here, there, self.language):
            yield self._problem("name", start, end, why)

    # ---- quotations ----

    def _quotations(self) -> Iterator[Problem]:
        mine = quotes.quotes(self.s)
        if not mine:
            return
        if self.alignment.is_verbatim:
            first = self.alignment.to[0]
            if self.s.gaps[1:-1] == self.e.gaps[first + 1 : first + len(self.s)] and not any(
                map(quotes.has_mark, self.s.gaps[:1])
            ):
                return  # with the very marks that the evidence has
        theirs = quotes.quotes(self.e)
        inside = [False] * len(self.e)
        for told in theirs:
            inside[told.start : told.end] = [True] * (told.end - told.start)
        starts: dict[str, list[int]] = {}
        for place, key in enumerate(self.e.keys):
            starts.setdefault(key, []).append(place)
        outside = [True] * len(self.s)
        for said in mine:
            outside[said.start : said.end] = [False] * (said.end - said.start)
        for said in mine:
            if said.is_open and said.end - said.start == len(self.s) and self.alignment.is_verbatim:
                continue
            last, first = 0, -1
            for start, end in quotes.parts(self.s, said):
                wanted = self.s.keys[start:end]
                where = [
                    p
                    for p in quotes.occurrences(self.e.keys, wanted, starts.get(wanted[0], [])[:200])
                    if p >= last
                ]
                if not where:
                    yield self._problem(
                        "quotation", said.start, said.end, "the evidence does not have these words"
                    )
                    break
                quoted = [p for p in where if all(inside[p : p + len(wanted)])]
                if not quoted:
                    yield self._problem(
                        "quotation",
                        said.start,
                        said.end,
                        "the evidence does not have these words as a quotation",
                    )
                    break
                last = quoted[0] + len(wanted)
                first = quoted[0] if first < 0 else first
            else:
                if first >= 0 and (other := self._other_speaker(said, first, inside, outside)):
                    yield self._problem("quotation", *other)

    def _other_speaker(
        self, said: quotes.Quote, first: int, inside: list[bool], outside: list[bool]
    ) -> tuple[int, int, str] | None:
        """The speaker in the sentence, if the evidence has another for the quotation that begins at `first`."""
        s, e = self.s, self.e
        mine = [r for r in quotes.speakers(s, 0, len(s)) if outside[r[0]]]
        if not mine:
            return None
        start, end = e.start_of(first), first
        while end < len(e) and inside[end]:
            end += 1
        end = min(
            len(e), e.end_of(min(end, len(e) - 1)) if end < len(e) and '"' not in e.gaps[end][:0] else end
        )
        start, end = max(start, first - NEAR), min(end, first + said.end - said.start + NEAR)
        theirs = [r for r in quotes.speakers(e, start, end) if not inside[r[0]]]
        if not theirs:
            return None
        told = {e.keys[i] for r in theirs for i in range(*r)}
        for r in mine:
            if {s.keys[i] for i in range(*r)}.isdisjoint(told) and {s.keys[i] for i in range(*r)}.isdisjoint(
                e.keys[i] for i in range(start, end) if not inside[i]
            ):
                return *r, f"by the evidence this was said by another: {e.said(*theirs[0])}"
        return None

    # ---- negations, opposites, care ----

    def _negations(self) -> Iterator[Problem]:
        s, e, to = self.s, self.e, self.alignment.to
        counted = {p for p in to if p >= 0}
        for i, key in enumerate(s.keys):
            if (
                to[i] >= 0
                or not claims.is_not(key)
                or (key == "no" and i + 1 < len(s) and s.keys[i + 1].isdigit())
            ):
                continue
            near = [to[j] for j in (*claims.after(s, i, 4), *claims.before(s, i, 3)) if to[j] >= 0]
            around = {
                q for p in near[:3] for q in range(max(0, p - 4), min(len(e), p + 5)) if e.of[q] == e.of[p]
            }
            if not any(claims.negates(e.keys[q]) and q not in counted for q in around):
                yield self._problem("negation", i, i + 1, "the evidence does not deny this")
        for i, p in self.alignment.pairs:
            if (i and to[i - 1] == p - 1) or claims.is_not(s.keys[i]):
                continue
            if e.words[p][0].isupper() and e.keys[p] in FUNCTION and e.keys[p] != "i":
                continue  # a little word with a capital begins a sentence, whatever stands before it
            gone = [q for q in claims.before(e, p, 4) if q not in counted]
            lost = next((q for q in gone if claims.is_not(e.keys[q]) or self._denies(q)), None)
            if lost is None or self._resumed(lost, p):
                continue
            mine = [s.keys[j] for j in claims.before(s, i, 6) if to[j] < 0 or to[j] > lost]
            beside = [s.keys[j] for j in range(max(0, i - 3), min(len(s), i + 4)) if to[j] < 0]
            if not any(map(claims.negates, mine)) and not any(claims.without_prefix(k) for k in beside):
                yield self._problem(
                    "negation", *self._clause(i), f"the evidence denies this: {e.said(lost, p + 1)}"
                )

    def _clause(self, i: int) -> tuple[int, int]:
        """A word with those before it that the evidence does not have, and up to the next word of meaning."""
        start, end = i, i
        while start > 0 and self.alignment.to[start - 1] < 0 and not self.s.gaps[start].strip():
            start -= 1
        while end + 1 < len(self.s) and self.s.keys[end] in FUNCTION:
            end += 1
        return start, end + 1

    def _denies(self, q: int) -> bool:
        """Whether a word of the evidence says no to what follows: "without", "failed to", "denied on Tuesday that"."""
        keys = self.e.keys
        return keys[q] in claims.ALONE or (
            keys[q] in claims.AGAINST
            and (keys[q + 1 : q + 2] in (["to"], ["having"]) or "that" in keys[q + 1 : q + 4])
        )

    def _resumed(self, lost: int, p: int) -> bool:
        """Whether "and", "but" or the like stands between a word that denies and what the sentence keeps."""
        return any(
            k in ("and", "but", "or", "only", "just", "und", "aber", "sondern", "mais", "et")
            for k in self.e.keys[lost:p]
        )

    def _turned(self) -> Iterator[Problem]:
        s, e, _to = self.s, self.e, self.alignment.to
        told, prefixed = set(e.keys), set[str]()
        contraries: dict[str, set[int]] = {}
        for i, key in enumerate(s.keys):
            if i in self.settled:
                continue
            contrary = claims.opposites(key)
            if contrary:
                if key not in contraries:
                    letters = {word[0] for word in contrary}  # irregular forms keep it
                    contraries[key] = {
                        p for p, k in enumerate(e.keys) if k[0] in letters and stem(k) in contrary
                    }
                places = contraries[key]
                missing = (
                    key not in FUNCTION
                    and not self.alignment.places[i]
                    and not any(claims.negates(s.keys[j]) for j in claims.before(s, i, 4))
                )
                if places and (missing or slots.in_the_place_of(self.alignment, i, i + 1, places)):
                    yield self._problem("unsupported", i, i + 1, "the evidence says the contrary")
                    continue
            root = claims.without_prefix(key)
            if root in told and key not in told and key not in prefixed:
                prefixed.add(key)
                where = [p for p, k in enumerate(e.keys) if k == root]
                if not any(claims.negates(e.keys[q]) for p in where for q in claims.before(e, p, 5)):
                    yield self._problem("negation", i, i + 1, f"the evidence says {root}")
        yield from self._care()

    def _care(self) -> Iterator[Problem]:
        """Where the evidence takes care and the sentence does not."""
        s, e, to = self.s, self.e, self.alignment.to
        if claims.is_careful(s.keys):
            return
        counted = {p for p in to if p >= 0}
        for i, p in self.alignment.pairs:
            if i and to[i - 1] == p - 1:
                continue
            care = next(
                (q for q in claims.before(e, p, 3) if q not in counted and e.keys[q] in claims.CARE), None
            )
            if care is not None and (i > 0 or care >= e.start_of(p)):
                yield self._problem(
                    "unsupported", *self._clause(i), f"the evidence is more careful: {e.said(care, p + 1)}"
                )
                return
