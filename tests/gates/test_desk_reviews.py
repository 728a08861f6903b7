"""Floors for reviews on a desk, on the bundled sample press: what it drafts of each beat and month may be published as it is, tells
the three main events, is the same when it is drafted again, and says what became of what was announced.
"""

from __future__ import annotations

import asyncio
import json
import shutil
from collections import Counter
from collections.abc import Iterator

import pytest

from beatbook import periods
from beatbook.desk import Desk
from beatbook.model import Fate
from beatbook.sample.press import HERE
from beatbook.work.archives import Archives
from beatbook.work.lines import article_out
from tests.gates.test_reviews import MAIN, events, press
from tests.writing.town_month import EARS

BECAME = {Fate.HAPPENED: 3, Fate.POSTPONED: 2, Fate.CANCELLED: 1}
"""How many announcements of the press's months are told, at least, to have come to this, over all reviews."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("press") / "desk"
    Desk.init(folder)
    for file in sorted((HERE / "beats").glob("*.toml")):
        shutil.copy(file, folder / "beats")
    with Desk.open(folder, environ={"BEATBOOK_DESK_TIME_ZONE": "Asia/Seoul"}) as desk:
        desk.load_beats()
        lines = folder / "press.jsonl"
        lines.write_text("\n".join(json.dumps(article_out(a)) for a in press()), encoding="utf-8")
        desk.import_file(lines)
        asyncio.run(desk.group())
        asyncio.run(desk.note())
        asyncio.run(desk.settle())
        yield desk


@pytest.mark.parametrize(("beat", "month"), MAIN)
def test_what_a_desk_publishes_stands_and_tells_the_main_events(desk: Desk, beat: str, month: str) -> None:
    pieces, now = desk.pieces(), desk.now()
    draft = pieces.draft_review(beat, periods.named(month), "gate", now)
    assert pieces.faults(draft) == ()
    edition = pieces.publish(beat, draft.piece.slug, draft.number, "gate", now)
    body, _, _ = edition.document.body.partition("\n## What changed\n")
    told = {c.span.article for c in edition.document.citations if c.span and f"[^{c.label}]" in body}
    missing = [name for name in MAIN[beat, month] if told.isdisjoint(events()[name]["articles"])]
    assert missing == []
    again = pieces.draft_review(beat, periods.named(month), "gate", now)
    assert again.document == edition.document


def test_what_was_announced_is_settled(desk: Desk) -> None:
    archives = Archives(desk.store, lambda: EARS, desk.calendars.dates)
    found: Counter[Fate] = Counter()
    for beat in desk.store.beats():
        for month in ("2026-08", "2026-09", "2026-10"):
            found.update(a.settled.fate for a in archives.of(beat, periods.named(month)).became)
    assert all(found[fate] >= least for fate, least in BECAME.items()), found
