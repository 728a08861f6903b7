"""The desk itself: make it, see how it stands, check it."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click

from beatbook.cli.common import count, desk_option, folder_of, open_desk
from beatbook.desk import Desk
from beatbook.errors import BeatbookError, BeatError
from beatbook.model import OUTCOME_WORDS, Feed, Outcome
from beatbook.store.editions import BRIEF
from beatbook.store.figures import OBSERVE
from beatbook.store.intents import GROUP
from beatbook.store.rows import READ_AGAIN


@click.command(
    "init",
    epilog="""\b
Examples:
  beatbook init my-desk
  beatbook init my-desk --name "The Harbour Desk" --with north-korean-defectors
""",
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", default="", help="The name in the masthead.")
@click.option(
    "--with", "beats", multiple=True, metavar="BEAT", help="A beat that Beatbook ships; repeat for several."
)
def init_command(folder: Path, name: str, beats: tuple[str, ...]) -> None:
    """Make a new desk in a folder."""
    shipped = shipped_beats()
    for beat in beats:
        if beat not in shipped:
            raise click.BadParameter(
                f"no beat '{beat}' is shipped; there is: {', '.join(shipped)}", param_hint="--with"
            )
    Desk.init(folder, name)
    for beat in beats:
        shutil.copy(shipped[beat], folder / "beats" / f"{beat}.toml")
    with Desk.open(folder) as desk:
        desk.load_beats()
    click.echo(f"A desk is ready in {folder}.")
    click.echo(
        f"Next: cd {folder}, then "
        + ("beatbook run" if beats else "beatbook source add URL, beatbook beat add, beatbook run")
    )


def shipped_beats() -> dict[str, Path]:
    """The beats that come with the program, by slug."""
    here = Path(__file__).resolve().parent.parent
    folders = (here / "beats", here.parent.parent / "beats")
    return {path.stem: path for folder in reversed(folders) for path in sorted(folder.glob("*.toml"))}


SHOWN = 10
"""Reasons that `status` prints of each outcome."""


# ---- status ---------------------------------------------------------------------------------------------------------------


@click.command(
    "status",
    epilog="""\b
Examples:
  beatbook status
  beatbook status --json | jq .outcomes
""",
)
@desk_option
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def status_command(folder: str | None, as_json: bool) -> None:
    """What the desk has, and what came of every item."""
    with open_desk(folder) as desk:
        try:
            desk.load_beats()
        except BeatError as error:
            click.echo(f"beatbook: {error}", err=True)
        counts, feeds, now = desk.store.counts(), desk.store.feeds(), desk.now()
        if as_json:
            data = {
                "outcomes": {o.value: counts.outcomes.get(o, 0) for o in Outcome},
                "reasons": [
                    {"outcome": o.value, "reason": r, "n": n} for (o, r), n in sorted(counts.reasons.items())
                ],
                "beats": dict(counts.beats),
                "sources": counts.sources,
                "documents": counts.documents,
                "versions": counts.versions,
                "waiting": dict(counts.waiting),
                "embeddings": _embeddings_json(desk),
                "feeds": [_feed_json(f) for f in feeds],
            }
            click.echo(json.dumps(data, ensure_ascii=False, indent=2))
            return
        click.echo(f"{desk.settings.desk.name} ({desk.folder})")
        click.echo(
            f"{count(counts.sources, 'source')}, {count(counts.feeds, 'feed')}, {count(len(counts.beats), 'beat')}, "
            f"{count(counts.documents, 'document')}, {count(counts.versions, 'version')}"
        )
        click.echo(f"\n{count(sum(counts.outcomes.values()), 'item')}")
        for outcome in Outcome:
            if n := counts.outcomes.get(outcome, 0):
                click.echo(f"  {n:>9,}  {OUTCOME_WORDS[outcome]}")
                why = [(r, k) for (o, r), k in counts.reasons.items() if o is outcome]
                for reason, k in sorted(why, key=lambda x: -x[1])[:SHOWN]:
                    click.echo(f"  {'':>9}  {k:>9,} × {_reason(reason)}")
                if len(why) > SHOWN:
                    rest = sum(k for _, k in sorted(why, key=lambda x: -x[1])[SHOWN:])
                    click.echo(
                        f"  {'':>9}  {rest:>9,} × for other reasons; --json lists them, and each source's page"
                    )
        if counts.beats:
            click.echo("\nBeats")
            for slug, n in counts.beats.items():
                click.echo(f"  {n:>9,}  {slug}")
        if again := counts.waiting.get(READ_AGAIN):
            click.echo(f"\n{count(again, 'article')} to be read again")
        if new := counts.waiting.get(GROUP):
            click.echo(f"\n{count(new, 'article')} to be put into stories")
        if unobserved := counts.waiting.get(OBSERVE):
            click.echo(f"\n{count(unobserved, 'article')} to be read for figures")
        if briefs := counts.waiting.get(BRIEF):
            click.echo(f"\n{count(briefs, 'brief')} to be written")
        if reports := desk.store.open_reports():
            click.echo(f"\n{count(reports, 'report')} of errors to be looked at: beatbook brief reports")
        if desk.settings.embeddings.endpoint:
            click.echo(f"\nEmbeddings: {_embeddings(desk)}")
        lines = [line for f in feeds for line in _feed_lines(f, now)]
        if lines:
            click.echo("\nFeeds that need a look")
            for line in lines:
                click.echo(f"  {line}")
        if not feeds:
            click.echo("\nNothing is watched yet: beatbook source add URL")


def _embeddings(desk: Desk) -> str:
    """Whether articles are compared across languages by what a model says, and what came of it."""
    said, embedded = desk.settings.embeddings, desk.store.embedded()
    others = [
        f"{count(n, 'article')} with one of {name}, not used"
        for name, n in embedded.items()
        if name != said.name
    ]
    if not said.endpoint:
        return "; ".join(["none", *others])
    parts = [f"{said.name} at {said.endpoint}", f"{count(embedded.get(said.name, 0), 'article')} with one"]
    if failed := _failed(desk):
        parts.append(f"failed {failed['at'][:16].replace('T', ' ')} UTC, {failed['error']}")
    return "; ".join([*parts, *others])


def _embeddings_json(desk: Desk) -> dict[str, object]:
    said = desk.settings.embeddings
    return {
        "model": said.name or None,
        "near": said.near,
        "articles": dict(desk.store.embedded()),
        "failed": _failed(desk),
    }


def _failed(desk: Desk) -> dict[str, str] | None:
    """When and why the endpoint for embeddings failed, if it has not answered since."""
    from beatbook.work.embedder import FAILED

    said = desk.settings.embeddings
    row: dict[str, str] = json.loads(desk.store.fact(FAILED) or "{}")
    return row if said.endpoint and row.get("model") == said.name else None


def _reason(reason: str) -> str:
    from beatbook.gather.reasons import said

    return said(reason)


def _feed_json(feed: Feed) -> dict[str, object]:
    s = feed.state

    def when(moment: datetime | None) -> str | None:
        return moment.isoformat() if moment else None

    return {
        "source": feed.source,
        "url": feed.url,
        "status": s.status,
        "reason": s.reason,
        "failures": s.failures,
        "problems": list(s.problems),
        "disabled": s.disabled,
        "last_poll": when(s.last_poll),
        "last_success": when(s.last_success),
        "next_poll": when(s.next_poll),
        "hold_until": when(s.hold_until),
    }


def _feed_lines(feed: Feed, now: datetime) -> Iterator[str]:
    """What is wrong with a feed, if anything."""
    s = feed.state
    if s.disabled:
        yield f"{feed.source}: {feed.url} is no longer asked: {s.disabled}"
    elif s.reason:
        times = f", {s.failures} times in a row" if s.failures > 1 else ""
        yield f"{feed.source}: {feed.url}: {_reason(s.reason)}{times}"
    for problem in s.problems[:3]:
        yield f"{feed.source}: {feed.url}: {problem}"
    if s.hold_until and s.hold_until > now:
        yield f"{feed.source}: {feed.url}: asked to be left alone until {s.hold_until:%Y-%m-%d %H:%M} UTC"


# ---- doctor ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the doctor's list; `good` None means: for your information."""

    what: str
    says: str
    good: bool | None = None


LOW_DISK = 1024**3
"""Bytes free under which the doctor warns."""


@click.command(
    "doctor",
    epilog="""\b
Examples:
  beatbook doctor
  beatbook doctor --feeds     also ask every feed now, and say what it answers
""",
)
@desk_option
@click.option("--feeds", is_flag=True, help="Ask every feed now and say what it answers.")
def doctor_command(folder: str | None, feeds: bool) -> None:
    """Check the machine, the archive, the beats and the feeds."""
    bad = 0
    for check in _checks(folder_of(folder), feeds):
        mark = {True: "ok  ", False: "BAD ", None: "    "}[check.good]
        bad += check.good is False
        click.echo(f"{mark}{check.what}: {check.says}")
    if bad:
        click.echo(f"\n{count(bad, 'thing')} to mend.", err=True)
        sys.exit(1)


def _checks(folder: Path, ask: bool) -> Iterator[Check]:
    yield Check("Python", sys.version.split()[0], sys.version_info >= (3, 11))
    try:
        desk = Desk.open(folder)
    except BeatbookError as error:
        yield Check("desk", str(error), False)
        return
    with desk:
        facts = desk.store.facts()
        yield Check(
            "archive", f"{facts['engine']}, journal {facts['journal']}, schema {facts['schema']}", True
        )
        free = shutil.disk_usage(desk.folder).free
        yield Check("disk", f"{free / 1024**3:.1f} GB free in {desk.folder.resolve()}", free >= LOW_DISK)
        yield Check("time zone", desk.settings.desk.time_zone, True)
        contact = desk.settings.gather.contact
        yield Check(
            "contact",
            contact or "none set: webmasters cannot reach you ([gather] contact)",
            bool(contact) or None,
        )
        if desk.settings.web.base and desk.settings.web.editors == "local":
            yield Check(
                "editors' side",
                'open to browsers on this machine; behind a proxy, set [web] editors = "off"',
            )
        if desk.store.readers() and not desk.settings.web.base.startswith("https:"):
            yield Check(
                "readers",
                "their keys go over the network in the clear: serve the desk over https, and say so in [web] base",
            )
        model = desk.settings.model
        key = "with a key" if model.key else "no key"
        yield Check(
            "model", f"{model.name or 'none named'} at {model.endpoint}, {key}" if model.endpoint else "none"
        )
        yield Check("embeddings", _embeddings(desk), None if not _failed(desk) else False)
        beats: list[str] = []
        for path in desk.beat_files():
            from beatbook.filing.beatfile import read_beat

            try:
                beats.append(read_beat(path).slug)
                yield Check(f"beat {beats[-1]}", "its rule is understood", True)
            except BeatbookError as error:
                yield Check(f"beat {path.name}", str(error), False)
        for path in desk.figure_files.paths():
            try:
                slug = f"{path.parent.name}/{desk.figure_files.read(path, beats).slug}"
                yield Check(f"figure {slug}", "its words are understood", True)
            except BeatbookError as error:
                yield Check(f"figure {path.parent.name}/{path.name}", str(error), False)
        for slug, read in desk.calendars.check():
            says = read.wrong or f"{count(len(read.dates), 'date')} understood"
            yield Check(f"calendar {slug}", says, not read.wrong)
        for feed in desk.store.feeds():
            yield _feed_check(desk, feed) if ask else _known(feed, desk.now())


def _known(feed: Feed, now: datetime) -> Check:
    lines = list(_feed_lines(feed, now))
    if lines:
        return Check("feed", lines[0], False if feed.state.disabled or feed.state.reason else None)
    if feed.state.last_success is None:
        return Check("feed", f"{feed.source}: {feed.url}: not asked yet")
    return Check(
        "feed", f"{feed.source}: {feed.url}: answered {feed.state.last_success:%Y-%m-%d %H:%M} UTC", True
    )


def _feed_check(desk: Desk, feed: Feed) -> Check:
    import asyncio

    from beatbook.work.discover import ask_feed

    source = next(s for s in desk.store.sources() if s.slug == feed.source)

    async def ask() -> str:
        async with desk.client() as client:
            return await ask_feed(client, feed, frozenset(source.allow))

    try:
        return Check("feed", f"{feed.source}: {feed.url}: {asyncio.run(ask())}", True)
    except BeatbookError as error:
        return Check("feed", f"{feed.source}: {error}", False)
