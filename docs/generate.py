"""Write the generated pages of the reference: `python docs/generate.py`. A test fails when they are out of date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click

from beatbook.cli import cli
from beatbook.gather.reasons import WORDS
from beatbook.model import OUTCOME_WORDS
from beatbook.settings import Settings

HERE = Path(__file__).resolve().parent / "reference"


def commands_page() -> str:
    lines = ["# Commands", "", "Generated from the program; `beatbook COMMAND --help` says the same.", ""]
    for path, context in walk(cli, ("beatbook",)):
        command = context.command
        lines += [
            f"{'#' * min(len(path) + 1, 3)} {' '.join(path)}",
            "",
            "```text",
            command.get_help(context),
            "```",
            "",
        ]
    return "\n".join(lines)


def walk(
    command: click.Command, path: tuple[str, ...], parent: click.Context | None = None
) -> Iterator[tuple[tuple[str, ...], click.Context]]:
    """Every command with a context as it has when it runs."""
    context = command.make_context(path[-1], [], parent=parent, resilient_parsing=True, terminal_width=100)
    yield path, context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None:
                yield from walk(inner, (*path, name), context)


def settings_page() -> str:
    lines = [
        "# Settings",
        "",
        "In `desk.toml`, in the desk's folder. Each may also come from the environment, which is stronger:",
        "`BEATBOOK_<TABLE>_<KEY>`, and `BEATBOOK_<TABLE>_<KEY>_FILE` for a file that holds the value.",
        "A key that Beatbook does not know is an error that names the nearest one it does.",
        "",
    ]
    for part in fields(Settings):
        lines += [f"## [{part.name}]", "", "| key | default | what it is |", "|---|---|---|"]
        for f in fields(getattr(Settings(), part.name)):
            shown = f'"{f.default}"' if isinstance(f.default, str) else str(f.default)
            lines.append(f"| `{f.name}` | `{shown}` | {f.metadata['says']} |")
        lines.append("")
    return "\n".join(lines)


def outcomes_page() -> str:
    lines = [
        "# Outcomes and reasons",
        "",
        "Every item that a feed lists or a file brings ends in exactly one outcome. `beatbook status` counts them.",
        "",
        "| outcome | shown as |",
        "|---|---|",
        *(f"| `{o.value}` | {words} |" for o, words in OUTCOME_WORDS.items()),
        "",
        "## Why a request failed",
        "",
        "Stored with the feed or the item, and never renamed. Besides these there is `http-NNN` for an HTTP status.",
        "",
        "| reason | in words |",
        "|---|---|",
        *(f"| `{reason}` | {words} |" for reason, words in WORDS.items()),
        "",
    ]
    return "\n".join(lines)


def decisions_page() -> str:
    lines = ["# Decisions", "", "One page each, with the case that forced it.", ""]
    for page in sorted((HERE.parent / "decisions").glob("[0-9]*.md")):
        title = page.read_text(encoding="utf-8").splitlines()[0].lstrip("# ")
        lines.append(f"* [{title}]({page.name})")
    return "\n".join(lines) + "\n"


PAGES = {
    "commands.md": commands_page,
    "settings.md": settings_page,
    "outcomes.md": outcomes_page,
    "../decisions/README.md": decisions_page,
}

if __name__ == "__main__":
    for name, make in PAGES.items():
        (HERE / name).write_text(make(), encoding="utf-8")
