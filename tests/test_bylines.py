from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beatbook.bylines import LONGEST, dateline_names, split_byline
from beatbook.read.text import clean


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Ida Korhonen", ["Ida Korhonen"]),
        ("By IDA KORHONEN and PAUL MBEKI", ["Ida Korhonen", "Paul Mbeki"]),
        ("Ida Korhonen, Paul Mbeki and Ruth O'Neil", ["Ida Korhonen", "Paul Mbeki", "Ruth O'Neil"]),
        ("By Ida Korhonen, Senior Political Correspondent", ["Ida Korhonen"]),
        ("By Ida Korhonen | Staff Writer", ["Ida Korhonen"]),
        ("Written by Ida Korhonen (@idak) ida@courier.example", ["Ida Korhonen"]),
        ("By Ida Korhonen Published Dec. 3, 2020 7:40 pm", ["Ida Korhonen"]),
        ("Ida Korhonen, Ph.D.", ["Ida Korhonen"]),
        ("Robert E. Marsh", ["Robert E. Marsh"]),
        ("Von Jörg Brandt und Sophie Engel", ["Jörg Brandt", "Sophie Engel"]),
        ("Par Léa Fontaine et Marc Petit", ["Léa Fontaine", "Marc Petit"]),
        ("Por Elena Ríos y Juan Sol | 3 de diciembre de 2020", ["Elena Ríos", "Juan Sol"]),
        ("김하늘 기자 sky@haedam.example", ["김하늘"]),
        ("(서울=해담) 김하늘 기자", ["김하늘"]),
        ("김하늘·이바다 기자", ["김하늘", "이바다"]),
        ("记者 周明", ["周明"]),
        ("노하람 기자 | 승인 2026.09.15 10:30", ["노하람"]),
        ("입력 2026.09.15 10:30 수정 2026.09.15 11:00", []),
        ("记者 周明 发布时间 2026-09-15", ["周明"]),
        ("Jörg Brandt Veröffentlicht am 3.12.2020", ["Jörg Brandt"]),
        ("Léa Fontaine publié le 3 décembre 2020", ["Léa Fontaine"]),
        ("Ida Korhonen | Posted", ["Ida Korhonen"]),
        ("Ida Korhonen and Courier Staff", ["Ida Korhonen", "Courier Staff"]),
        ("Korhonen, Ida", ["Ida Korhonen"]),
        ("Ida Korhonen, Jr.", ["Ida Korhonen, Jr."]),
        ("해담통신 한국어부", ["해담통신 한국어부"]),
        ("Ida Korhonen, MD, PhD", ["Ida Korhonen"]),
        ("Ida Korhonen, CNN", ["Ida Korhonen"]),
        ("Ida Korhonen, Reuters News Agency", ["Ida Korhonen"]),
        ("Ida Korhonen | The Harbour Newsroom", ["Ida Korhonen"]),
        ("Ida Korhonen CPP", ["Ida Korhonen"]),
        ("Paul Mbeki III", ["Paul Mbeki III"]),
        ("Rui Ma", ["Rui Ma"]),
        ("Tracy Sand, Dietitian", ["Tracy Sand"]),
        ("Ida Korhonen Special Correspondent to The Courier", ["Ida Korhonen"]),
        ("By Ida Korhonen and Paul Mbeki in London", ["Ida Korhonen", "Paul Mbeki"]),
        ("Ida Korhonen. Reviewed by Paul Mbeki", ["Ida Korhonen"]),
        ("Ida Korhonen ⋅ Review Editor ⋅", ["Ida Korhonen"]),
        ("View all posts by Ida Korhonen", ["Ida Korhonen"]),
        ("ByIda Korhonen", ["Ida Korhonen"]),
        ("Ida Korhonen on", ["Ida Korhonen"]),
        ("Photos and Story By Ida Korhonen", ["Ida Korhonen"]),
        ("Center for Ports and Harbours", ["Center for Ports and Harbours"]),
        ("Ida Korhonen Head Winemaker", ["Ida Korhonen"]),
        ("Ida Korhonen, Chief Harbour Officer & Head of Quays", ["Ida Korhonen"]),
        ("Ida Korhonen, winner of the harbour photo prize", ["Ida Korhonen"]),
        ("page.head.extra.author", []),
        ("{{ author }}", []),
        ("5 min read", []),
        ("Saturday", []),
        ("Medically reviewed by Paul Mbeki, MD", []),
        ("Von Jörg Brandt und Sophie Engel, Berlin", ["Jörg Brandt", "Sophie Engel"]),
        ("Von der Leyen", ["Von der Leyen"]),
        ("Di Maria", ["Di Maria"]),
        ("Von dpa", ["dpa"]),
        ("Ein Gastbeitrag von Jörg Brandt", ["Jörg Brandt"]),
        ("Jörg Brandt, Redakteur", ["Jörg Brandt"]),
        ("Par Léa Fontaine et Marc Petit, envoyés spéciaux à Vellmar", ["Léa Fontaine", "Marc Petit"]),
        ("Propos recueillis par Léa Fontaine", ["Léa Fontaine"]),
        ("도쿄=김하늘 특파원", ["김하늘"]),
        ("김하늘 특파원 = 도쿄", ["김하늘"]),
        ("글 김하늘 기자 | 사진 이바다 기자", ["김하늘"]),
        ("글·사진 김하늘 기자", ["김하늘"]),
        ("本报记者 周明 李华", ["周明", "李华"]),
        ("文/周明", ["周明"]),
        ("记者 周明 责任编辑：王强", ["周明"]),
        ("责任编辑：王强", []),
        ("@idak", []),
        ("Staff Writer", []),
        ("", []),
        ("https://courier.example/author/ida", []),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    assert [n.name for n in split_byline(text)] == names


@pytest.mark.parametrize(
    "text",
    [
        "NK Pro",
        "Associated Press",
        "Courier Staff",
        "연합뉴스",
        "新华社",
        "The Editorial Board",
        "해담통신 한국어부",
        "From the wire",
    ],
)
def test_desks(text: str) -> None:
    assert [n.kind for n in split_byline(text)] == ["desk"]


@given(st.text(max_size=120))
def test_names_are_clean_and_once_each(text: str) -> None:
    names = [n.name for n in split_byline(text)]
    assert len(set(names)) == len(names)
    assert all(n and clean(n) == n and len(n) <= LONGEST for n in names)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("(서울=해담통신) 김하늘 기자 = 서해안의 작은 항구", ["김하늘"]),
        ("[서울=해담통신] 김하늘·이바다 기자 = 서해안의", ["김하늘", "이바다"]),
        ("【서울=해담】김하늘 기자 = 서해안의", ["김하늘"]),
        ("(도쿄=해담통신) 김하늘 특파원 = 일본", ["김하늘"]),
        ("海潭社海潭11月3日电（记者 周明 李华）码头工人", ["周明", "李华"]),
        ("VELLMAR (AP) — Harbour workers", []),
    ],
)
def test_datelines(text: str, names: list[str]) -> None:
    assert [n.name for n in dateline_names(text)] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("협상이라고 밝혔다. 김하늘 기자 sky@haedam.example", ["김하늘"]),
        ("恢复装卸。（记者 周明）", ["周明"]),
        ("Reporting by Ida Korhonen in Vellmar; editing by Paul Mbeki", ["Ida Korhonen"]),
        ("The reporter said that he had talked to Ida Korhonen", []),
    ],
)
def test_last_words(text: str, names: list[str]) -> None:
    assert [n.name for n in dateline_names(text, at_end=True)] == names
