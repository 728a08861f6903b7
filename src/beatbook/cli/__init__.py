"""The command line: one file per group of commands, imported only when one of them is asked for."""

from __future__ import annotations

import difflib
import importlib
import sys

import click

from beatbook import __version__
from beatbook.errors import BeatbookError, FetchError

COMMANDS = {
    "init": ("beatbook.cli.desk", "Make a new desk in a folder."),
    "source": ("beatbook.cli.source", "The sources to watch, and what was learned of them."),
    "beat": ("beatbook.cli.beat", "Add, check and list beats."),
    "run": ("beatbook.cli.run", "Gather on schedule and serve the desk's pages."),
    "gather": ("beatbook.cli.run", "Poll the feeds once and read what they list."),
    "import": ("beatbook.cli.transfer", "Bring an archive, feeds or sources in from files."),
    "export": ("beatbook.cli.transfer", "Write the archive out as article lines, with their ids."),
    "refile": ("beatbook.cli.beat", "File every article anew under the present rules."),
    "reread": (
        "beatbook.cli.reread",
        "Read kept pages again, with today's reader and what their sources have taught since.",
    ),
    "regroup": ("beatbook.cli.story", "Compare articles with one another and put them into stories."),
    "story": ("beatbook.cli.story", "What is in a story, and what an editor says of it."),
    "brief": ("beatbook.cli.brief", "What is said of a story, and what it rests on."),
    "timeline": ("beatbook.cli.timeline", "What happened when in a beat, and an editor's word on it."),
    "review": ("beatbook.cli.review", "The account of a beat's week, month or year, drafted and published."),
    "piece": (
        "beatbook.cli.piece",
        "What the desk itself writes: drafts, checks, editions, and late material.",
    ),
    "ahead": ("beatbook.cli.ahead", "What articles announce, what became of it, and the beats' calendars."),
    "figures": ("beatbook.cli.figures", "What a beat counts over time, and what articles state of it."),
    "author": ("beatbook.cli.author", "Which names are one person's."),
    "reader": (
        "beatbook.cli.reader",
        "Who may read the members' pieces, and the keys with which they sign in.",
    ),
    "status": ("beatbook.cli.desk", "What the desk has, and what came of every item."),
    "doctor": ("beatbook.cli.desk", "Check the machine, the archive, the beats and the feeds."),
    "stage": ("beatbook.cli.stage", "One stage as a filter: JSON Lines in, JSON Lines out."),
    "demo": ("beatbook.cli.demo", "Try it: a desk on a sample press, on this machine."),
}
"""Every command: its module, where it is the attribute `<name>_command`, and the line that the overview shows."""


def in_words(error: BeatbookError) -> str:
    """An error as a person reads it: a failed request by the words for its reason, and what can be done."""
    if not isinstance(error, FetchError):
        return str(error)
    from beatbook.gather.reasons import ADDRESS, PORT, words

    hint = "; if that is meant, allow it: --allow HOST:PORT" if error.reason in (ADDRESS, PORT) else ""
    return f"{error.url}: {words(error.reason)}" + (f" ({error.detail})" if error.detail else "") + hint


class Commands(click.Group):
    """The overview comes from the table above, so that `--help` imports nothing."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[name][0])
        command = getattr(module, f"{name}_command")
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            near = difflib.get_close_matches(name, COMMANDS, n=1)
            ctx.fail(f"no command '{name}'" + (f" (did you mean '{near[0]}'?)" if near else ""))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, says) for name, (_, says) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BeatbookError as error:
            click.echo(f"beatbook: {in_words(error)}", err=True)
            ctx.exit(error.exit_code)


EXAMPLES = """\b
Examples:
  beatbook demo                          try it on the bundled sample press
  beatbook init my-desk && cd my-desk    make a desk
  beatbook source add https://paper.example/
  beatbook beat add --title "The Harbour" --rule 'harbour AND (strike OR dredg*)'
  beatbook run                           gather on schedule, serve at http://127.0.0.1:8765/

Exit codes: 0 done, 1 failed, 2 bad usage or input, 3 the archive cannot be used,
4 the desk is of a newer version, 5 another process has it.
"""


@click.command(cls=Commands, epilog=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="beatbook")
def cli() -> None:
    """A news desk in a box: give it a beat and it keeps the record."""


def main() -> None:
    """The entry point of the program `beatbook`."""
    try:
        cli.main()
    except BrokenPipeError:  # the reader of our output has seen enough
        sys.stderr.close()
        sys.exit(0)
