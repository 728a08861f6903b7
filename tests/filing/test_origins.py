"""Who wrote it first."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable

import pytest

from beatbook.errors import InputError
from beatbook.filing.origins import Credit, Wires, read_wires, summary, tally
from beatbook.model import SLUG, Article, CopyKind, CopyOf, Name, Told, Version
from beatbook.work.lines import NEVER

WIRES = Wires.shipped()


def credit(text: str, *, source: str = "tide", url: str | None = None, byline: str = "") -> Credit:
    names = (Name(byline),) if byline else ()
    return WIRES.credit(Article("a", source, url, NEVER, Version(text=text, byline=names)))


@pytest.mark.parametrize(
    ("text", "wire"),
    [
        ("PORT MARROW (AP) — The ferry was late.", "ap"),
        ("PYONGYANG, Nov. 3 (Yonhap) -- It rained.", "yonhap"),
        ("Port Marrow, November 3 (KCNA) -- It rained.", "kcna"),
        ("Berlin (dpa) - Es regnet.", "dpa"),
        ("Berlin (dpa/lno) - Es regnet.", "dpa"),
        ("Paris (AFP) - Il pleut.", "afp"),
        ("Lima, 3 nov (EFE).- Llueve.", "efe"),
        ("(ANSA) - ROMA, 03 NOV - Piove.", "ansa"),
        ("New Delhi [India], November 3 (ANI): It rained.", "ani"),
        ("MOSCOW. Nov 3 (Interfax) - It rained.", "interfax"),
        ("МОСКВА, 3 ноября. /ТАСС/. Идёт дождь.", "tass"),
        ("МОСКВА, 3 ноя - РИА Новости. Идёт дождь.", "ria"),
        ("(서울=연합뉴스) 홍길동 기자 = 비가 온다.", "yonhap"),
        ("[서울=뉴시스] 비가 온다.", "newsis"),
        ("新华社平壤11月3日电（记者 王小明）今天有雨。", "xinhua"),
        ("（中央社記者王小明台北3日電）今天有雨。", "cna"),
        ("【ソウル共同】雨が降った。", "kyodo"),
    ],
)
def test_datelines(text: str, wire: str) -> None:
    found = credit(text + " Nobody was out in the streets.")
    assert found.wire == wire
    rest = text[found.dateline :]
    assert rest.startswith(
        ("The ferry", "It rained", "Es regnet", "Il pleut", "Llueve", "ROMA", "Идёт", "비가", "今天", "雨が")
    )


@pytest.mark.parametrize(
    ("tail", "wire"),
    [
        ("/Yonhap/", "yonhap"),
        ("(Reuters)", "reuters"),
        ("It rained all day. (dpa)", "dpa"),
        ("— With files from The Canadian Press", "canadian-press"),
        ("© 2024 AFP", "afp"),
        ("Source: Xinhua", "xinhua"),
        ("来源：新华社", "xinhua"),
        ("Reporting by Joe Doe; Editing by Jane Roe", "reuters"),
        ("The Associated Press", "ap"),
    ],
)
def test_last_lines(tail: str, wire: str) -> None:
    assert credit(f"It rained.\n\nNobody was out.\n\n{tail}").wire == wire


@pytest.mark.parametrize(
    ("byline", "wire"),
    [("Associated Press", "ap"), ("AFP", "afp"), ("John Doe, Reuters", "reuters"), ("By Jane Roe / AP", "ap"), ("연합뉴스", "yonhap"), ("Ann Efe", None), ("Apa Sherpa", None)],
)  # fmt: skip
def test_bylines(byline: str, wire: str | None) -> None:
    assert credit("It rained.", byline=byline).wire == wire


@pytest.mark.parametrize(
    "text",
    [
        "The ferry was late. Reuters reported that it had burned.\n\nThe company told AFP that nobody was hurt.\n\nIt rained.",
        "The photographer, who works for AP, was there.\n\nHe left at noon, he told Reuters.",
        "Kim told Yonhap (the agency) - and others - that it rained. She left.",
        "The AP style guide has a new page.\n\nIt is about the ferry",
        "",
        "KCNA",
    ],
)
def test_a_mention_is_no_credit(text: str) -> None:
    assert credit(text).wire is None or text == "KCNA"


def test_a_dateline_of_an_unknown_house_ends_too() -> None:
    text = "PORT MARROW, Nov. 3 (Isles News) — It rained."
    assert credit(text) == Credit(None, False, text.index("It"))


def test_only_the_slug_of_a_source_makes_it_the_agency() -> None:
    assert credit("It rained.", source="ap") == Credit("ap", True, 0)
    assert credit("It rained.", source="evil", url="https://www.apnews.com/a") == Credit("ap", False, 0)
    assert credit("It rained.", source="evil", url="https://apnews.com.evil.example/a").wire is None


@pytest.mark.parametrize("text", ["A" * 10**6, "(" * 10**6, "AP " * 10**5, "新华社" * 10**5, " , " * 10**5, "\n" * 10**6, "(AP" * 10**5, "by " * 10**5])  # fmt: skip
def test_hostile_texts_are_quick(text: str) -> None:
    began = time.process_time()
    credit(text)
    assert time.process_time() - began < 0.5


def test_the_list_of_agencies_is_sound() -> None:
    forms: dict[str, str] = {}
    for wire in WIRES.wires.values():
        assert SLUG.fullmatch(wire.slug)
        assert wire.credits
        for form in wire.credits:
            assert forms.setdefault(form, wire.slug) == wire.slug, form
    with pytest.raises(InputError):
        read_wires("[[wire]]\nslug = 'x'")
    with pytest.raises(InputError):
        read_wires("[[")


def told(copies: Iterable[CopyOf], source: str = "tide") -> tuple[Told, ...]:
    """What single decisions come to."""
    every = Counter((c.origin or c.article, c.wire, c.kind is CopyKind.FLASH, source) for c in copies)
    return tuple(Told(*key, n) for key, n in every.items())


def copies(origin: str, count: int, wire: str | None = None) -> list[CopyOf]:
    return [CopyOf(f"{origin}-{n}", origin, CopyKind.REPRINT, 0.9, wire) for n in range(count)]


def test_origins_as_readers_see_them() -> None:
    wired = [CopyOf("w", wire="ap"), *copies("w", 11)]
    own = [CopyOf("o"), *copies("o", 1)]
    assert summary(told([*wired, *own]), WIRES) == "14 pages, 2 origins: AP (12 copies), own reporting (2)"
    assert summary(told([CopyOf("o")]), WIRES) == "1 page, 1 origin: own reporting (1)"
    assert summary(told([CopyOf("o"), CopyOf("p")]), WIRES) == "2 pages, 2 origins: own reporting (2)"
    assert summary(told([CopyOf("o", wire="dpa")]), WIRES) == "1 page, 1 origin: dpa (1 copy)"
    assert summary((), WIRES) == "0 pages"
    assert summary(told([CopyOf("o", wire="gone")]), WIRES) == "1 page, 1 origin: gone (1 copy)"


def test_flashes_are_no_origins_unless_an_agency_s() -> None:
    flashes = [CopyOf("f", kind=CopyKind.FLASH), CopyOf("g", kind=CopyKind.FLASH)]
    said = told([CopyOf("o"), *flashes, CopyOf("h", kind=CopyKind.FLASH, wire="ap")])
    assert summary(said, WIRES) == "4 pages, 2 origins: AP (1 copy), own reporting (1), flashes (2)"
    assert (tally(said).pages, tally(said).origins) == (4, 2)
    assert summary(told(flashes), WIRES) == "2 pages, 0 origins: flashes (2)"


def test_what_an_agency_publishes_itself_is_no_copy() -> None:
    own = told([CopyOf("w", wire="ap"), CopyOf("x", wire="ap")], source="apnews")
    assert summary(own, WIRES) == "2 pages, 1 origin: AP (2 pages of its own)"
    both = [*own[:1], *told(copies("w", 12, "ap"))]
    assert summary(both, WIRES) == "13 pages, 1 origin: AP (1 page of its own, 12 copies)"


def test_one_dispatch_under_two_origins_is_one_agency() -> None:
    assert (
        summary(told([*copies("a", 2, "ap"), *copies("b", 1, "ap")]), WIRES)
        == "3 pages, 1 origin: AP (3 copies)"
    )
