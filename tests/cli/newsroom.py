"""Commands on a desk that has the two months of Aldermere (tests/cases/reviews/town.toml)."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from beatbook.cli import cli
from beatbook.desk import Desk
from beatbook.filing.beatfile import write_beat
from tests.conftest import Clock
from tests.writing.town_month import beat, rows

Run = Callable[..., Result]
NOW = datetime(2027, 12, 10, 9, tzinfo=UTC)


class Ticking(Clock):
    """A clock that goes on by a second whenever it is looked at."""

    def __call__(self) -> datetime:
        self.go(1)
        return self.at


def commands(folder: Path, patch: pytest.MonkeyPatch) -> Run:
    """What calls commands in a folder in which it is December 2027."""
    patch.chdir(folder)
    patch.delenv("BEATBOOK_DESK", raising=False)
    patch.setitem(Desk.open.__func__.__kwdefaults__, "now", Ticking(NOW))  # type: ignore[attr-defined]
    runner = CliRunner()

    def call(*args: str, stdin: str | None = None) -> Result:
        result = runner.invoke(cli, list(args), input=stdin)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return call


def make(folder: Path) -> None:
    """A desk in a folder."""
    with pytest.MonkeyPatch.context() as patch:
        _make(commands(folder, patch))


def _make(call: Run) -> None:
    call("init", ".", "--name", "The Aldermere Desk")
    settings = Path("desk.toml")
    said = '[desk]\ndrafts = ""'
    settings.write_text(settings.read_text(encoding="utf-8").replace("[desk]", said, 1), encoding="utf-8")
    Path("beats/aldermere.toml").write_text(write_beat(beat()), encoding="utf-8")
    Path("articles.jsonl").write_text("\n".join(map(json.dumps, rows())), encoding="utf-8")
    assert call("import", "articles.jsonl").exit_code == 0
