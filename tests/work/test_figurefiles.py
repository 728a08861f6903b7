"""The files of a desk's figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from beatbook.errors import BeatError, StoreError
from beatbook.model import Figure
from beatbook.work.figurefiles import FigureFiles

BOATS = Figure("boats", "Boats in the harbour", ("boats",))


def test_what_is_written_is_read(tmp_path: Path) -> None:
    files = FigureFiles(tmp_path / "figures")
    assert (files.paths(), files.all(["north"])) == ([], {"north": []})
    path = files.write("north", BOATS)
    assert (files.paths(), files.read(path, ["north"])) == ([path], BOATS)
    assert files.all(["north", "south"]) == {"north": [BOATS], "south": []}
    with pytest.raises(BeatError, match="there is such a file already"):
        files.write("north", BOATS)


def test_a_slug_is_taken_once_and_by_a_beat(tmp_path: Path) -> None:
    files = FigureFiles(tmp_path)
    path = files.write("north", BOATS)
    with pytest.raises(BeatError, match="there is no beat 'north'"):
        files.all(["south"])
    path.with_name("other.toml").write_text(path.read_text("utf-8"), "utf-8")
    with pytest.raises(BeatError, match="the slug 'boats' is taken by"):
        files.all(["north"])


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "north").write_text("no folder")
    with pytest.raises(StoreError, match="cannot be written"):
        FigureFiles(tmp_path).write("north", BOATS)
