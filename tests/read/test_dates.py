from __future__ import annotations

import itertools
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beatbook.model import Moment
from beatbook.read.dates import beside, date_in_address, parse_date, plausible, stamps


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2020-12-03", "2020-12-03"),
        ("2020-12-03T07:40:00+09:00", "2020-12-03T07:40:00+09:00"),
        ("2020-12-03T07:40:00.123Z", "2020-12-03T07:40:00+00:00"),
        ("2020-12-03 07:40:00 +0900", "2020-12-03T07:40:00+09:00"),
        ("2020-12-03T07:40", "2020-12-03"),
        ("20201203T074000Z", "2020-12-03T07:40:00+00:00"),
        ("20201203", "2020-12-03"),
        ("1606979400", "2020-12-03T07:10:00+00:00"),
        ("1606979400000", "2020-12-03T07:10:00+00:00"),
        ("Thu, 03 Dec 2020 07:40:00 GMT", "2020-12-03T07:40:00+00:00"),
        ("Thu, 03 Dec 2020 07:40:00 -0500", "2020-12-03T07:40:00-05:00"),
        ("Dec. 3, 2020", "2020-12-03"),
        ("December 3rd, 2020 at 7:40 p.m. EST", "2020-12-03T19:40:00-05:00"),
        ("Updated 7:40 AM EDT, June 3, 2020", "2020-06-03T07:40:00-04:00"),
        ("December 3, 2020 7:40 PM ET", "2020-12-03"),
        ("3. Dezember 2020, 8:15 Uhr", "2020-12-03"),
        ("3. Dez. 2020", "2020-12-03"),
        ("03.12.2020", "2020-12-03"),
        ("le 3 décembre 2020 à 9h05", "2020-12-03"),
        ("1er février 2021", "2021-02-01"),
        ("3 de diciembre de 2020", "2020-12-03"),
        ("2020년 12월 3일 오전 9:12", "2020-12-03"),
        ("입력 2020.12.03. 09:12", "2020-12-03"),
        ("2020年12月3日 08:30", "2020-12-03"),
        ("2020/12/03", "2020-12-03"),
        ("13/12/2020", "2020-12-13"),
        ("12/13/2020", "2020-12-13"),
        ("3. November 2020, 14:05 Uhr", "2020-11-03"),
        ("Stand: 03.11.2020, 14:05 Uhr", "2020-11-03"),
        ("3.11.20, 14:05 Uhr", "2020-11-03"),
        ("Publié le 3 novembre 2020 à 14h05", "2020-11-03"),
        ("le 1er août 2020", "2020-08-01"),
        ("2020년 11월 3일 오후 2시 5분", "2020-11-03"),
        ("입력 2020.11.03 14:05", "2020-11-03"),
        ("发布时间：2020-11-03 14:05", "2020-11-03"),
        ("3 November 2020 14:05 CET", "2020-11-03T14:05:00+01:00"),
        ("KorhonenDec 3, 2020", "2020-12-03"),
    ],
)
def test_page_dates(text: str, wanted: str) -> None:
    assert str(parse_date(text)) == wanted


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "3/4/2020", "2020-02-30", "30 Feb 2020", "12 chairs", "9999", "Mayor 3, 2", "2020"],
)
def test_what_states_no_day(text: str) -> None:
    assert parse_date(text) is None


def test_dates_before_1990_and_after_the_fetch_are_refused() -> None:
    fetched = datetime(2020, 12, 5, 12, tzinfo=UTC)
    for text in ("1989-12-31", "0001-01-01", "2999-01-01", "2020-12-05T13:01:00Z", "2020-12-07"):
        assert plausible(parse_date(text), fetched) is None
    for text in ("2020-12-05T12:59:00Z", "2020-12-06", "1990-01-01"):
        assert plausible(parse_date(text), fetched) is not None


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://a.example/2020/12/03/title", "2020-12-03"),
        ("https://a.example/2020-12-3/title", "2020-12-03"),
        ("https://a.example/world/2020/dec/03/title", "2020-12-03"),
        ("https://a.example/AEN20201203001200315", "2020-12-03"),
        ("https://a.example/2020/13/03/title", "None"),
        ("https://a.example/12345678901234", "None"),
    ],
)
def test_dates_in_addresses(url: str, wanted: str) -> None:
    assert str(date_in_address(url)) == wanted


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Published: Dec 3, 2020 at 8:48 p.m. | UPDATED: December 4, 2020 at 10:54 a.m.", [("2020-12-03", (20, 48), False), ("2020-12-04", (10, 54), True)]),
        ("Publié le 3 novembre 2020 à 14h05 - Mis à jour le 4 novembre 2020 à 9 h 30", [("2020-11-03", (14, 5), False), ("2020-11-04", (9, 30), True)]),
        ("Veröffentlicht am 3. November 2020, 14.05 Uhr, aktualisiert: 4.11.2020", [("2020-11-03", (14, 5), False), ("2020-11-04", None, True)]),
        ("Stand: 03.11.2020, 14:05 Uhr", [("2020-11-03", (14, 5), True)]),
        ("입력 2020.11.03 오후 2:05 수정 2020.11.04 오전 12:30", [("2020-11-03", (14, 5), False), ("2020-11-04", (0, 30), True)]),
        ("发布时间：2020年11月3日 下午2:05 更新时间：2020年11月4日", [("2020-11-03", (14, 5), False), ("2020-11-04", None, True)]),
        ("8:00 PM EST, Tue December 1, 2020", [("2020-12-01T20:00:00-05:00", (20, 0), False)]),
        ("2020-11-03 14:05", [("2020-11-03", (14, 5), False)]),
        ("Photo: 3 November 2020", []), ("© 2020 The Courier", []), ("version 3.5.1", []), ("no date at all", []), ("30 February 2020", []),
    ],
)  # fmt: skip
def test_lines_that_say_when(line: str, wanted: list[tuple[str, tuple[int, int] | None, bool]]) -> None:
    assert [(str(s.moment), s.clock, s.later) for s in stamps(line)] == wanted


@given(st.text(alphabet="0123456789 :.,/-年월일hdecamp", max_size=120))
def test_dates_of_a_line_stand_in_order_and_apart(line: str) -> None:
    found = stamps(line)
    assert all(0 <= s.start < s.end <= len(line) for s in found)
    assert all(a.start <= b.start for a, b in itertools.pairwise(found))


@given(st.text(max_size=80))
def test_any_text_gives_a_moment_or_none(text: str) -> None:
    moment = parse_date(text)
    assert moment is None or Moment.parse(str(moment)) == moment


def test_a_line_without_its_dates() -> None:
    line = "Ida Korhonen | 3 Dec 2020 7:40 pm | Updated 4 Dec 2020 at noon"
    assert beside(line, stamps(line)) == ["Ida Korhonen | ", "| Updated ", " at noon"]
    assert beside(line, []) == [line]
