"""Timelines: which days of a period mattered, and in which sentences each is told.

Days are ranked by what the archive says of them (`attention`), then told one after the other, the best first, from the reports of
the day and from what mentions it later (`telling`). An event is stated once: a day that only repeats what another day's event
says gives way to the next one. Every sentence stands as its article has it, can stand alone, and has passed the gate.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from beatbook.model import Article, Cited, DayFrom, Event
from beatbook.read.sentences import sentences
from beatbook.writing import evidence, naming, telling
from beatbook.writing.attention import Counts, scores
from beatbook.writing.candidates import Ears
from beatbook.writing.material import Member, spread
from beatbook.writing.mentions import SENTENCE, Mention, Noted, is_aside
from beatbook.writing.telling import Choice, Said

SENTENCES = 2
"""Sentences of an event, unless asked otherwise."""
DESERVES = 0.5
"""Where no number of events is asked for: the share of the five best days' score that a day must have."""
MOST = 40
"""Events at most, where no number is asked for."""
LEAD = 2_500
"""Characters at the beginning of an article that tell its news."""
OPENING = 12
"""Sentences at the beginning of an article that tell its news."""
REPORTS, SOON, AFTER = 24, 80, 40
"""Articles of a day's news, sentences that mention it as it comes, and sentences that do so later, that are looked at."""
SAMPLE = 300
"""Articles by which it is told what the whole matter is about, evenly spread."""
TRIES = 12
"""Sentences that are looked at for each one of an event: if so many cannot be published or say what is said, the day is an echo."""
SHORTEST, LONGEST = 8, 50
"""Words of a sentence."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A period, both days included, how many events at most (None: as many as the matter deserves) of how many sentences. The
    days `pinned` go before all others; the sentences `struck` are in none. Where a day can be told in `language`, it is."""

    first: date
    last: date
    events: int | None = None
    sentences: int = SENTENCES
    pinned: frozenset[date] = frozenset()
    struck: frozenset[str] = frozenset()
    language: str | None = None


class Record(Protocol):
    """What was noted of a set of articles and what they say, wherever it is kept. Articles go by their numbers, days by their
    ordinals; articles none of which is on what was asked are left out."""

    def counts(self, first: int, last: int) -> Mapping[int, Counts]:
        """How the days of a period are spoken of, and the day before and after it."""

    def reporting(self, day: int, most: int) -> Sequence[Noted]:
        """The articles whose news is of a day, those most on what was asked first, then by number."""

    def published(self, day: int, most: int) -> Sequence[Noted]:
        """The articles that came out on a day, by number, without their mentions."""

    def mentioning(self, day: int) -> Sequence[tuple[Noted, Mention]]:
        """The sentences that mention a day, without the other mentions of their articles."""

    def sample(self, most: int) -> Sequence[Noted]:
        """Articles evenly spread over all, without their mentions."""

    def headline(self, number: int) -> str | None: ...

    def text(self, number: int) -> str: ...

    def article(self, number: int) -> Article: ...

    def version(self, number: int) -> str:
        """The fingerprint of what is cited; empty where an article has only one."""

    def story(self, number: int) -> str | None: ...


class Chronicler:
    """Writes timelines of a record. `is_asked`: it was noted for a question."""

    def __init__(self, record: Record, ears: Ears, *, is_asked: bool = False) -> None:
        self._record, self._ears = record, ears
        self._is_asked = is_asked
        self._leads: dict[int, tuple[Said, ...]] = {}
        self._headed: dict[int, frozenset[str]] = {}

    def ranked(self, first: date, last: date) -> list[tuple[int, float]]:
        """The days of a period (ordinals) with how much each mattered, the one that mattered most first."""
        start, end = first.toordinal(), last.toordinal()
        return sorted(
            scores(self._record.counts(start, end), start, end).items(), key=lambda i: (-i[1], i[0])
        )

    def events(self, asked: Asked) -> list[Event]:
        """The events of a period by their days."""
        ranked = self.ranked(asked.first, asked.last)
        if asked.events is None:
            best = [score for _, score in ranked[:5]]
            bar = DESERVES * sum(best) / max(1, len(best))
            ranked = [
                (day, score) for day, score in ranked if score >= bar or date.fromordinal(day) in asked.pinned
            ]
        if asked.pinned:
            ranked.sort(key=lambda i: date.fromordinal(i[0]) not in asked.pinned)
        most = MOST if asked.events is None else asked.events
        matter = self._matter()
        found: list[Event] = []
        told: list[Said] = []
        for day, score in ranked:
            if len(found) >= most:
                break
            event = self._event(day, score, asked, matter, told)
            if event:
                found.append(event)
        return sorted(found, key=lambda e: e.day)

    def _matter(self) -> telling.Shares:
        texts = []
        for note in self._record.sample(SAMPLE):
            text = self._record.text(note.number)[: 2 * LEAD]
            texts.append((self._ears.stems(text), note.share, max(1, len(text) // SENTENCE)))
        return telling.matter(texts)

    def _event(
        self, day: int, score: float, asked: Asked, matter: telling.Shares, told: list[Said]
    ) -> Event | None:
        material, notes = self._material(day)
        own = tuple(s for s in material.sentences if notes[s.article].language == asked.language)
        taken = self._taken(replace(material, sentences=own), notes, asked, matter, told) if own else []
        taken = taken or self._taken(material, notes, asked, matter, told)
        if not taken:
            return None
        told += [said for said, _ in taken]
        first = taken[0][0]
        same = [s for s in material.sentences if telling.says_same(s, first, telling.ON_IT)]
        telling_it = dict.fromkeys([first.article, *sorted(s.article for s in same)])
        headlines = [h for n in telling_it if (h := self._record.headline(n))]
        is_english = notes[first.article].language == "en"
        texts = [self._record.text(s.article)[s.start : s.end] for s in same if is_english]
        return Event(
            date.fromordinal(day),
            round(score, 3),
            tuple(cited for _, cited in taken),
            DayFrom.STATED
            if any(s.names_day for s, _ in taken) or _is_stated(notes[first.article])
            else DayFrom.REPORTED,
            naming.name(texts, headlines),
            len(telling_it),
            self._record.story(first.article),
        )

    def _taken(
        self,
        material: telling.Material,
        notes: Mapping[int, Noted],
        asked: Asked,
        matter: telling.Shares,
        told: Sequence[Said],
    ) -> list[tuple[Said, Cited]]:
        """The sentences that tell of a day, the one that tells most first."""
        choice = Choice(material, matter, is_asked=self._is_asked)
        taken: list[tuple[Said, Cited]] = []
        for _ in range(TRIES * asked.sentences):
            if len(taken) >= asked.sentences:
                break
            said = choice.next()
            if said is None:
                break
            if any(telling.says_same(said, other) for other in told):
                continue
            if taken and not said.headed and len(self._heads(said.article)) > 1:
                continue  # a second sentence is of its article's news, or there is none
            cited = self._cited(said, notes[said.article])
            if cited and cited.text not in asked.struck:
                choice.take(said)
                taken.append((said, cited))
        return taken

    def _material(self, day: int) -> tuple[telling.Material, dict[int, Noted]]:
        """The sentences that may tell of a day, each once, and what was noted of their articles."""
        found: dict[str, Said] = {}
        reports = self._record.reporting(day, REPORTS)
        for note in reports:
            others = {m.start for m in note.mentions if m.day != day}
            for said in self._lead(note):
                if said.start not in others:
                    found.setdefault(" ".join(said.stems), said)
        mentions = self._record.mentioning(day)
        soon = spread([(n, m) for n, m in mentions if 0 <= n.day - day <= 1], SOON)
        after = spread([(n, m) for n, m in mentions if n.day - day > 1], AFTER)
        for note, mention in (*soon, *after):
            text = self._record.text(note.number)[mention.start : mention.end]
            said = self._said(note, mention.start, mention.end, text)
            known = found.get(" ".join(said.stems))
            found[" ".join(said.stems)] = replace(
                said if known is None else known,
                age=note.day - day,
                names_day=True,
                is_aside=is_aside(text),
            )
        fit = tuple(s for s in found.values() if len(s.words) >= 3)
        following = self._record.published(day + 1, REPORTS)
        notes = {note.number: note for note in (*(n for n, _ in (*soon, *after)), *reports)}
        return telling.Material(fit, self._beginnings(reports), self._beginnings(following)), notes

    def _beginnings(self, notes: Iterable[Noted]) -> tuple[tuple[frozenset[str], float], ...]:
        return tuple((frozenset(w for s in self._lead(n) for w in s.words), n.share) for n in notes)

    def _lead(self, note: Noted) -> tuple[Said, ...]:
        """The sentences at the beginning of an article."""
        known = self._leads.get(note.number)
        if known is None:
            text = self._record.text(note.number)[:LEAD]
            known = self._leads[note.number] = tuple(
                self._said(note, a, b, text[a:b], position)
                for position, (a, b) in enumerate(sentences(text, note.language)[:OPENING])
            )
        return known

    def _said(self, note: Noted, start: int, end: int, text: str, position: int = telling.LATE) -> Said:
        stems = self._ears.stems(text)
        words, heads = frozenset(stems), self._heads(note.number)
        headed = len(words & heads) / len(heads) if len(heads) > 1 else 0.0
        return Said(
            note.number, start, end, stems, words, note.share, position, note.day - note.news, headed=headed
        )

    def _heads(self, number: int) -> frozenset[str]:
        """The telling words of an article's headline."""
        known = self._headed.get(number)
        if known is None:
            headline = self._record.headline(number) or ""
            known = self._headed[number] = frozenset(self._ears.stems(headline))
        return known

    def _cited(self, said: Said, note: Noted) -> Cited | None:
        """The sentence as it may be published, or None if it may not."""
        article = self._record.article(said.article)
        member = Member(article, version=self._record.version(said.article))
        sentence = self._ears.single(member, said.article, said.start, said.end, note.language)
        if sentence.why or not SHORTEST <= sentence.size <= LONGEST:
            return None
        text = article.version.text
        verdict = evidence.check(
            sentence.text,
            [text[sentence.span.start : sentence.span.end]],
            day=date.fromordinal(note.day),
        )
        return (
            Cited(sentence.text, (sentence.span,), published=article.version.published)
            if verdict.supported
            else None
        )


def _is_stated(note: Noted) -> bool:
    """Whether an article names the day of its news."""
    return any(m.day == note.news for m in note.mentions)
