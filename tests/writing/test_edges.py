"""What is cut from the ends of sentences, and what is not."""

from __future__ import annotations

from datetime import date

import pytest

from beatbook.filing.origins import Wires
from beatbook.writing.edges import bare, day_line, is_listed

WIRES = Wires.shipped()


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("SEOUL (AP) — Rain fell.", "Rain fell."),
        ("PARIS, Aug. 2 (Xinhua) -- Rain fell.", "Rain fell."),
        ("BERLIN (dpa) - Es regnete.", "Es regnete."),
        ("PORT MARROW, 3 May -- Rain fell.", "Rain fell."),
        ("Port Marrow, Vessland — Rain fell.", "Rain fell."),
        ("Alderholm Bay — Rain fell.", "Rain fell."),
        ("(서울=연합뉴스) 홍길동 기자 = 비가 내렸다.", "비가 내렸다."),
        ("新华社北京8月2日电（记者王某）下雨了。", "下雨了。"),
        ("【東京共同】雨が降った。", "雨が降った。"),
        ("Saturday, March 26, 2005 Rain fell.", "Rain fell."),
        ("UPDATE 1 - Rain fell.", "Rain fell."),
        ("(Applause) Rain fell.", "Rain fell."),
        ("Rain fell. (Reporting by Tom Vane; editing by Mara Quill)", "Rain fell."),
        ("Rain fell. (AFP)", "Rain fell."),
        ("비가 내렸다.(연합뉴스)", "비가 내렸다."),
        ("下雨了。（完）", "下雨了。"),
        ("Rain fell. -- 30 --", "Rain fell."),
        ("Rain fell.", "Rain fell."),
        ("March 26, 2005 was a Saturday.", "March 26, 2005 was a Saturday."),
        ("Rain fell. (It had been dry since the spring of that year, and the wells were low.)",) * 2,
        ("The dam — built in 1931 — held.",) * 2,
        ("Ines Calloway, 51 — said nothing.",) * 2,
    ],
)
def test_only_what_is_no_part_of_the_sentence_goes(said: str, left: str) -> None:
    start, end = bare(said, WIRES, may_be_dated=True)
    assert said[start:end] == left


def test_a_dateline_stands_at_the_beginning_of_an_article_only() -> None:
    said = "SEOUL (AP) — Rain fell."
    assert bare(said, WIRES, may_be_dated=False) == (0, len(said))


def test_a_line_that_is_a_date() -> None:
    moment = day_line("Tuesday, July 12, 2005")
    assert moment is not None
    assert moment.day == date(2005, 7, 12)
    assert day_line("Tuesday, July 12, 2005 Rain fell.") is None
    assert day_line("Rain fell.") is None


def test_items_of_lists() -> None:
    assert is_listed("• Rain fell.")
    assert is_listed("- Rain fell.")
    assert not is_listed("-5 degrees were measured.")
