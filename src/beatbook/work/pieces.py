"""The desk's own pieces: reviews, timelines and figures' updates drafted from the archive, what editors make of them and write themselves,
and what is published of it.

The path of one: drafted (`draft_review` and its like, or an editor's file) → edited as a file (`text_of`, `save`), by which every citation
is looked up again → every sentence through the gate (`faults`) → published, frozen with all that it rests on. What comes in for a
period that was reviewed already makes an addendum (`append_late`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import blake2b
from threading import Lock
from typing import Protocol
from urllib.parse import quote

import structlog

from beatbook import periods
from beatbook.errors import InputError, StoreError
from beatbook.filing import piecefile
from beatbook.model import (
    SLUG,
    Announcement,
    Beat,
    BlockKind,
    Charted,
    Citation,
    Days,
    Document,
    Fault,
    Name,
    Period,
    Piece,
    PieceKind,
    PieceState,
    Review,
    Span,
    Tier,
)
from beatbook.read.sentences import sentences
from beatbook.settings import Settings, nearest
from beatbook.store.pieces import (
    Append,
    Draft,
    DropDraft,
    PieceEdition,
    PieceLine,
    PublishDraft,
    SaveDraft,
    Withdraw,
)
from beatbook.store.protocol import Store
from beatbook.store.rows import Listed
from beatbook.work.archives import Archives
from beatbook.work.chronicle import Chronicles
from beatbook.work.decide import plain_url
from beatbook.work.figures import Figures
from beatbook.writing import pieces as writing
from beatbook.writing.candidates import Ears
from beatbook.writing.pieces import Passage
from beatbook.writing.review import Reviewer

log = structlog.get_logger("beatbook.pieces")

APPENDED = timedelta(400)
"""How long after it was published a review is looked after."""
LISTED = 100
"""Pieces that are listed at a time."""
TAKEN = ("review-", "timeline-")
"""What the slugs of pieces begin with that the desk drafts."""
DESK = "desk"
"""Who drafts what nobody asked for."""


class Calendar(Protocol):
    def dates(self, beat: str, days: Days) -> Sequence[Announcement]: ...


class NoCalendar:
    def dates(self, beat: str, days: Days) -> Sequence[Announcement]:
        return ()


def slug_of_review(period: str) -> str:
    return f"review-{period}"


def period_of(said: str) -> Period:
    """What a review is of, by its period as it is asked for, or by its slug. Raises InputError."""
    return periods.named(said.removeprefix(slug_of_review("")))


def last_over(every: str, today: date) -> Period:
    """The last "week" or "month" that is over."""
    year, week, _ = today.isocalendar()
    return periods.preceding(
        periods.named(f"{year:04}-W{week:02}" if every == "week" else f"{today.year:04}-{today.month:02}")
    )


def slug_of_timeline(days: Days) -> str:
    return f"timeline-{periods.written(days).replace('..', '-to-')}"


class Pieces:
    """Drafts, keeps and publishes the pieces of a desk. `ears` are asked for when the first is written; `calendar` has the dates of
    the beats' calendars. For use by many threads."""

    def __init__(
        self,
        store: Store,
        settings: Settings,
        ears: Callable[[], Ears] = Ears,
        calendar: Calendar | None = None,
    ) -> None:
        self._store, self._settings, self._make = store, settings, ears
        self._ears: Ears | None = None
        self._calendar = calendar or NoCalendar()
        self._figures = Figures(store)
        self._writing = Lock()

    # ---- drafting

    def draft_review(
        self,
        beat: str,
        period: Period,
        who: str,
        at: datetime,
        *,
        again: bool = False,
        tier: Tier | None = None,
    ) -> Draft:
        """The draft of a beat's review. One that there is stays as it is, unless it is to be drafted `again`. Raises InputError if
        there is no such beat, or it has no article of that period."""
        of = self._beat(beat)
        slug = slug_of_review(period.name)
        kept = self._store.draft_of(beat, slug)
        if kept and not again:
            return kept
        if not self._store.of_period(beat, period.days):
            raise InputError(f"the beat '{beat}' has no article that came out {_on(period.days)}")
        known = self._store.piece(beat, slug)
        document = self._reviewed(of, period, at)
        piece = Piece(
            beat, slug, PieceKind.REVIEW, tier or _tier(known, of), of.language, period.days, _byline(known)
        )
        draft = self._keep(piece, document, kept, who, at)
        self._store.set_fact(_drawn(beat, slug), at.isoformat())
        return draft

    def draft_timeline(self, beat: str, days: Days, who: str, at: datetime, *, again: bool = False) -> Draft:
        """The same of a timeline. Raises InputError if nothing is known to have happened on these days."""
        of = self._beat(beat)
        slug = slug_of_timeline(days)
        kept = self._store.draft_of(beat, slug)
        if kept and not again:
            return kept
        known = self._store.piece(beat, slug)
        tier = _tier(known, of)
        timeline = Chronicles(self._store, self._heard).of_beat(beat, *days)
        if not timeline.events:
            raise InputError(f"nothing is known to have happened in the beat '{beat}' {_on(days)}")
        sign = self._settings.desk.signed(tier)
        document = writing.timeline_document(timeline, of.title, sign, _Cited(self._store), of.language)
        piece = Piece(beat, slug, PieceKind.TIMELINE, tier, of.language, days, _byline(known))
        return self._keep(piece, document, kept, who, at)

    def draft_figure(self, beat: str, figure: str, who: str, at: datetime, *, again: bool = False) -> Draft:
        """The same of what is new of a figure since its last update that was published. It is as of the day of the last article that
        states a value. Raises InputError if there is no such figure, nothing is stated of it, or nothing since."""
        of = self._beat(beat)
        found = {k.figure.slug: k for k in self._store.figures(beat)}
        if figure not in found:
            raise InputError(f"the beat '{beat}' has no figure '{figure}'{nearest(figure, sorted(found))}")
        as_of = found[figure].latest
        if as_of is None:
            raise InputError(f"nothing is stated of the figure '{figure}' in the beat '{beat}' yet")
        slug = f"{figure}-{as_of}"
        kept = self._store.draft_of(beat, slug)
        if kept and not again:
            return kept
        known = self._store.piece(beat, slug)
        observations = [k.observation for k in self._store.observations(beat, figure)]
        document = writing.figure_document(
            self._figures.charted(beat, figure, as_of),
            [o for o in observations if o.reported <= as_of],
            self._updated(beat, figure, as_of),
            _Cited(self._store),
            of.language,
        )
        published = self._store.piece_edition(beat, slug)
        if published and published.document == document:
            raise InputError(f"nothing new is stated of the figure '{figure}' since its update '{slug}'")
        piece = Piece(beat, slug, PieceKind.FIGURE, _tier(known, of), of.language, None, _byline(known))
        return self._keep(piece, document, kept, who, at)

    def _updated(self, beat: str, figure: str, before: date) -> date | None:
        """The day after that as of which the figure's last update was that was published before this one."""
        form = re.compile(re.escape(figure) + r"-(\d{4}-\d\d-\d\d)")
        days = [
            date.fromisoformat(match[1])
            for line in self._listed(beat, PieceKind.FIGURE)
            if (match := form.fullmatch(line.piece.slug))
        ]
        last = max((day for day in days if day < before), default=None)
        return last + timedelta(1) if last else None

    def _reviewed(self, beat: Beat, period: Period, at: datetime) -> Document:
        return self._document(self._written(beat, period, self._settings.desk.today(at)), beat.language)

    def _written(self, beat: Beat, period: Period, today: date) -> Review:
        with self._writing:  # one at a time: each takes a processor for itself
            ears = self._heard()
            archive = Archives(self._store, self._heard, self._calendar.dates).of(beat, period, today)
            return Reviewer(ears).write(archive)

    def _document(self, review: Review, language: str) -> Document:
        moved = dict.fromkeys(f.latest.figure for f in review.figures)
        as_of = review.period.days.last
        charts = {slug: self._figures.charted(review.beat, slug, as_of) for slug in moved}
        return writing.review_document(review, charts, _Cited(self._store), language)

    def _heard(self) -> Ears:
        if self._ears is None:
            self._ears = self._make()
        return self._ears

    # ---- editing

    def text_of(self, piece: Draft | PieceEdition) -> str:
        """A draft or an edition as the file that editors change."""
        kept = piece.piece
        return piecefile.printed(piece.document, kept.tier, kept.byline, _address)

    def save(
        self,
        beat: str,
        slug: str,
        text: str,
        base: int,
        who: str,
        at: datetime,
        kind: PieceKind = PieceKind.ANALYSIS,
    ) -> Draft:
        """Keep an edited file as the piece's draft, which was numbered `base` (0: there was none). Raises InputError as `read` does, or if
        somebody else changed the draft meanwhile."""
        draft = self.read(beat, slug, text, who, at, kind)
        self._store.apply([SaveDraft(draft.piece, draft.document, base, who, at)])
        return self._draft(beat, slug)

    def read(
        self,
        beat: str,
        slug: str,
        text: str,
        who: str,
        at: datetime,
        kind: PieceKind = PieceKind.ANALYSIS,
    ) -> Draft:
        """An edited file as the draft that it would be; nothing is kept. What a sentence cites is looked for in the article's newest
        version, then where it was cited before. Raises InputError naming what cannot be found."""
        of = self._beat(beat)
        written = piecefile.parse(text, slug)
        known, last = self._store.piece(beat, slug), self._store.draft_of(beat, slug)
        stands = last or self._store.piece_edition(beat, slug)
        if known is None and (not SLUG.fullmatch(slug) or slug.startswith(TAKEN)):
            raise InputError(
                f"'{slug}' cannot be what a new piece is called in addresses: lower-case letters, digits and single "
                f"hyphens, and not {' or '.join(TAKEN)} at the beginning"
            )
        before = stands.document if stands else Document("", "", "")
        citations = writing.resolved(written, before.citations, _Finder(self._store, before.citations).find)
        document = Document(
            written.title,
            written.deck,
            written.body,
            citations,
            self._charts(of.slug, written.body, of.language, before),
        )
        piece = replace(
            known.piece if known else Piece(beat, slug, kind, language=of.language),
            tier=written.tier or of.tier,
            byline=tuple(Name(name) for name in written.byline),
        )
        return Draft(0, piece, document, at, at, who)

    def _charts(self, beat: str, body: str, language: str, before: Document) -> tuple[Charted, ...]:
        """The charts that a body asks for: as they were before, and new ones as of the last day that states a value."""
        drawn = {c.figure.slug: c for c in before.charts}
        latest = {k.figure.slug: k.latest for k in self._store.figures(beat)}
        found = []
        asked = (b.figure for b in piecefile.blocks(body, language) if b.kind is BlockKind.CHART)
        for slug in dict.fromkeys(asked):
            day = latest.get(slug)
            if slug not in drawn and day is None:
                raise InputError(
                    f"the chart 'figure:{slug}' is of no figure of the beat '{beat}' that has a value"
                    + nearest(slug, sorted(latest))
                )
            found.append(drawn[slug] if slug in drawn else self._figures.charted(beat, slug, day or date.max))
        return tuple(found)

    def faults(self, draft: Draft) -> tuple[Fault, ...]:
        """The sentences for which a draft may not be published, and why."""
        spans = {c.span for c in draft.document.citations if c.span}
        passages = self._store.passages(spans)

        def words(span: Span) -> str | None:
            return passages[span].words if span in passages else None

        day = self._day(draft.changed_at)
        return writing.faults(draft.document, draft.piece.kind, words, day, draft.piece.language)

    # ---- publishing

    def publish(self, beat: str, slug: str, base: int, who: str, at: datetime) -> PieceEdition:
        """Make the draft numbered `base` the piece's next edition, signed by its byline, or by the desk. Raises InputError listing
        what may not be published."""
        draft = self._draft(beat, slug)
        if draft.number != base:
            raise InputError(
                f"the draft of '{slug}' was changed meanwhile: it is number {draft.number} now, not {base}"
            )
        found = self.faults(draft)
        if found:
            listed = "\n".join(f"  {' '.join(f.sentence.split())}\n    {f.why}" for f in found)
            n = f"{len(found)} sentences" if len(found) > 1 else "1 sentence"
            raise InputError(f"'{slug}' cannot be published for {n}:\n{listed}")
        byline = draft.piece.byline or (Name(self._settings.desk.signed(draft.piece.tier)),)
        known = self._store.piece(beat, slug)
        assert known is not None
        # Before it is published, so that whatever happens in between, nothing that came in since it was drawn is taken for known.
        drawn = self._store.fact(_drawn(beat, slug)) or draft.made_at.isoformat()
        self._store.set_fact(_drawn(beat, slug, known.editions + 1), drawn)
        self._store.apply([PublishDraft(beat, slug, base, byline, who, at)])
        edition = self._store.piece_edition(beat, slug)
        assert edition is not None
        return edition

    def withdraw(self, beat: str, slug: str, why: str, who: str, at: datetime, undo: bool = False) -> None:
        """Take a piece back, or with `undo` have it back. Raises InputError."""
        self._store.apply([Withdraw(beat, slug, why, who, at, undo)])

    def drop(self, beat: str, slug: str, who: str, at: datetime) -> None:
        """Give up a draft. Raises InputError if there is none."""
        self._store.apply([DropDraft(beat, slug, who, at)])

    def changed(self, edition: PieceEdition) -> Mapping[Citation, str]:
        """What was cited and is not as it was: "changed", the words are in their article no more; "gone", it is an article no more. Not
        by label: those of an addendum begin at 1 again."""
        documents = (edition.document, *(a.document for a in edition.addenda))
        cited = [(c, c.span.article) for d in documents for c in d.citations if c.span]
        newest = self._store.newest(list(dict.fromkeys(article for _, article in cited)))
        found: dict[Citation, str] = {}
        for citation, article in cited:
            if article not in newest:
                found[citation] = "gone"
            elif citation.words not in newest[article][0].version.text:
                found[citation] = "changed"
        return found

    # ---- what comes by itself

    def append_late(self, at: datetime) -> int:
        """Append to each published review what came in for its period after it was drafted, at most once a day; how many addenda were
        kept."""
        beats = {b.slug: b for b in self._store.beats()}
        kept = 0
        for line in list(self._listed(None, PieceKind.REVIEW)):
            recent = line.published_at and at - line.published_at <= APPENDED
            if recent and (beat := beats.get(line.piece.beat)):
                kept += self._append(beat, line, at)
        return kept

    def _append(self, of: Beat, line: PieceLine, at: datetime) -> bool:
        piece = line.piece
        beat, slug = piece.beat, piece.slug
        drawn = self._store.fact(_drawn(beat, slug, line.editions))
        since = datetime.fromisoformat(drawn) if drawn else line.changed_at
        if piece.period is None:
            return False
        found = self._store.late(beat, piece.period, since)
        late = frozenset(a.key for a in found if a.story)
        looked, seen = f"late {beat} {slug}", _digest(line.editions, late)
        if not late or self._store.fact(looked) == seen:
            return False
        edition = self._store.piece_edition(beat, slug)
        if edition is None or (edition.addenda and self._day(edition.addenda[-1].at) >= self._day(at)):
            return False
        try:
            after = self._reviewed(of, period_of(slug), at)
            addendum = writing.addendum(_whole(edition), after, late, self._day(at), piece.language)
        except StoreError:
            raise
        except Exception:
            log.exception("failed", beat=beat, piece=slug)
            addendum = None
        if addendum:
            self._store.apply([Append(beat, slug, edition.number, addendum, at)])
        self._store.set_fact(looked, seen)
        return addendum is not None

    def draft_ended(self, at: datetime) -> int:
        """Draft for each beat the review of the last week or month that is over, as `[desk] drafts` says; how many were drafted.
        While articles of it come in, what nobody has changed is drafted again, at most once a day. What an editor dropped stays
        dropped."""
        every = self._settings.desk.drafts
        if not every:
            return 0
        period = last_over(every, self._settings.desk.today(at))
        drafted = 0
        for beat in self._store.beats():
            fact, slug = f"drafted {beat.slug}", slug_of_review(period.name)
            if self._store.fact(fact) != period.name:
                if self._store.piece(beat.slug, slug) is None:
                    if not self._store.of_period(beat.slug, period.days):
                        continue
                    self.draft_review(beat.slug, period, DESK, at)
                    drafted += 1
                self._store.set_fact(fact, period.name)
            elif self._is_outdated(self._store.draft_of(beat.slug, slug), at):
                self.draft_review(beat.slug, period, DESK, at, again=True)
                drafted += 1
        return drafted

    def _is_outdated(self, draft: Draft | None, at: datetime) -> bool:
        """Whether articles came in since the desk drafted it, on an earlier day, and nobody has changed it."""
        if draft is None or draft.who != DESK or draft.piece.period is None:
            return False
        if self._day(draft.changed_at) >= self._day(at):
            return False
        drawn = self._store.fact(_drawn(draft.piece.beat, draft.piece.slug))
        since = datetime.fromisoformat(drawn) if drawn else draft.changed_at
        return any(a.story for a in self._store.late(draft.piece.beat, draft.piece.period, since))

    # ---- what is kept

    def _keep(self, piece: Piece, document: Document, before: Draft | None, who: str, at: datetime) -> Draft:
        self._store.apply([SaveDraft(piece, document, before.number if before else 0, who, at)])
        return self._draft(piece.beat, piece.slug)

    def _draft(self, beat: str, slug: str) -> Draft:
        draft = self._store.draft_of(beat, slug)
        if draft is None:
            raise InputError(f"the beat '{beat}' has no draft of '{slug}'")
        return draft

    def _beat(self, slug: str) -> Beat:
        beats = {b.slug: b for b in self._store.beats()}
        if slug not in beats:
            raise InputError(f"no beat '{slug}'{nearest(slug, sorted(beats))}")
        return beats[slug]

    def _listed(self, beat: str | None, kind: PieceKind) -> Iterator[PieceLine]:
        """The pieces of a kind that are published, those published last first."""
        offset = 0
        while found := self._store.pieces(
            beat, kinds=(kind,), states=(PieceState.PUBLISHED,), limit=LISTED, offset=offset
        ):
            yield from found
            offset += len(found)

    def _day(self, at: datetime) -> date:
        """The day of a time, where the desk is."""
        return at.astimezone(self._settings.desk.zone).date()


def _tier(known: PieceLine | None, beat: Beat) -> Tier:
    return known.piece.tier if known else beat.tier


def _byline(known: PieceLine | None) -> tuple[Name, ...]:
    return known.piece.byline if known else ()


def _on(days: Days) -> str:
    return f"on {days.first}" if days.first == days.last else f"from {days.first} to {days.last}"


def _drawn(beat: str, slug: str, edition: int = 0) -> str:
    """The desk's fact of when a draft, or the edition that was made of it, was drawn from the archive."""
    return f"drawn {beat} {slug}" + (f" {edition}" if edition else "")


def _digest(edition: int, late: Collection[str]) -> str:
    """What is known to be late for an edition, so that it is looked at once."""
    said = "\n".join([str(edition), *sorted(late)])
    return blake2b(said.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _whole(edition: PieceEdition) -> Document:
    """An edition with what was appended to it."""
    document = edition.document
    for addendum in edition.addenda:
        more = addendum.document
        document = replace(
            document,
            body=f"{document.body}\n\n{more.body}",
            citations=(*document.citations, *more.citations),
        )
    return document


def _whole_sentences(text: str, start: int, end: int, language: str | None) -> tuple[int, int]:
    """From the beginning of the sentence in which a place of a text begins to the end of that in which it ends."""
    touched = [(first, last) for first, last in sentences(text, language) if first < end and last > start]
    return (min(start, touched[0][0]), max(end, touched[-1][1])) if touched else (start, end)


# ---- what is cited ---------------------------------------------------------------------------------------------------------


def _address(article: str) -> str:
    return f"/articles/{quote(article, safe='')}/"


class _Cited:
    """Says what a span cites: its words, and of which article they are, as it is now."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lines: dict[str, Listed | None] = {}

    def __call__(self, span: Span) -> Passage:
        found = self._store.passages([span]).get(span)
        if found is None:
            raise StoreError(
                f"the archive has not what is cited of {span.article}: {span.start} to {span.end}"
            )
        line = self._line(span.article)
        if line is None:
            return Passage(found.words, "", "", None, None)
        return Passage(found.words, line.source_name, line.headline, line.url, line.day)

    def _line(self, article: str) -> Listed | None:
        if article not in self._lines:
            self._lines[article] = next(iter(self._store.lines([article])), None)
        return self._lines[article]


class _Finder:
    """Finds what an editor cites: words of the article at an address, there or on this desk. Cited are always the whole sentences in which
    they stand, for words by themselves may say the contrary: "the bridge fell", of "He denied that the bridge fell"."""

    def __init__(self, store: Store, before: Sequence[Citation]) -> None:
        self._store, self._before = store, before
        self._cited = _Cited(store)

    def find(self, address: str, words: str) -> Citation | None:
        article = self._article(address)
        parts = words.split()
        if article is None or not parts:
            return None
        looked_for = re.compile(r"\s+".join(map(re.escape, parts)))
        was = [c for c in self._before if c.span and c.span.article == article]
        newest = self._store.newest([article])
        if article in newest:
            found, version, _ = newest[article]
            if places := list(looked_for.finditer(found.version.text)):
                starts = {c.span.start for c in was if c.span}
                place = next((m for m in places if m.start() in starts), places[0])
                start, end = _whole_sentences(found.version.text, *place.span(), found.version.language)
                is_bounded = end - start <= piecefile.MOST_WORDS
                return self._citation(Span(article, start, end, version)) if is_bounded else None
        return next((citation for citation in was if looked_for.search(citation.words)), None)

    def _article(self, address: str) -> str | None:
        """The id of the article at an address of this desk, under whatever host, or at its source."""
        here = piecefile.article_of(address)
        if here and self._store.article(here):
            return here
        return self._store.named([f"url:{plain_url(address)}", f"guid:{address}"])

    def _citation(self, span: Span) -> Citation:
        found = self._cited(span)
        return Citation("", found.words, span, found.source, found.headline, found.url, found.day)
