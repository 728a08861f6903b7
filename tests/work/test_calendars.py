"""The beats' calendars of a desk: read again when a file changes, and never in anybody's way."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from beatbook.filing.calendarfile import Recurring, read_calendar
from beatbook.model import Days
from beatbook.work.calendars import Calendars

YEAR = Days(date(2020, 1, 1), date(2020, 12, 31))


def test_a_file_is_read_once_and_again_when_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[Path] = []

    def counted(path: Path) -> tuple[Recurring, ...]:
        reads.append(path)
        return read_calendar(path)

    monkeypatch.setattr("beatbook.work.calendars.read_calendar", counted)
    path = tmp_path / "harbour.toml"
    path.write_text('[[date]]\ntitle = "Founding"\non = "12-08"\n', encoding="utf-8")
    kept = Calendars(tmp_path)
    for _ in range(3):
        (one,) = kept.dates("harbour", YEAR)
        assert (one.title, one.days) == ("Founding", Days(date(2020, 12, 8), date(2020, 12, 8)))
    assert len(reads) == 1
    path.write_text('[[date]]\ntitle = "Founding"\non = "12-09"\n', encoding="utf-8")
    os.utime(path, ns=(1, 1))
    (one,) = kept.dates("harbour", YEAR)
    assert one.days == Days(date(2020, 12, 9), date(2020, 12, 9))
    path.unlink()
    assert kept.dates("harbour", YEAR) == ()
    assert len(reads) == 2


def test_what_is_wrong_is_said_and_gives_no_dates(tmp_path: Path) -> None:
    (tmp_path / "harbour.toml").write_text("[[date]]\ntitle = 7\n", encoding="utf-8")
    (tmp_path / "latin.toml").write_bytes(b"\xff")
    (tmp_path / "fine.toml").write_text("", encoding="utf-8")
    kept = Calendars(tmp_path)
    assert kept.dates("harbour", YEAR) == []
    assert kept.wrong("harbour").startswith(f"{tmp_path}/harbour.toml: date 1: ")
    assert [(beat, bool(read.wrong)) for beat, read in kept.check()] == [
        ("fine", False),
        ("harbour", True),
        ("latin", True),
    ]


def test_no_folder_and_no_file(tmp_path: Path) -> None:
    kept = Calendars(tmp_path / "none")
    assert (kept.dates("harbour", YEAR), kept.wrong("harbour"), list(kept.check())) == ((), "", [])
