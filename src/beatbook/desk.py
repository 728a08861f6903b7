"""A desk, put together: its folder, store, settings and beats, and what can be done with them. The public API.

    with Desk.open(Path("my-desk")) as desk:
        desk.load_beats()
        asyncio.run(desk.gather())

Everything is wired here and nowhere else; the rooms know nothing of one another's making.
"""

from __future__ import annotations

import asyncio
import os
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from ipaddress import ip_address
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from beatbook.errors import BeatError, Busy, InputError, StoreError
from beatbook.filing.beatfile import read_beat
from beatbook.filing.match import Matcher
from beatbook.model import (
    Article,
    Beat,
    Days,
    Fate,
    Feed,
    FeedKind,
    Figure,
    Lesson,
    LessonState,
    Regroup,
    Source,
    Watch,
)
from beatbook.settings import FILE, Settings, default_file, read_settings
from beatbook.store.codec import version_digest
from beatbook.store.documents import Documents
from beatbook.store.editions import CloseReport, Strike
from beatbook.store.figures import StrikeObservation
from beatbook.store.intents import GROUP, Intent, Move, Overrule, Refile, SameAuthor
from beatbook.store.pieces import PinStory
from beatbook.store.protocol import free_key
from beatbook.store.rows import READ_AGAIN, Chosen
from beatbook.store.sqlite import SqliteStore
from beatbook.store.times import Choose, Correct, SameAnnouncement
from beatbook.work.calendars import Calendars
from beatbook.work.figurefiles import FigureFiles
from beatbook.work.importer import Importer, Report
from beatbook.work.locks import Lock, only_one

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from beatbook.gather.client import Client
    from beatbook.web.site import Site
    from beatbook.work.briefer import Briefer, Written
    from beatbook.work.chronicle import Chronicles
    from beatbook.work.figures import Figures
    from beatbook.work.gatherer import Tally
    from beatbook.work.grouper import Grouped, Grouper
    from beatbook.work.noter import Noter, Noticed
    from beatbook.work.observer import ObservedSoFar, Observer
    from beatbook.work.pieces import Pieces
    from beatbook.work.piecework import Looked, Looker
    from beatbook.work.readers import Readers
    from beatbook.work.rereader import Reread
    from beatbook.work.settler import SettledSoFar, Settler
    from beatbook.work.turns import Taken
    from beatbook.writing.candidates import Ears

ARCHIVE = "archive.db"
BEATS = "beats"
CALENDARS = "calendars"
DOCUMENTS = "documents"
FIGURES = "figures"
REFILE_BATCH = 500


def clock() -> datetime:
    return datetime.now(UTC)


class Desk:
    """One installation: a folder with `desk.toml`, `beats/`, `figures/`, `calendars/`, `archive.db` and `documents/`."""

    def __init__(self, folder: Path, settings: Settings, now: Callable[[], datetime]) -> None:
        self.folder, self.settings, self.now = folder, settings, now
        self.store = SqliteStore(folder / ARCHIVE)
        self.documents = Documents(folder / DOCUMENTS)
        self.calendars = Calendars(folder / CALENDARS)
        self.figure_files = FigureFiles(folder / FIGURES)
        self._matcher: tuple[tuple[tuple[str, str], ...], Matcher] | None = None
        self._ears: Ears | None = None

    @classmethod
    def init(cls, folder: Path, name: str = "") -> None:
        """Make a desk in `folder`, which is made too. Raises StoreError if there is one already or it cannot be."""
        if (folder / FILE).exists():
            raise StoreError(f"{folder}: there is a desk here already")
        try:
            (folder / BEATS).mkdir(parents=True, exist_ok=True)
            (folder / DOCUMENTS).mkdir(exist_ok=True)
            (folder / FILE).write_text(default_file(name or "The Beatbook"), encoding="utf-8")
        except OSError as error:
            raise StoreError(f"{folder}: cannot be written: {error.strerror}") from error
        with cls.open(folder) as desk:
            desk.store.set_fact("id", str(uuid.uuid4()))
            desk.store.set_fact("created", desk.now().isoformat())

    @classmethod
    def open(
        cls, folder: Path, *, now: Callable[[], datetime] = clock, environ: Mapping[str, str] | None = None
    ) -> Desk:
        """The desk in `folder`. Raises StoreError if there is none, SettingsError, NewerDesk."""
        if not (folder / FILE).exists():
            raise StoreError(f"{folder}: no desk here (no {FILE}); make one with: beatbook init {folder}")
        settings = read_settings(folder, os.environ if environ is None else environ)
        if not os.access(folder, os.W_OK):
            raise StoreError(f"{folder}: cannot be written: the folder is read-only for this user")
        return cls(folder, settings, now)

    def close(self) -> None:
        self.documents.close()
        self.store.close()

    def __enter__(self) -> Desk:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ---- beats

    def beat_files(self) -> Sequence[Path]:
        return sorted((self.folder / BEATS).glob("*.toml"))

    def load_beats(self) -> Sequence[Beat]:
        """Read `beats/*.toml` and `figures/*/*.toml`, make their beats, sources and figures known, forget those whose file is gone, file
        every article anew under beats whose rule changed, and put all of them up to be observed if a figure did. Raises BeatError naming
        the file and what is wrong; then nothing was changed."""
        beats = [read_beat(path) for path in self.beat_files()]
        slugs: dict[str, Path] = {}
        for beat, path in zip(beats, self.beat_files(), strict=True):
            if beat.slug in slugs:
                raise BeatError(f"{path}: the slug '{beat.slug}' is taken by {slugs[beat.slug]}")
            slugs[beat.slug] = path
        figures = self.figure_files.all(slugs)
        for beat in beats:
            for watch in beat.watches:
                self.watch(watch)
            self.store.put_beat(beat)
        for beat in self.store.beats():
            if beat.slug not in slugs:
                self.store.drop_beat(beat.slug)
        kept: dict[str, list[Figure]] = defaultdict(list)
        for slug, figure in self.store.followed():
            kept[slug].append(figure)
        for slug, found in figures.items():
            if found != kept[slug]:
                self.store.put_figures(slug, found)
        if self.store.beats_to_file():
            self.refile()
        return beats

    def watch(self, watch: Watch) -> None:
        """Make a source and its feeds known; what the desk already has of it stays."""
        known = {s.slug: s for s in self.store.sources()}
        if watch.source.slug not in known:
            self.store.put_source(watch.source, self.now())
        have = {f.url for f in self.store.feeds(watch.source.slug)}
        for url in watch.feeds:
            if url not in have:
                self.add_feed(watch.source.slug, url)

    def add_feed(self, source: str, url: str, kind: FeedKind | None = None, title: str | None = None) -> Feed:
        kind = kind or (FeedKind.SITEMAP if "sitemap" in url.rsplit("/", 1)[-1].lower() else FeedKind.FEED)
        return self.store.put_feed(
            source, url, kind, self.now(), title=title, interval=self.settings.gather.interval
        )

    def matcher(self) -> Matcher:
        """One automaton for all beats, made anew only when a rule changed."""
        beats = self.store.beats()
        rules = tuple((b.slug, b.rule) for b in beats)
        if self._matcher is None or self._matcher[0] != rules:
            self._matcher = rules, Matcher(beats)
        return self._matcher[1]

    def refile(self, progress: Callable[[int], None] = lambda done: None, *, everything: bool = False) -> int:
        """File every article under the beats whose rule is new (or under all); returns how many were looked at."""
        beats = self.store.beats()
        stale = set(self.store.beats_to_file())
        wanted = [b for b in beats if everything or b.slug in stale]
        if not wanted:
            return 0
        matcher = Matcher(wanted)
        slugs = tuple(b.slug for b in wanted)
        done, batch = 0, list[Intent]()
        for article in self.store.articles():
            batch.append(
                Refile(article.id, version_digest(article.version), slugs, tuple(matcher.file(article)))
            )
            if len(batch) >= REFILE_BATCH:
                self.store.apply(batch)
                done, batch = done + len(batch), []
                progress(done)
        self.store.apply(batch)
        self.store.beats_filed({b.slug: b.rule for b in wanted})
        progress(done + len(batch))
        return done + len(batch)

    # ---- sources

    async def find_feeds(
        self, url: str, allow: Sequence[str]
    ) -> tuple[Source, Sequence[tuple[str, FeedKind]]]:
        """The source at an address as it names itself, and its feeds, best first. Raises FetchError, InputError."""
        from beatbook.work.discover import discover_source

        async with self.client() as client:
            taken = [s.slug for s in self.store.sources()]
            return await discover_source(client, url, frozenset(allow), taken)

    def add_source(self, source: Source, feeds: Sequence[tuple[str, FeedKind]]) -> Source:
        """Make a source known with its feeds. A feed that the desk has already leads to the source that has it."""
        have = {f.url: f.source for f in self.store.feeds()}
        known = {s.slug: s for s in self.store.sources()}
        owner = next((known[have[url]] for url, _ in feeds if url in have), None)
        source = replace(source, slug=owner.slug) if owner else source
        self.store.put_source(source, self.now())
        for url, kind in feeds:
            self.add_feed(source.slug, url, kind)
        self.store.decide(
            self.now(), "operator", "source added", source.slug, {"feeds": [u for u, _ in feeds]}
        )
        return source

    def client(self) -> Client:
        from beatbook.gather.client import Client, Limits, user_agent

        g = self.settings.gather
        return Client(
            user_agent(g.contact), limits=Limits(deadline=g.deadline, body=g.max_bytes), now=self.now
        )

    # ---- gathering

    async def gather(
        self,
        *,
        once: bool = True,
        all_now: bool = True,
        source: str | None = None,
        stop: asyncio.Event | None = None,
        progress: Callable[[Tally], None] = lambda tally: None,
    ) -> Tally:
        """Poll the feeds (`all_now`: all that may be asked, else those due), fetch and read what they list. Raises Busy
        if another process gathers for this desk."""
        from beatbook.work.children import Children
        from beatbook.work.gatherer import Gatherer
        from beatbook.work.memories import Memories
        from beatbook.work.rereader import Rereader
        from beatbook.work.turns import Beside
        from beatbook.work.writer import Writer

        with (
            only_one(self.folder / ".gather.lock", "a gatherer"),
            Children(self.settings.gather.processes) as children,
        ):
            if all_now:
                self.store.poll_now(self.now(), source)
            async with self.client() as client, Writer(self.store, self.documents) as writer:
                memories = Memories(self.store)
                rereader = Rereader(
                    self.store, self.documents, writer, children, memories, self.settings, self.now
                )
                gatherer = Gatherer(
                    self.store,
                    writer,
                    client,
                    children,
                    self.settings,
                    self.matcher,
                    rereader,
                    memories,
                    self._reading_again(),
                    Beside(
                        self._grouper(),
                        self._noter(),
                        self._observer(),
                        self._settler(),
                        self._briefer(),
                        self._looker(),
                    ),
                    now=self.now,
                    progress=progress,
                )
                return await gatherer.run(once=once, stop=stop)

    # ---- reading again

    def _reading_again(self) -> Lock:
        return Lock(self.folder / ".read.lock")

    def read_again(self, chosen: Chosen) -> int:
        """Put articles back to be read. The same articles asked for once more, before all are read, are left where they
        are in the queue. Returns how many are to be read."""
        from beatbook.work.rereader import QUEUED

        if self.store.fact(QUEUED) != repr(chosen) or not self.store.waiting(READ_AGAIN):
            self.store.read_again(chosen, QUEUED, repr(chosen))
        return self.store.waiting(READ_AGAIN)

    async def reread(
        self,
        *,
        stop: asyncio.Event | None = None,
        progress: Callable[[Reread], None] = lambda done: None,
    ) -> Reread:
        """Read again what is put back for it. Raises Busy if another process of this desk is at it."""
        from beatbook.work.children import Children
        from beatbook.work.memories import Memories
        from beatbook.work.rereader import Rereader
        from beatbook.work.writer import Writer

        lock = self._reading_again()
        if not lock.take():
            raise Busy(f"another process of this desk is reading again (process {lock.holder()})")
        try:
            with Children(self.settings.gather.processes) as children:
                async with Writer(self.store, self.documents) as writer:
                    memories = Memories(self.store)
                    rereader = Rereader(
                        self.store, self.documents, writer, children, memories, self.settings, self.now
                    )
                    return await rereader.run(self.matcher, stop or asyncio.Event(), progress)
        finally:
            lock.leave()

    def overrule(self, source: str, lesson: Lesson, state: LessonState, who: str) -> None:
        """Take back what was learned of a source (UNDONE), or let it count again (ACTIVE); the articles that it bears
        on are put back to be read."""
        self.store.apply([Overrule(source, lesson.kind, lesson.key, state, who, self.now())])

    # ---- copies and stories

    def _grouper(self) -> Grouper:
        from beatbook.work.deciders import deciders
        from beatbook.work.grouper import Grouper

        lock, said = Lock(self.folder / ".group.lock"), self.settings.embeddings
        if not said.endpoint:
            return Grouper(self.store, deciders, lock, self.now)
        from beatbook.gather.endpoint import Endpoint
        from beatbook.work.embedder import ANSWER, Embedder

        endpoint = Endpoint(
            said.endpoint,
            said.key,
            deadline=said.deadline,
            largest=ANSWER,
            contact=self.settings.gather.contact,
        )
        by_meaning = partial(deciders, model=said.name, near=said.near)
        return Grouper(
            self.store, by_meaning, lock, self.now, Embedder(self.store, endpoint, said.name, self.now)
        )

    def group_again(self, beats: Sequence[str] = ()) -> int:
        """Put all articles, or those of these beats, back to be grouped. The same ones asked for once more, before all
        are grouped, are left where they are in the queue. Returns how many are to be grouped."""
        from beatbook.work.grouper import QUEUED

        value = repr(tuple(sorted(beats)))
        if self.store.fact(QUEUED) != value or not self.store.waiting(GROUP):
            self.store.group_again(beats, QUEUED, value)
        return self.store.waiting(GROUP)

    async def group(
        self,
        *,
        stop: asyncio.Event | None = None,
        progress: Callable[[Grouped], None] = lambda done: None,
    ) -> Grouped:
        """Put into stories what waits for it. Raises Busy if another process of this desk is at it."""
        grouper = self._grouper()
        with _our(grouper.turn, "grouping"):
            return await grouper.run(stop or asyncio.Event(), progress)

    def regroup(self, regroup: Regroup, who: str) -> None:
        """Carry out what a person says of where articles belong, for good. Raises InputError."""
        self.store.apply([Move(regroup, who, self.now())])

    def split(self, story: str, articles: Sequence[str], who: str, why: Sequence[str] = ()) -> str:
        """Make articles of a story one of their own; its key. Raises InputError."""
        key = free_key(self.store, story, articles)
        self.regroup(Regroup(story, key, tuple(articles), tuple(why)), who)
        return key

    def take_back(self, number: int, who: str, why: Sequence[str] = ()) -> None:
        """Undo a change of stories. Raises InputError if there is none of that number, or it is taken back already."""
        change = self.store.regrouped(number)
        if change is None:
            raise InputError(f"no change {number} of stories")
        if change.undone_by is not None:
            raise InputError(f"change {number} was taken back already, by change {change.undone_by}")
        back = Regroup(change.regroup.into, change.regroup.story, change.regroup.articles, tuple(why))
        self.store.apply([Move(back, who, self.now(), undoes=number)])

    # ---- briefs

    def _briefer(self) -> Briefer:
        from beatbook.work.briefer import Briefer
        from beatbook.work.models import writer_of

        lock = Lock(self.folder / ".brief.lock")
        return Briefer(self.store, lambda: writer_of(self.settings, self.store, self.now), lock, self.now)

    async def write_briefs(
        self,
        *,
        stop: asyncio.Event | None = None,
        progress: Callable[[Written], None] = lambda done: None,
    ) -> Written:
        """Write the briefs that are to be written. Raises Busy if another process of this desk is at it."""
        briefer = self._briefer()
        with _our(briefer.turn, "writing briefs"):
            return await briefer.run(stop or asyncio.Event(), progress)

    def strike(self, story: str, sentence: str, who: str, *, undo: bool = False) -> None:
        """Say for good that a sentence is not to be in a brief of the story; `undo` takes that back. Raises InputError."""
        self.store.apply([Strike(story, sentence, who, self.now(), undo)])

    def close_report(self, number: int, who: str, answer: str = "") -> None:
        """Say that a report of an error was dealt with. Raises InputError."""
        self.store.apply([CloseReport(number, who, self.now(), answer)])

    # ---- days

    def ears(self) -> Ears:
        """What articles are read with for what they say; its word lists are read when it is first asked for."""
        from beatbook.writing.candidates import Ears

        if self._ears is None:
            self._ears = Ears()
        return self._ears

    def today(self) -> date:
        """The desk's day."""
        return self.settings.desk.today(self.now())

    def _noter(self) -> Noter:
        from beatbook.work.noter import Noter

        return Noter(self.store, self.ears, Lock(self.folder / ".note.lock"), self.now)

    def _settler(self) -> Settler:
        from beatbook.work.settler import Settler

        return Settler(self.store, self.ears, Lock(self.folder / ".settle.lock"), self.today)

    async def note(
        self,
        *,
        stop: asyncio.Event | None = None,
        progress: Callable[[Noticed], None] = lambda done: None,
    ) -> Noticed:
        """Note what waits for it: which days articles mention, and what they say is coming. Raises Busy if another process of
        this desk is at it."""
        noter = self._noter()
        with _our(noter.turn, "noting days"):
            return await noter.run(stop or asyncio.Event(), progress)

    async def settle(
        self,
        *,
        stop: asyncio.Event | None = None,
        progress: Callable[[SettledSoFar], None] = lambda done: None,
    ) -> SettledSoFar:
        """Say what became of the announcements that are due. Raises Busy if another process of this desk is at it."""
        settler = self._settler()
        with _our(settler.turn, "settling announcements"):
            return await settler.run(stop or asyncio.Event(), progress)

    def correct_announcement(
        self,
        key: str,
        who: str,
        *,
        fate: Fate | None = None,
        why: str = "",
        days: Days | None = None,
        is_none: bool | None = None,
        undo: bool = False,
    ) -> None:
        """Say for good what became of an announcement, on which days it is, or that it is none; `undo` takes all of it back.
        Raises InputError."""
        self.store.apply([Correct(key, who, self.now(), fate, why, days, is_none, undo)])

    def same_announcement(self, key: str, into: str, who: str) -> None:
        """Say for good that an announcement is the same as another. Raises InputError."""
        self.store.apply([SameAnnouncement(key, into, who, self.now())])

    def choose(self, said: Choose) -> None:
        """Carry out what a person says of a beat's timelines, for good. Raises InputError."""
        self.store.apply([said])

    def timelines(self) -> Chronicles:
        """Writes the desk's timelines."""
        from beatbook.work.chronicle import Chronicles

        return Chronicles(self.store, self.ears)

    # ---- pieces

    def pieces(self) -> Pieces:
        """Drafts, keeps and publishes what the desk itself writes."""
        from beatbook.work.pieces import Pieces

        return Pieces(self.store, self.settings, self.ears, self.calendars)

    def _looker(self) -> Looker:
        from beatbook.work.piecework import Looker

        return Looker(self.store, self.pieces(), Lock(self.folder / ".piece.lock"), self.now, self.today)

    def look_after_pieces(self) -> Looked:
        """Append what came late to reviews that are published, and draft those of periods that are over. Raises Busy if another process
        of this desk is at it."""
        looker = self._looker()
        with _our(looker.turn, "looking after pieces"):
            return looker.look()

    def pin_story(self, beat: str, story: str, who: str, *, undo: bool = False) -> None:
        """Say for good that a story is told in every review of a beat that it has articles in. Raises InputError."""
        self.store.apply([PinStory(beat, story, who, self.now(), undo)])

    # ---- figures

    def _observer(self) -> Observer:
        from beatbook.work.observer import Observer

        return Observer(self.store, self.ears, Lock(self.folder / ".observe.lock"), self.now)

    async def observe(
        self,
        *,
        stop: asyncio.Event | None = None,
        progress: Callable[[ObservedSoFar], None] = lambda done: None,
    ) -> ObservedSoFar:
        """Observe what waits for it: what articles state of figures. Raises Busy if another process of this desk is at it."""
        observer = self._observer()
        with _our(observer.turn, "observing figures"):
            return await observer.run(stop or asyncio.Event(), progress)

    def figures(self) -> Figures:
        """The desk's figures as they are shown."""
        from beatbook.work.figures import Figures

        return Figures(self.store)

    def add_figure(self, beat: str, figure: Figure) -> Path:
        """Write the file of a new figure of a beat, and make it known. Raises BeatError if the beat has one of that slug or there is
        no such beat, StoreError if it cannot be written."""
        if all(known.slug != beat for known in self.store.beats()):
            raise BeatError(f"{self.folder / FIGURES / beat}: there is no beat '{beat}'")
        if (beat, figure.slug) in {(slug, kept.slug) for slug, kept in self.store.followed()}:
            raise BeatError(f"the beat '{beat}' has a figure '{figure.slug}' already")
        path = self.figure_files.write(beat, figure)
        self.load_beats()
        return path

    def strike_observation(
        self, beat: str, figure: str, article: str, sentence: str, who: str, *, undo: bool = False
    ) -> None:
        """Say for good that a sentence of an article states nothing of a figure; `undo` takes that back. Raises InputError."""
        self.store.apply([StrikeObservation(beat, figure, article, sentence, who, self.now(), undo)])

    # ---- authors

    def same_author(self, author: str, into: str | None, who: str) -> None:
        """Say for good that a name is another one of the author `into`; None takes that back. Raises InputError."""
        self.store.apply([SameAuthor(author, into, who, self.now())])

    # ---- in and out

    def import_file(
        self, path: Path, source: str = "", progress: Callable[[Report], None] = lambda report: None
    ) -> Report:
        """Import a file by what it is. Raises InputError if it is nothing we know."""
        importer = Importer(self.store, self.settings, self.matcher, self.now, progress)
        name = path.name.lower().removesuffix(".gz")
        if name.endswith((".jsonl", ".ndjson")):
            return importer.article_lines(path, source)
        from beatbook.work import imports

        if name.endswith((".warc", ".arc")):
            return imports.warc(importer, self.documents, path, source)
        body = imports.whole(path)
        if b"<opml" in body[:4096].lower():
            return imports.opml(self, body)
        return imports.feed(importer, body, path, source)

    def export(self) -> Iterator[Article]:
        return self.store.articles()

    # ---- readers

    def readers(self) -> Readers:
        """Who may read the members' pieces."""
        from beatbook.work.readers import Readers

        return Readers(self.store, self.now)

    # ---- pages

    def app(self) -> Starlette:
        from beatbook.web.app import create_app

        return create_app(self.store, self.settings, self.now, self.calendars)

    def site(self) -> Site:
        """What pages are made with, for what is made of them without a request."""
        from beatbook.web.site import Site

        return Site(self.store, self.settings, self.now, self.calendars)


@contextmanager
def _our(turn: Taken, what: str) -> Iterator[None]:
    """Do what one process of a desk does at a time. Raises Busy if another one is at it."""
    if not turn.take():
        raise Busy(f"another process of this desk is {what} (process {turn.holder()})")
    try:
        yield
    finally:
        turn.leave()


def find_desk(folder: str | None, environ: Mapping[str, str]) -> Path:
    """The folder of the desk that a command means: the one named, `BEATBOOK_DESK`, or the one we stand in."""
    return Path(folder or environ.get("BEATBOOK_DESK") or ".")


def local_pair(url: str) -> str | None:
    """The `host:port` of an address on this very machine, which its operator allows by naming it; else None."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise InputError(f"{url}: not a web address: {error}") from error
    host = parts.hostname or ""
    try:
        here = host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        here = False
    if here:
        return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return None


__all__ = ["Desk", "find_desk", "local_pair"]
