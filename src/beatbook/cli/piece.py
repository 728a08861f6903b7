"""The desk's own pieces on the command line: listed, shown, drafted, changed, checked, published, and what came late."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from beatbook import periods
from beatbook.cli import pieceout
from beatbook.cli.common import count, desk_option, found_piece, known_beats, open_desk
from beatbook.cli.story import WHO, found_story
from beatbook.desk import Desk
from beatbook.errors import InputError
from beatbook.filing import piecefile
from beatbook.model import Citation, Document, Fault, PieceKind, PieceState, names
from beatbook.store.pieces import Draft, PieceEdition, PieceLine
from beatbook.work.pieces import Pieces

FORMS = {".json": "json", ".txt": "text"}
"""In which form a file is written, by its name; as Markdown if by none of these."""


@click.group(
    "piece",
    epilog="""\b
Examples:
  beatbook piece list the-strait
  beatbook piece show the-strait review-2020-11
  beatbook piece draft-timeline the-strait 2020-10 --publish
  beatbook piece edit the-strait review-2020-11 november.md
  beatbook piece publish the-strait review-2020-11
  beatbook piece late
""",
)
def piece_command() -> None:
    """What the desk itself writes: drafts, checks, editions, and late material.

    Reviews (beatbook review drafts them), timelines, what is new of figures, and what editors write."""


def form_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--markdown`, `--text` or `--json`, as `form`."""
    for form, says in (
        ("json", "Print it as JSON, with all that it rests on."),
        ("text", "Print it as plain text."),
        ("markdown", "Print the file that can be changed."),
    ):
        command = click.option(f"--{form}", "form", flag_value=form, help=says)(command)
    return command


def give(pieces: Pieces, kept: Draft | PieceEdition, form: str | None, out: Path | None) -> None:
    """Print a piece in this form, or write it to a file, in the form that the file's name says if none is given."""
    form = form or (FORMS.get(out.suffix.lower(), "markdown") if out else "text")
    if form == "json":
        text = json.dumps(_as_json(kept), ensure_ascii=False, indent=2) + "\n"
    else:
        text = pieces.text_of(kept) if form == "markdown" else _as_text(kept)
    text = text.rstrip("\n") + "\n"
    if out is None:
        click.echo(text, nl=False)
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"{out}: cannot be written: {error.strerror}") from error
    click.echo(f"Written to {out}.", err=True)


def say_faults(found: Sequence[Fault]) -> None:
    """Which sentences keep a draft from being published, to standard error."""
    if found:
        click.echo(f"It cannot be published yet, for {count(len(found), 'sentence')}:", err=True)
    for fault in found:
        click.echo(f"  {' '.join(fault.sentence.split())}\n    {fault.why}", err=True)


def say_published(edition: PieceEdition) -> None:
    piece, cited = edition.piece, len(edition.document.citations)
    click.echo(
        f"Published: {edition.document.title}\n"
        f"{piece.slug}, edition {edition.number}, signed by {names(edition.byline)}, {piece.tier.value}, {count(cited, 'citation')}",
        err=True,
    )


def _as_text(kept: Draft | PieceEdition) -> str:
    text = piecefile.plain(kept.document)
    if isinstance(kept, PieceEdition):
        for addendum in kept.addenda:
            text = f"{text.rstrip()}\n\n{piecefile.plain(addendum.document)}"
    return text


def _as_json(kept: Draft | PieceEdition) -> dict[str, object]:
    piece = kept.piece
    found: dict[str, object] = {
        "beat": piece.beat,
        "slug": piece.slug,
        "kind": piece.kind.value,
        "tier": piece.tier.value,
        "language": piece.language,
    }
    if piece.period:
        found |= {"from": piece.period.first.isoformat(), "to": piece.period.last.isoformat()}
    if isinstance(kept, Draft):
        found |= {"draft": kept.number, "changed_at": kept.changed_at.isoformat(), "who": kept.who}
        found["byline"] = [name.name for name in piece.byline]
        return found | _document_out(kept.document)
    found |= {"edition": kept.number, "at": kept.at.isoformat(), "digest": kept.digest}
    found["byline"] = [name.name for name in kept.byline]
    found |= _document_out(kept.document)
    found["addenda"] = [
        {"number": a.number, "at": a.at.isoformat()} | _document_out(a.document) for a in kept.addenda
    ]
    return found


def _document_out(document: Document) -> dict[str, object]:
    return {
        "title": document.title,
        "deck": document.deck,
        "body": document.body,
        "citations": [_citation_out(c) for c in document.citations],
        "charts": [c.figure.slug for c in document.charts],
    }


def _citation_out(citation: Citation) -> dict[str, object]:
    found: dict[str, object] = {"label": citation.label, "words": citation.words}
    if (span := citation.span) is None:
        return found | {"counted": True}
    return found | {
        "article": span.article,
        "version": span.version,
        "start": span.start,
        "end": span.end,
        "source": citation.source,
        "headline": citation.headline,
        "url": citation.url,
        "day": citation.day.isoformat() if citation.day else None,
    }


# ---- what there is -------------------------------------------------------------------------------------------------------


@piece_command.command(
    "list",
    epilog="""\b
Examples:
  beatbook piece list
  beatbook piece list the-strait --kind review
  beatbook piece list --drafts
""",
)
@click.argument("beat", required=False)
@desk_option
@click.option("--drafts", is_flag=True, help="Only what has a draft.")
@click.option("--kind", type=click.Choice([k.value for k in PieceKind]), help="Only pieces of this kind.")
def list_(beat: str | None, folder: str | None, drafts: bool, kind: str | None) -> None:
    """The pieces of BEAT, or of all beats: what has a draft, then what is published, the latest first."""
    with open_desk(folder) as desk:
        known_beats(desk, (beat,) if beat else ())
        kinds = (PieceKind(kind),) if kind else ()
        found = _all(desk, beat, kinds)
        shown = [line for line in found if line.draft or not drafts]
        for line in shown:
            click.echo(_line(line, desk.settings.desk.zone))
        if not shown:
            what = "has a draft" if drafts else "is there yet"
            click.echo(f"Nothing {what}: beatbook review BEAT PERIOD drafts a review.")


def _all(desk: Desk, beat: str | None, kinds: tuple[PieceKind, ...]) -> list[PieceLine]:
    found: list[PieceLine] = []
    while more := desk.store.pieces(beat, kinds=kinds, states=tuple(PieceState), offset=len(found)):
        found += more
    return found


def _line(line: PieceLine, zone: ZoneInfo) -> str:
    day = line.published_at.astimezone(zone).date().isoformat() if line.published_at else " " * 10
    state = {PieceState.DRAFT: "draft", PieceState.WITHDRAWN: "withdrawn"}.get(line.state, "")
    if line.state is PieceState.PUBLISHED and line.draft:
        state = "changed"
    tier = "" if line.piece.tier.value == "open" else f" ({line.piece.tier.value})"
    return f"{day}  {state:9}  {line.piece.beat}  {line.piece.slug}{tier}\n{' ' * 23}{line.title}"


@piece_command.command(
    "show",
    epilog="""\b
Examples:
  beatbook piece show the-strait review-2020-11
  beatbook piece show the-strait review-2020-11 --markdown > november.md
  beatbook piece show the-strait review-2020-11 --edition 1 --json
""",
)
@click.argument("beat")
@click.argument("slug")
@desk_option
@click.option(
    "--edition",
    type=click.IntRange(1),
    help="As it was published then [default: its draft, else the last one].",
)
@form_options
def show(beat: str, slug: str, folder: str | None, edition: int | None, form: str | None) -> None:
    """A piece as text, or otherwise: its draft if it has one."""
    with open_desk(folder) as desk:
        line = found_piece(desk, beat, slug)
        pieces = desk.pieces()
        kept = None if edition else desk.store.draft_of(beat, slug)
        if kept is not None:
            click.echo(f"The draft as of {kept.changed_at:%Y-%m-%d %H:%M} UTC, by {kept.who}.", err=True)
            give(pieces, kept, form, None)
            return
        published = desk.store.piece_edition(beat, slug, edition)
        if published is None:
            raise InputError(f"'{slug}' has {count(line.editions, 'edition')}")
        if line.state is PieceState.WITHDRAWN:
            click.echo(f"It was withdrawn: {line.why}", err=True)
        for citation, what in pieces.changed(published).items():
            says = (
                "its words are in the article no more"
                if what == "changed"
                else "the article is none any more"
            )
            click.echo(f"[{citation.label}] {says}: “{citation.words}”", err=True)
        give(pieces, published, form, None)


# ---- drafting -------------------------------------------------------------------------------------------------------------

AGAIN = click.option("--again", is_flag=True, help="Draft it anew: what was changed in the draft is lost.")
PUBLISH = click.option("--publish", is_flag=True, help="Publish it, if every sentence of it stands.")


def _drafted(desk: Desk, pieces: Pieces, draft: Draft, form: str | None, publish: bool) -> None:
    if not publish:
        say_faults(pieces.faults(draft))
        give(pieces, draft, form or "markdown", None)
        return
    edition = pieces.publish(draft.piece.beat, draft.piece.slug, draft.number, WHO, desk.now())
    say_published(edition)
    if form:
        give(pieces, edition, form, None)


@piece_command.command(
    "draft-timeline",
    epilog="""\b
Examples:
  beatbook piece draft-timeline the-strait 2020-10
  beatbook piece draft-timeline the-strait 2020-10-01..2020-11-15 --publish
""",
)
@click.argument("beat")
@click.argument("period")
@desk_option
@AGAIN
@PUBLISH
@form_options
def draft_timeline(
    beat: str, period: str, folder: str | None, again: bool, publish: bool, form: str | None
) -> None:
    """Draft the timeline of PERIOD in BEAT as a piece, or show its draft."""
    with open_desk(folder) as desk:
        known_beats(desk, (beat,))
        pieces = desk.pieces()
        draft = pieces.draft_timeline(beat, periods.read(period), WHO, desk.now(), again=again)
        _drafted(desk, pieces, draft, form, publish)


@piece_command.command(
    "draft-figure",
    epilog="""\b
Examples:
  beatbook piece draft-figure the-strait arrivals
  beatbook piece draft-figure the-strait arrivals --publish
""",
)
@click.argument("beat")
@click.argument("figure")
@desk_option
@AGAIN
@PUBLISH
@form_options
def draft_figure(
    beat: str, figure: str, folder: str | None, again: bool, publish: bool, form: str | None
) -> None:
    """Draft what is new of FIGURE in BEAT since its last update, or show its draft."""
    with open_desk(folder) as desk:
        known_beats(desk, (beat,))
        pieces = desk.pieces()
        draft = pieces.draft_figure(beat, figure, WHO, desk.now(), again=again)
        _drafted(desk, pieces, draft, form, publish)


# ---- changing and publishing ----------------------------------------------------------------------------------------------


@piece_command.command(
    "edit",
    epilog="""\b
Examples:
  beatbook piece show the-strait review-2020-11 --markdown > november.md
  beatbook piece edit the-strait review-2020-11 november.md
  beatbook piece edit the-strait what-the-count-says analysis.md
""",
)
@click.argument("beat")
@click.argument("slug")
@click.argument("file", type=click.File(encoding="utf-8"))
@desk_option
@click.option(
    "--base",
    type=click.IntRange(0),
    help="The number of the draft that was changed; another one is not overwritten.",
)
def edit(beat: str, slug: str, file: Any, folder: str | None, base: int | None) -> None:
    """Keep FILE (Markdown; - for standard input) as the draft of a piece. A SLUG that is new makes a new analysis.

    What its sentences cite is looked up again; docs/guide/pieces.md says how a file cites."""
    try:
        text = file.read()
    except UnicodeDecodeError as error:
        raise InputError(f"{file.name}: is no UTF-8 text") from error
    with open_desk(folder) as desk:
        known_beats(desk, (beat,))
        kept = desk.store.draft_of(beat, slug)
        stands = kept.number if kept else 0
        pieces = desk.pieces()
        draft = pieces.save(beat, slug, text, stands if base is None else base, WHO, desk.now())
        click.echo(
            f"Kept as draft {draft.number} of {slug}: {count(len(draft.document.citations), 'citation')}."
        )
        say_faults(pieces.faults(draft))


@piece_command.command(
    "check",
    epilog="""\b
Examples:
  beatbook piece check the-strait review-2020-11
""",
)
@click.argument("beat")
@click.argument("slug")
@desk_option
def check(beat: str, slug: str, folder: str | None) -> None:
    """Whether the draft of a piece may be published: which sentences keep it from it, and why. Then it ends with 1."""
    with open_desk(folder) as desk:
        pieces = desk.pieces()
        found = pieces.faults(_draft(desk, beat, slug))
        say_faults(found)
        if found:
            raise SystemExit(1)
        click.echo("Every sentence stands.")


def _draft(desk: Desk, beat: str, slug: str) -> Draft:
    found_piece(desk, beat, slug)
    draft = desk.store.draft_of(beat, slug)
    if draft is None:
        raise InputError(f"'{slug}' has no draft")
    return draft


@piece_command.command(
    "publish",
    epilog="""\b
Examples:
  beatbook piece publish the-strait review-2020-11
""",
)
@click.argument("beat")
@click.argument("slug")
@desk_option
def publish(beat: str, slug: str, folder: str | None) -> None:
    """Publish the draft of a piece, if every sentence of it stands."""
    with open_desk(folder) as desk:
        draft = _draft(desk, beat, slug)
        say_published(desk.pieces().publish(beat, slug, draft.number, WHO, desk.now()))


@piece_command.command(
    "withdraw",
    epilog="""\b
Examples:
  beatbook piece withdraw the-strait review-2020-11 "The count was another beat's."
  beatbook piece withdraw the-strait review-2020-11 --undo
""",
)
@click.argument("beat")
@click.argument("slug")
@click.argument("why", required=False)
@desk_option
@click.option("--undo", is_flag=True, help="Have it back.")
def withdraw(beat: str, slug: str, why: str | None, folder: str | None, undo: bool) -> None:
    """Take a published piece back: its address says so, and WHY."""
    said = " ".join((why or "").split())
    if bool(said) == undo:
        raise InputError("say WHY, or --undo")
    with open_desk(folder) as desk:
        found_piece(desk, beat, slug)
        desk.pieces().withdraw(beat, slug, said, WHO, desk.now(), undo)
        click.echo("It is there again." if undo else "Withdrawn.")


@piece_command.command(
    "drop",
    epilog="""\b
Examples:
  beatbook piece drop the-strait review-2020-11
""",
)
@click.argument("beat")
@click.argument("slug")
@desk_option
def drop(beat: str, slug: str, folder: str | None) -> None:
    """Give up the draft of a piece. What was published stays."""
    with open_desk(folder) as desk:
        _draft(desk, beat, slug)
        desk.pieces().drop(beat, slug, WHO, desk.now())
        click.echo("The draft is given up.")


# ---- stories that are told, and late material -------------------------------------------------------------------------------


@piece_command.command(
    "pin",
    epilog="""\b
Examples:
  beatbook piece pin the-strait a1b2c3
  beatbook piece pin the-strait a1b2c3 --undo
""",
)
@click.argument("beat")
@click.argument("story")
@desk_option
@click.option("--undo", is_flag=True, help="Let it weigh as others do.")
def pin(beat: str, story: str, folder: str | None, undo: bool) -> None:
    """Say for good that a STORY (its key, or that of an article in it) is told in every review of BEAT that it has articles in."""
    with open_desk(folder) as desk:
        known_beats(desk, (beat,))
        key = found_story(desk, story).key
        desk.pin_story(beat, key, WHO, undo=undo)
        click.echo("Let go." if undo else f"The story {key} is pinned.")


@piece_command.command(
    "late",
    epilog="""\b
Examples:
  beatbook piece late
""",
)
@desk_option
def late(folder: str | None) -> None:
    """Append to published reviews what came in late for their periods. A desk that gathers does this by itself."""
    with open_desk(folder) as desk:
        done = desk.look_after_pieces()
        click.echo(f"{count(done.appended, 'addendum', 'addenda')} appended.")
        if done.drafted:
            click.echo(f"{count(done.drafted, 'review')} drafted: beatbook piece list --drafts")


# ---- on their way out -------------------------------------------------------------------------------------------------------

piece_command.add_command(pieceout.pdf)
piece_command.add_command(pieceout.mail)
