"""What decides on a desk comes to what the stages print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from attacks import group
from beatbook.filing.remembered import Copies
from beatbook.filing.stories import ACTIVE
from beatbook.model import COMMON, Article, Moment, Version
from beatbook.store.sqlite import SqliteStore
from beatbook.work import grouper
from beatbook.work.deciders import copies_judge
from stream import articles
from tests.conftest import NOW
from tests.work.town import prose


def by_stage(stream: Sequence[Article]) -> dict[str, tuple[str, str]]:
    """Of each article what it was when it came, and its origin in the end."""
    copies = Copies(copies_judge())
    kinds: dict[str, str] = {}
    points: dict[str, str] = {}
    for article in stream:
        decision = copies.add(article)
        kinds[article.id] = decision.kept.kind.value
        for copy in (decision.kept, *decision.repointed):
            if copy.origin is not None:
                points[copy.article or article.id] = copy.origin

    def origin(key: str) -> str:
        return origin(points[key]) if key in points else key

    return {key: (kind, origin(key)) for key, kind in kinds.items()}


def by_desk(stream: Sequence[Article], folder: Path) -> dict[str, tuple[str, str]]:
    store = SqliteStore(folder / "archive.db")
    group(store, stream, folder)
    found = store.comparable([a.id for a in stream])
    store.close()
    return {key: (one.copy.kind.value, one.copy.origin or key) for key, one in found.items()}


def origins(found: dict[str, tuple[str, str]]) -> dict[str, str]:
    return {key: origin for key, (_, origin) in found.items()}


def odd() -> list[Article]:
    """Commonplaces, a part before its whole, an agency after its customers, patches of two, and hardly a text."""
    common = " ".join(prose("A commonplace")[0].split())
    texts = [f"{prose(f'Report {n}')[0]}\n\n{common}\n\n{prose(f'Report {n}')[1]}" for n in range(COMMON + 6)]
    whole = "\n\n".join(prose("Whole"))
    texts += [
        common,
        whole.partition("\n\n")[0],
        whole,
        "SEOUL (Yonhap) — " + whole,
        whole + "\n\n" + texts[3],
    ]
    texts += [prose("Whole")[1] + "\n\n" + prose("Report 2")[0], "Too short.", "", texts[0], whole, common]
    long = "\n\n".join(p for n in range(9) for p in prose(f"Long {n}"))
    texts += [
        long[: len(long) // 3],
        long[len(long) // 4 : len(long) // 2],
        long,
        long[len(long) // 2 :],
        long,
    ]
    made = [
        Article(
            f"o{n}",
            f"s{n % 7}",
            None,
            NOW,
            Version(headline=f"Headline {n}", text=text, published=Moment.of(NOW)),
        )
        for n, text in enumerate(texts)
    ]
    made[COMMON + 7] = replace(made[COMMON + 7], version=replace(made[COMMON + 7].version, partial=True))
    return [*made, replace(made[COMMON + 9], id="agency", source="yonhap")]


@pytest.mark.parametrize("size", [1, 37, 500])
def test_stage_and_desk_find_the_same_copies_and_origins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(grouper, "BATCH", size)
    stream = [*odd(), *(a for a, _, _ in articles(4, 60 if size == 1 else 250))]
    stage, desk = by_stage(stream), by_desk(stream, tmp_path)
    assert origins(desk) == origins(stage)
    moved = {key for key, (kind, origin) in stage.items() if kind == "own" and origin != key}
    assert moved, "some become copies by what comes later"
    assert {k: kind for k, (kind, _) in desk.items() if k not in moved} == {
        k: kind for k, (kind, _) in stage.items() if k not in moved
    }
    assert sum(key != origin for key, origin in origins(desk).items()) > len(stream) / 8


def test_as_many_stories_are_taken_up_as_are_compared() -> None:
    assert grouper.STORIES == ACTIVE
