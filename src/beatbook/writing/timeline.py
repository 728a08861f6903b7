"""Timelines: which days of a period mattered, and in which sentences each is told.

Days are ranked by what the archive says of them (`attention`), then told one after the other, the best first, from the reports of
the day and from what mentions it later (`telling`). An event is stated once: a day that only repeats what another day's event
says gives way to the next one. Every sentence stands as its article has it, can stand alone, and has passed the gate.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from beatbook.model import Article, Cited, DayFrom, Event
from beatbook.read.sentences import sentences
from beatbook.writing import evidence, naming, telling
from beatbook.writing.attention import scores
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
    """A period, both days included, how many events at most (None: as many as the matter deserves) of how many sentences."""

    first: date
    last: date
    events: int | None = None
    sentences: int = SENTENCES


class Archive(Protocol):
    """Articles by their numbers, wherever they are kept."""

    def text(self, number: int) -> str: ...

    def article(self, number: int) -> Article: ...


class Chronicler:
    """Writes timelines of a set of articles: what was noted of each, in the order of their numbers, and the archive that holds
    them. `is_asked`: they were noted for a question."""

    def __init__(
        self,
        notes: Sequence[Noted],
        archive: Archive,
        ears: Ears,
        stories: Sequence[str | None] = (),
        *,
        is_asked: bool = False,
    ) -> None:
        self._notes, self._archive, self._ears, self._stories = notes, archive, ears, stories
        self._is_asked = is_asked
        self._news: dict[int, list[Noted]] = defaultdict(list)
        self._published: dict[int, list[Noted]] = defaultdict(list)
        self._mentions: dict[int, list[tuple[Noted, Mention]]] = defaultdict(list)
        for note in notes:
            if note.share:
                self._news[note.news].append(note)
                self._published[note.day].append(note)
                for mention in note.mentions:
                    self._mentions[mention.day].append((note, mention))
        self._leads: dict[int, tuple[Said, ...]] = {}

    def events(self, asked: Asked) -> list[Event]:
        """The events of a period by their days."""
        ranked = sorted(
            scores(self._notes, asked.first.toordinal(), asked.last.toordinal()).items(),
            key=lambda i: (-i[1], i[0]),
        )
        if asked.events is None:
            best = [score for _, score in ranked[:5]]
            bar = DESERVES * sum(best) / max(1, len(best))
            ranked = [(day, score) for day, score in ranked if score >= bar]
        most = MOST if asked.events is None else asked.events
        matter = self._matter()
        found: list[Event] = []
        told: list[Said] = []
        for day, score in ranked:
            if len(found) >= most:
                break
            event = self._event(day, score, asked.sentences, matter, told)
            if event:
                found.append(event)
        return sorted(found, key=lambda e: e.day)

    def _matter(self) -> telling.Shares:
        texts = []
        for note in spread([n for n in self._notes if n.share], SAMPLE):
            text = self._archive.text(note.number)[: 2 * LEAD]
            texts.append((self._ears.stems(text), note.share, max(1, len(text) // SENTENCE)))
        return telling.matter(texts)

    def _event(
        self, day: int, score: float, most: int, matter: telling.Shares, told: list[Said]
    ) -> Event | None:
        material = self._material(day)
        choice = Choice(material, matter, is_asked=self._is_asked)
        taken: list[tuple[Said, Cited]] = []
        for _ in range(TRIES * most):
            if len(taken) >= most:
                break
            said = choice.next()
            if said is None:
                break
            if any(telling.says_same(said, other) for other in told):
                continue
            cited = self._cited(said)
            if cited:
                choice.take(said)
                taken.append((said, cited))
        if not taken:
            return None
        told += [said for said, _ in taken]
        first = taken[0][0]
        same = [s for s in material.sentences if telling.says_same(s, first, telling.ON_IT)]
        name = None
        if self._notes[first.article].language == "en":
            name = naming.name(self._archive.text(s.article)[s.start : s.end] for s in same)
        return Event(
            date.fromordinal(day),
            round(score, 3),
            tuple(cited for _, cited in taken),
            DayFrom.STATED
            if any(s.names_day for s, _ in taken) or self._is_stated(first)
            else DayFrom.REPORTED,
            name,
            len({first.article, *(s.article for s in same)}),
            self._stories[first.article] if self._stories else None,
        )

    def _is_stated(self, said: Said) -> bool:
        """Whether the article of a sentence names the day of its news."""
        note = self._notes[said.article]
        return any(m.day == note.news for m in note.mentions)

    def _material(self, day: int) -> telling.Material:
        """The sentences that may tell of a day, each once."""
        found: dict[str, Said] = {}
        reports = sorted(self._news.get(day, ()), key=lambda n: (-n.share, n.number))[:REPORTS]
        for note in reports:
            others = {m.start for m in note.mentions if m.day != day}
            for said in self._lead(note):
                if said.start not in others:
                    found.setdefault(" ".join(said.stems), said)
        mentions = self._mentions.get(day, ())
        soon = [(n, m) for n, m in mentions if 0 <= n.day - day <= 1]
        after = [(n, m) for n, m in mentions if n.day - day > 1]
        for note, mention in (*spread(soon, SOON), *spread(after, AFTER)):
            text = self._archive.text(note.number)[mention.start : mention.end]
            said = self._said(note, mention.start, mention.end, text)
            known = found.get(" ".join(said.stems))
            found[" ".join(said.stems)] = replace(
                said if known is None else known,
                age=note.day - day,
                names_day=True,
                is_aside=is_aside(text),
            )
        fit = tuple(s for s in found.values() if len(s.words) >= 3)
        return telling.Material(
            fit, self._beginnings(reports), self._beginnings(self._published.get(day + 1, ())[:REPORTS])
        )

    def _beginnings(self, notes: Iterable[Noted]) -> tuple[tuple[frozenset[str], float], ...]:
        return tuple((frozenset(w for s in self._lead(n) for w in s.words), n.share) for n in notes)

    def _lead(self, note: Noted) -> tuple[Said, ...]:
        """The sentences at the beginning of an article."""
        known = self._leads.get(note.number)
        if known is None:
            text = self._archive.text(note.number)[:LEAD]
            known = self._leads[note.number] = tuple(
                self._said(note, a, b, text[a:b], position)
                for position, (a, b) in enumerate(sentences(text, note.language)[:OPENING])
            )
        return known

    def _said(self, note: Noted, start: int, end: int, text: str, position: int = telling.LATE) -> Said:
        stems = self._ears.stems(text)
        age = note.day - note.news
        return Said(note.number, start, end, stems, frozenset(stems), note.share, position, age)

    def _cited(self, said: Said) -> Cited | None:
        """The sentence as it may be published, or None if it may not."""
        article = self._archive.article(said.article)
        member = Member(article)
        sentence = self._ears.single(
            member, said.article, said.start, said.end, self._notes[said.article].language
        )
        if sentence.why or not SHORTEST <= sentence.size <= LONGEST:
            return None
        text = article.version.text
        verdict = evidence.check(
            sentence.text,
            [text[sentence.span.start : sentence.span.end]],
            day=date.fromordinal(self._notes[said.article].day),
        )
        return (
            Cited(sentence.text, (sentence.span,), published=article.version.published)
            if verdict.supported
            else None
        )
