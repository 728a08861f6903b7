"""A desk that has the two months of Aldermere (tests/cases/reviews/town.toml), read and put into stories."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from beatbook.desk import Desk
from beatbook.filing.beatfile import write_beat
from tests.conftest import Clock
from tests.writing.town_month import beat, rows

BEAT = "aldermere"


def bring(desk: Desk, articles: Iterable[Mapping[str, Any]]) -> None:
    """Have the desk take these article lines, and do all that it does with them."""
    path = desk.folder / "lines.jsonl"
    path.write_text("\n".join(json.dumps(a) for a in articles), encoding="utf-8")
    desk.import_file(path)
    asyncio.run(desk.group())
    asyncio.run(desk.note())
    asyncio.run(desk.observe())
    asyncio.run(desk.settle())


@contextmanager
def town_desk(
    folder: Path, clock: Clock, articles: Iterable[Mapping[str, Any]], *settings: str
) -> Iterator[Desk]:
    """`settings` are lines of the desk's table."""
    Desk.init(folder, "The Aldermere Desk")
    file = folder / "desk.toml"
    said = "\n".join(["[desk]", *settings])
    file.write_text(file.read_text(encoding="utf-8").replace("[desk]", said, 1), encoding="utf-8")
    (folder / "beats" / f"{BEAT}.toml").write_text(write_beat(beat()), encoding="utf-8")
    with Desk.open(folder, now=clock, environ={}) as desk:
        desk.load_beats()
        bring(desk, articles)
        yield desk


__all__ = ["BEAT", "bring", "rows", "town_desk"]
