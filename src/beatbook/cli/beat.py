"""Beats: their files, their rules, and filing anew."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from beatbook.cli.common import Progress, count, desk_option, open_desk
from beatbook.errors import BeatError
from beatbook.filing.beatfile import parse_beat, read_beat, write_beat
from beatbook.filing.rule import parse, small_operators
from beatbook.model import SLUG, Beat, Tier
from beatbook.work.decide import slug_of


@click.group(
    "beat",
    epilog="\b\nExamples:\n  beatbook beat add --title 'The Harbour' --rule 'harbour AND strike'\n  beatbook beat list\n",
)
def beat_command() -> None:
    """Add, check and list beats."""


@beat_command.command(
    "add",
    epilog="""\b
Examples:
  beatbook beat add --title "The Harbour" --rule 'harbour AND (strike OR dredg*)'
  beatbook beat add my-beat.toml       copy a beat's file into the desk
""",
)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@desk_option
@click.option("--title", help="What the beat is called on its page.")
@click.option("--rule", help="What belongs to it, in the rule language.")
@click.option("--slug", default="", help="Its key in addresses [default: made from the title].")
@click.option("--description", default="", help="A line under the title.")
@click.option("--language", default="en", show_default=True, help="The language of the beat's page.")
@click.option("--members", is_flag=True, help="The beat is for members.")
def add(
    file: Path | None,
    folder: str | None,
    title: str | None,
    rule: str | None,
    slug: str,
    description: str,
    language: str,
    members: bool,
) -> None:
    """Add a beat, from a file or from the options; what is in the archive is filed under it at once."""
    with open_desk(folder) as desk:
        if file is not None:
            beat = read_beat(file)
            text = file.read_text(encoding="utf-8")
        elif title and rule:
            slug = slug or slug_of(title)
            if slug.startswith("source-") and "source" not in title.lower():
                raise BeatError(f"no slug can be made of '{title}': give one with --slug")
            if not SLUG.fullmatch(slug):
                raise BeatError(f"'{slug}' cannot be a slug: lower-case letters, digits and single hyphens")
            beat = Beat(slug, title, rule, description, language, Tier.MEMBERS if members else Tier.OPEN)
            text = write_beat(beat)
            beat = parse_beat(text, "the beat")
        else:
            raise click.UsageError("give a FILE, or --title and --rule")
        for term in small_operators(parse(beat.rule)):
            click.echo(f"'{term.written}' is taken as a word: operators are written in capitals.", err=True)
        path = desk.folder / "beats" / f"{beat.slug}.toml"
        if path.exists() or beat.slug in {read_beat(p).slug for p in desk.beat_files()}:
            raise BeatError(f"{path}: there is a beat of that slug already; change its file instead")
        path.write_text(text, encoding="utf-8")
        desk.load_beats()
        filed = desk.store.counts().beats.get(beat.slug, 0)
        click.echo(f"{beat.title} ({path}): {count(filed, 'article')} of the archive filed under it.")


@beat_command.command("list", epilog="\b\nExamples:\n  beatbook beat list\n")
@desk_option
def list_beats(folder: str | None) -> None:
    """The beats of the desk and how many articles each has."""
    with open_desk(folder) as desk:
        desk.load_beats()
        filed = desk.store.counts().beats
        for beat in desk.store.beats():
            click.echo(f"{filed.get(beat.slug, 0):>9,}  {beat.slug}: {beat.title}")


@beat_command.command("check", epilog="\b\nExamples:\n  beatbook beat check beats/*.toml\n")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """Check beats' files without touching a desk."""
    bad = False
    for file in files:
        try:
            beat = read_beat(file)
            click.echo(f"{file}: {beat.title}, {count(len(beat.watches), 'source')}: fine")
        except BeatError as error:
            bad = True
            click.echo(f"beatbook: {error}", err=True)
    if bad:
        sys.exit(BeatError.exit_code)


@click.command("refile", epilog="\b\nExamples:\n  beatbook refile\n")
@desk_option
def refile_command(folder: str | None) -> None:
    """File every article anew under the present rules."""
    progress = Progress()
    say: Callable[[int], None] = lambda done: progress(f"{done:,} articles looked at")  # noqa: E731
    with open_desk(folder) as desk:
        desk.load_beats()
        done = desk.refile(say, everything=True)
        progress.end()
        click.echo(f"{count(done, 'article')} looked at.")
        for slug, n in desk.store.counts().beats.items():
            click.echo(f"{n:>9,}  {slug}")
