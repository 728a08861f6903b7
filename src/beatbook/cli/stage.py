"""The stages as filters: JSON Lines on standard input, JSON Lines on standard output (see docs/reference/stages.md).

Each calls the function that the desk's own pipeline calls. A line that cannot be handled is answered with
`{"id": …, "refused": "reason"}`; input that is not JSON at all ends the stage with 2 and the line's number.
"""

from __future__ import annotations

import io
import json
import os
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from beatbook.cli.common import Progress
from beatbook.errors import BeatbookError, InputError, ReadError
from beatbook.model import Article
from beatbook.work import lines

Row = dict[str, Any]


@click.group(
    "stage",
    epilog="\b\nExamples:\n  beatbook stage read < pages.jsonl > articles.jsonl\n  beatbook stage file --beat my.toml < articles.jsonl\n",
)
def stage_command() -> None:
    """One stage as a filter: JSON Lines in, JSON Lines out."""


def rows() -> Iterator[Row]:
    """The objects on standard input. Raises InputError with the line's number where there is none."""
    progress = Progress()
    text = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace")
    for number, row in lines.objects(text):
        if isinstance(row, str) and row != lines.NO_OBJECT:
            raise InputError(f"line {number}: {row}")
        if isinstance(row, str):
            row = {}
        yield row
        progress(f"{number:,} lines")
    progress.end()


def write(answers: Iterable[Row]) -> None:
    out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", write_through=False)
    try:
        for answer in answers:
            out.write(_line(answer))
    finally:
        out.flush()
        out.detach()


def _line(answer: Row) -> str:
    """An answer as JSON; what is no valid Unicode (an `id` as it was given) is escaped."""
    text = json.dumps(answer, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = json.dumps(answer)
    return text + "\n"


def each(handle: Callable[[Row], Iterable[Row]]) -> None:
    """Answer every line by itself."""

    def answers() -> Iterator[Row]:
        for row in rows():
            try:
                if row.get("id") is None:
                    raise InputError("'id' is missing")
                yield from handle(row)
            except BeatbookError as error:
                yield {"id": row.get("id"), "refused": str(error)}

    write(answers())


def body_of(row: Row, field: str) -> bytes:
    """The bytes that a line means: a file at `path` (gzipped or not), or the text in `field`."""
    if isinstance(row.get(field), str):
        return str(row[field]).encode("utf-8", "surrogatepass")
    path = row.get("path")
    if not isinstance(path, str) or not path:
        raise InputError(f"there is neither 'path' nor '{field}'")
    from beatbook.work.imports import whole

    return whole(Path(path))


def text_of(row: Row, field: str) -> str | None:
    """An optional field that must be text. Raises InputError."""
    value = row.get(field)
    if value is not None and not isinstance(value, str):
        raise InputError(f"'{field}' must be text, not {type(value).__name__}")
    return value


def whole_text(row: Row) -> str:
    """The text of a line that is nothing without it."""
    text = row.get("text")
    if not isinstance(text, str):
        raise InputError("'text' is missing or not text")
    return text


def cited_article(row: Row) -> Article:
    """The article of a line whose text is cited: offsets are those of the text as given."""
    if (text := text_of(row, "text")) is not None:
        row["text"] = lines.levelled(text)
    return lines.article_in(row)


def moment_of(row: Row, field: str) -> datetime | None:
    value = row.get(field)
    if value is None:
        return None
    try:
        return lines.instant(value)
    except (ValueError, TypeError) as error:
        raise InputError(f"'{field}' is no ISO 8601 date or time: {value!r}") from error


@stage_command.command("read", epilog="\b\nExamples:\n  beatbook stage read < pages.jsonl > articles.jsonl\n")
@click.option("--host", is_flag=True, help="Group pages by the line's `host` instead of the address's host.")
def read(host: bool) -> None:
    """Pages in, articles out."""
    from beatbook.read.batch import PageInput, read_pages

    asked: deque[Any] = deque()

    def pages() -> Iterator[PageInput]:
        for row in rows():
            body: bytes | ReadError
            fetched = None
            try:
                if row.get("id") is None:
                    raise InputError("'id' is missing")
                body, fetched = body_of(row, "html"), moment_of(row, "fetched")
            except InputError as error:
                body = ReadError(str(error))
            asked.append(row.get("id"))
            url = row.get("url") if isinstance(row.get("url"), str) else None
            group = str(row["host"]) if host and row.get("host") is not None else None
            yield PageInput(str(row.get("id")), body, url=url, host=group, fetched=fetched)

    def answers() -> Iterator[Row]:
        for page in read_pages(pages()):
            key = asked.popleft()
            if page.reading is None:
                yield {"id": key, "refused": str(page.refused)}
            else:
                yield lines.reading_out(key, page.reading)

    write(answers())


@stage_command.command(
    "file", epilog="\b\nExamples:\n  beatbook stage file --beat beats/harbour.toml < articles.jsonl\n"
)
@click.option(
    "--beat",
    "beats",
    multiple=True,
    required=True,
    type=click.Path(path_type=Path),
    help="A beat's file; repeatable.",
)
def file(beats: tuple[Path, ...]) -> None:
    """Article lines in, filings out: one for each article and beat that it belongs to."""
    from beatbook.filing.beatfile import read_beat
    from beatbook.filing.match import Matcher

    matcher = Matcher([read_beat(path) for path in beats])

    def handle(row: Row) -> Iterator[Row]:
        for filing in matcher.file(lines.article_in(row)):
            yield lines.filing_out(row["id"], filing)

    each(handle)


class ScratchFiles:
    """Temporary files that go with the process, so that memory does not hold what a whole stream leaves behind."""

    def __init__(self) -> None:
        self._files = ExitStack()

    def __enter__(self) -> ScratchFiles:
        return self

    def __exit__(self, *_: object) -> None:
        self._files.close()

    def new(self) -> ScratchFile:
        return self._files.enter_context(closing(ScratchFile()))


class ScratchFile:
    """A `filing.scratch.Scratch`."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(buffering=1 << 18)  # noqa: SIM115 -- closed by `close`
        self._size = self._written = 0

    def append(self, data: bytes) -> None:
        self._file.write(data)
        self._size += len(data)

    def read(self, start: int, length: int) -> bytes:
        if start + length > self._written:
            self._file.flush()
            self._written = self._size
        return os.pread(self._file.fileno(), length, start)

    def close(self) -> None:
        self._file.close()


@stage_command.command("copies", epilog="\b\nExamples:\n  beatbook stage copies < articles.jsonl\n")
def copies() -> None:
    """Article lines in, for each whose copy it is, by those before it."""
    from beatbook.filing.remembered import Copies
    from beatbook.work.deciders import copies_judge

    with ScratchFiles() as files:
        known = Copies(copies_judge(), files.new)

        def handle(row: Row) -> Iterator[Row]:
            yield lines.copy_out(row["id"], known.add(lines.article_in(row)).copy)

        each(handle)


@stage_command.command("stories", epilog="\b\nExamples:\n  beatbook stage stories < articles.jsonl\n")
def stories() -> None:
    """Article lines in, the story of each out, by those before it."""
    from beatbook.work.decided import Decided

    with ScratchFiles() as files:
        decided = Decided(files.new)

        def handle(row: Row) -> Iterator[Row]:
            yield lines.grouping_out(row["id"], decided.add(lines.article_in(row)))

        each(handle)


@stage_command.command("brief", epilog="\b\nExamples:\n  beatbook stage brief --words 110 < articles.jsonl\n")
@click.option(
    "--words",
    type=click.IntRange(1, 10_000),
    default=110,
    show_default=True,
    help="Words of a brief, at most.",
)
def brief(words: int) -> None:
    """Article lines with their `story` in, the brief of each story out."""
    from beatbook.filing.scratch import Texts
    from beatbook.work.briefs import Briefs

    with ScratchFiles() as files:
        briefs = Briefs(Texts(files.new()))
        stories: dict[str, Any] = {}
        ids: dict[str, Any] = {}

        def answers() -> Iterator[Row]:
            for row in rows():
                try:
                    article, story = cited_article(row), row.get("story")
                    if isinstance(story, bool) or not isinstance(story, (str, int)) or story == "":
                        raise InputError("'story' is missing")
                except BeatbookError as error:
                    yield {"id": row.get("id"), "refused": str(error)}
                    continue
                if not isinstance(row["id"], str):
                    ids[article.id] = row["id"]
                stories.setdefault(str(story), story)
                briefs.add(str(story), article)
            for key, written in briefs.written(words):
                yield lines.brief_out(stories[key], written, ids)

        write(answers())


def with_stories(
    add: Callable[[Article, str | None], object], ids: dict[str, Any], stories: dict[str, Any]
) -> Iterator[Row]:
    """Add every line that can be used, with the story that it names, and answer the others. What was given as no text goes into
    `ids` and `stories`, by the text that stands for it."""
    for row in rows():
        try:
            article, story = cited_article(row), row.get("story")
            named = story is not None and not isinstance(story, (bool, list, dict)) and story != ""
            add(article, str(story) if named else None)
        except BeatbookError as error:
            yield {"id": row.get("id"), "refused": str(error)}
            continue
        if not isinstance(row["id"], str):
            ids[article.id] = row["id"]
        if named and not isinstance(story, str):
            stories.setdefault(str(story), story)


@stage_command.command(
    "timeline",
    epilog="""\b
Examples:
  beatbook stage timeline --from 2020-10-01 --to 2020-10-31 --query "harbour strike" < articles.jsonl
""",
)
@click.option(
    "--from", "first", type=click.DateTime(["%Y-%m-%d"]), help="First day; of all articles if none is given."
)
@click.option("--to", "last", type=click.DateTime(["%Y-%m-%d"]), help="Last day.")
@click.option(
    "--events",
    type=click.IntRange(1, 10_000),
    help="Events, at most; as many as the matter deserves if not given.",
)
@click.option(
    "--sentences",
    type=click.IntRange(1, 100),
    default=2,
    show_default=True,
    help="Sentences of an event, at most.",
)
@click.option("--query", default="", help="Words that say what the timeline is about.")
def timeline(
    first: datetime | None, last: datetime | None, events: int | None, sentences: int, query: str
) -> None:
    """Article lines in, the events of a period out, by their days."""
    from beatbook.filing.scratch import Texts
    from beatbook.work.timelines import Timelines

    if first and last and first > last:
        raise click.BadParameter("the first day lies after the last", param_hint="--from")
    with ScratchFiles() as files:
        timelines = Timelines(Texts(files.new()), query.split())
        stories: dict[str, Any] = {}
        ids: dict[str, Any] = {}

        def answers() -> Iterator[Row]:
            yield from with_stories(timelines.add, ids, stories)
            days = (first.date() if first else None, last.date() if last else None)
            for event in timelines.written(*days, events, sentences):
                yield lines.event_out(event, ids, stories)

        write(answers())


@stage_command.command(
    "announcements",
    epilog="""\b
Examples:
  beatbook stage announcements --as-of 2020-11-05 < articles.jsonl
""",
)
@click.option(
    "--as-of",
    "as_of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day from which one looks ahead; that of the newest article if not given.",
)
def announcements(as_of: datetime | None) -> None:
    """Article lines in, what they say is ahead out, by its days."""
    from beatbook.work.timelines import NO_DAY
    from beatbook.writing.announced import Announced
    from beatbook.writing.announcing import announcings
    from beatbook.writing.candidates import Ears

    ears = Ears()
    announced = Announced(ears)
    asked = as_of.date() if as_of else None
    ids: dict[str, Any] = {}

    def answers() -> Iterator[Row]:
        newest = None
        for row in rows():
            try:
                article = cited_article(row)
                if article.version.published is None:
                    raise InputError(NO_DAY)
            except BeatbookError as error:
                yield {"id": row.get("id"), "refused": str(error)}
                continue
            day = article.version.published.day
            newest = max(newest or day, day)
            if asked is None or day <= asked:
                if not isinstance(row["id"], str):
                    ids[article.id] = row["id"]
                announced.add(announcings(article, day, ears))
        if day_of := asked or newest:
            for announcement in announced.ahead(day_of):
                yield lines.announcement_out(announcement, ids)

    write(answers())


@stage_command.command(
    "figures",
    epilog="\b\nExamples:\n  beatbook stage figures --figure arrivals.toml < articles.jsonl\n",
)
@click.option(
    "--figure",
    "files",
    multiple=True,
    required=True,
    type=click.Path(path_type=Path),
    help="A figure's file; repeatable.",
)
def figures(files: tuple[Path, ...]) -> None:
    """Article lines in, what each states of the figures out; copies of lines before it say nothing of their own."""
    from beatbook.filing.figurefile import read_figure
    from beatbook.filing.remembered import Copies
    from beatbook.work.deciders import copies_judge
    from beatbook.work.timelines import NO_DAY
    from beatbook.writing.candidates import Ears
    from beatbook.writing.figures import Statements, Wanted, observations

    ears = Ears()
    wanted = [Wanted.of(read_figure(path)) for path in files]
    slugs = [one.figure.slug for one in wanted]
    if twice := next((slug for slug in slugs if slugs.count(slug) > 1), None):
        raise InputError(f"two figures '{twice}': give one of them another 'slug'")
    with ScratchFiles() as scratch:
        known = Copies(copies_judge(), scratch.new)

        def handle(row: Row) -> Iterator[Row]:
            article = cited_article(row)
            if article.version.published is None:
                raise InputError(NO_DAY)
            if known.add(article).copy.origin is not None:
                return
            day = article.version.published.day
            said = Statements(article, day, ears)
            for figure in wanted:
                for one in observations(article, figure, day, ears, said=said):
                    yield lines.observation_out(one, {article.id: row["id"]})

        each(handle)


@stage_command.command(
    "review",
    epilog="""\b
Examples:
  beatbook stage review --beat beats/harbour.toml --period 2026-09 < articles.jsonl
  beatbook stage review --beat beats/harbour.toml --period 2026-W38 < articles.jsonl
""",
)
@click.option("--beat", type=click.Path(path_type=Path), required=True, help="The beat's file.")
@click.option(
    "--period",
    required=True,
    help="A month (2026-09), year (2026), quarter (2026-Q3), ISO week (2026-W38) or days (2026-09-03..2026-09-17).",
)
def review(beat: Path, period: str) -> None:
    """Article lines in, the review of a period out."""
    from beatbook import periods
    from beatbook.filing.beatfile import read_beat
    from beatbook.work.review_lines import review_out
    from beatbook.work.reviews import Reviews

    asked, known = periods.named(period), read_beat(beat)
    with ScratchFiles() as files:
        reviews = Reviews(known, files.new)
        stories: dict[str, Any] = {}
        ids: dict[str, Any] = {}

        def answers() -> Iterator[Row]:
            yield from with_stories(reviews.add, ids, stories)
            yield review_out(reviews.written(asked), ids, stories)

        write(answers())


@stage_command.command("feed", epilog="\b\nExamples:\n  beatbook stage feed < feeds.jsonl\n")
def feed() -> None:
    """Feeds in, their entries out."""
    from beatbook.gather.feeds import parse_feed

    def handle(row: Row) -> Iterator[Row]:
        kind, url = text_of(row, "content_type"), text_of(row, "url")
        reading = parse_feed(body_of(row, "body"), content_type=kind or "", url=url or "")
        yield {
            "id": row["id"],
            "title": reading.title,
            "entries": [lines.entry_out(e) for e in reading.entries],
            "problems": list(reading.problems),
        }

    each(handle)


@stage_command.command(
    "sentences",
    epilog="""\b
Examples:
  echo '{"id": 1, "text": "Dr. Kim left. She did not return."}' | beatbook stage sentences
""",
)
def sentences() -> None:
    """Texts in, the spans of their sentences out."""
    from beatbook.read.sentences import sentences as split

    def handle(row: Row) -> Iterator[Row]:
        text = whole_text(row)
        language = row.get("language") if isinstance(row.get("language"), str) else None
        yield {"id": row["id"], "sentences": [{"start": a, "end": b} for a, b in split(text, language)]}

    each(handle)


@stage_command.command(
    "dates",
    epilog="""\b
Examples:
  echo '{"id": 1, "text": "It opens on Tuesday.", "reference": "2020-11-05"}' | beatbook stage dates
""",
)
def dates() -> None:
    """Texts with the day they are of in, the dates and ranges that they mention out."""
    from beatbook.read.when import dates as found

    def handle(row: Row) -> Iterator[Row]:
        text, moment = whole_text(row), moment_of(row, "reference")
        if moment is None:
            raise InputError("'reference' is missing")
        yield lines.dates_out(row["id"], found(text, moment.date(), text_of(row, "language")))

    each(handle)


@stage_command.command(
    "evidence",
    epilog="""\b
Examples:
  echo '{"id": 1, "sentence": "Two died.", "evidence": ["Three people died."]}' | beatbook stage evidence
""",
)
def evidence() -> None:
    """Sentences with the texts they cite in, whether they are borne out, and what is not."""
    from beatbook.writing.evidence import check

    def handle(row: Row) -> Iterator[Row]:
        sentence, texts, moment = row.get("sentence"), row.get("evidence"), moment_of(row, "day")
        if not isinstance(sentence, str):
            raise InputError("'sentence' is missing or not text")
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise InputError("'evidence' is missing or no list of texts")
        day = None if moment is None else moment.date()
        yield lines.verdict_out(row["id"], check(sentence, texts, language=text_of(row, "language"), day=day))

    each(handle)
