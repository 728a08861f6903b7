"""Reviews on the command line: a beat's period, drafted from the archive, checked and published."""

from __future__ import annotations

from pathlib import Path

import click

from beatbook import periods
from beatbook.cli.common import desk_option, known_beats, open_desk
from beatbook.cli.piece import form_options, give, say_faults, say_published
from beatbook.cli.story import WHO
from beatbook.errors import InputError
from beatbook.model import Tier


@click.command(
    "review",
    epilog="""\b
Examples:
  beatbook review the-strait 2020-11                        draft it, or show its draft
  beatbook review the-strait 2020-W45 --again               draft it anew
  beatbook review the-strait 2020-11 --out november.md      to be changed: beatbook piece edit
  beatbook review the-strait 2020-11 --publish
  beatbook review the-strait 2020-Q4 --tier members --publish
  beatbook review the-strait 2020-11-03..2020-11-17 --json
""",
)
@click.argument("beat")
@click.argument("period")
@desk_option
@click.option(
    "--again", is_flag=True, help="Draft it anew, though there is a draft: what was changed in it is lost."
)
@click.option("--publish", is_flag=True, help="Publish it, if every sentence of it stands.")
@click.option(
    "--tier",
    type=click.Choice([tier.value for tier in Tier]),
    help="Who may read it, of a new draft [default: as the beat].",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write it to this file; .txt and .json by its name.",
)
@form_options
def review_command(
    beat: str,
    period: str,
    folder: str | None,
    again: bool,
    publish: bool,
    tier: str | None,
    out: Path | None,
    form: str | None,
) -> None:
    """The account of a beat's week, month or year, drafted and published.

    PERIOD is a month (2020-11), a week (2020-W45), a quarter (2020-Q4), a year (2020), a day (2020-11-03), or days
    (2020-11-03..2020-11-17). The review of BEAT is drafted from the archive; where there is a draft, that is shown as it is. Months end
    where the desk's time zone says. What is printed is the file that can be changed; what is to be said of it goes to standard
    error."""
    with open_desk(folder) as desk:
        known_beats(desk, (beat,))
        of = periods.named(period)
        if desk.today() <= of.days.last:
            click.echo(f"{of.name} is not over: this is how far it goes.", err=True)
        pieces = desk.pieces()
        chosen = Tier(tier) if tier else None
        draft = pieces.draft_review(beat, of, WHO, desk.now(), again=again, tier=chosen)
        if chosen and draft.piece.tier is not chosen:
            raise InputError(
                f'the draft that there is says tier = "{draft.piece.tier.value}": change it there, or draft it --again'
            )
        if not publish:
            say_faults(pieces.faults(draft))
            give(pieces, draft, form or (None if out else "markdown"), out)
            return
        edition = pieces.publish(beat, draft.piece.slug, draft.number, WHO, desk.now())
        say_published(edition)
        if form or out:
            give(pieces, edition, form, out)
