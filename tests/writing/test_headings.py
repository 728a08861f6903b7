"""Headings: a full name or thing of the sentences that are shown, and never a part of one."""

from __future__ import annotations

from datetime import date

import pytest

from beatbook.filing.terms import Reader
from beatbook.model import Article
from beatbook.writing.headings import Headings
from beatbook.writing.themes import Matter, Story
from tests.writing.pieces import article

READER = Reader()
OTHERS = [
    article(f"o{n}", f"The council of {place} met on Monday about its budget.", headline=f"{place} meets")
    for n, place in enumerate("Alderholm Brinmoor Castrel Dunsby Elmwick Farrow".split())
]


def called(articles: list[Article], *taken: str, shown: list[str] | None = None) -> str | None:
    stories = [Story(a.id, (a,), 0, date(2025, 3, 4)) for a in (*articles, *OTHERS)]
    group = [Matter(s, {}, 1.0) for s in stories[: len(articles)]]
    sentences = [a.version.text for a in articles] if shown is None else shown
    return Headings(stories, READER).of(group, sentences, taken)


FERRY = [
    article("f1", "The ferry Grey Heron ran aground off Port Marrow with 142 people on board.", headline="Ferry aground"),
    article("f2", "Tugs freed the ferry Grey Heron at high water off Port Marrow.", headline="Ferry Grey Heron afloat"),
    article("f3", "Captain Ines Calloway of the ferry Grey Heron was questioned at Port Marrow.", headline="Captain questioned"),
]  # fmt: skip


def test_a_heading_is_a_run_of_words_of_the_sentences() -> None:
    assert called(FERRY, "Harbour") == "The ferry Grey Heron"
    assert called(FERRY, "Harbour", shown=["Nobody was hurt."]) is None


def test_it_is_not_what_another_theme_or_the_beat_is_called() -> None:
    assert "Heron" not in (called(FERRY, "The Grey Heron") or "")
    assert "Marrow" not in (called(FERRY, "Port Marrow") or "")


@pytest.mark.parametrize(
    ("texts", "heading"),
    [
        (
            [
                "Protesters called for a halt to the military agreement with Sarnia in front of the ministry.",
                "The assembly debated the military agreement with Sarnia for nine hours.",
                "Three envoys left over the military agreement with Sarnia.",
            ],
            "The military agreement with Sarnia",
        ),
        (
            [
                "A seminar was held on the joint declarations of the two islands.",
                "The joint declarations were praised in a letter.",
                "Speakers recalled the joint declarations.",
            ],
            "The joint declarations",
        ),
        (
            [
                "The 28th Lantern Film Festival opened on Friday.",
                "Dancers came for the 28th Lantern Film Festival.",
                "A jury of nine chose the winner of the 28th Lantern Film Festival.",
            ],
            "The 28th Lantern Film Festival",
        ),
        (
            [
                "The Fishers' Guild of Lisande elected its head.",
                "Members of the Fishers' Guild of Lisande marched.",
                "The Fishers' Guild of Lisande (FGL) closed its hall.",
            ],
            "Fishers' Guild of Lisande",
        ),
        (
            [
                "Ninety dockers let the sculptor Orla Venn model them in clay.",
                "The sculptor Orla Venn model her father and them first.",
                "The sculptor Orla Venn model them on the quay.",
            ],
            "The sculptor Orla Venn",
        ),
    ],
)
def test_a_name_or_a_thing_is_told_whole(texts: list[str], heading: str) -> None:
    assert called([article(f"t{n}", t, headline=t.split(" of ")[0]) for n, t in enumerate(texts)]) == heading


def test_who_prints_it_is_no_theme() -> None:
    texts = [
        "The Morning Ledger said in an article that rents must fall.",
        "The Morning Ledger wrote that ships are late.",
        "A bylined article of the Morning Ledger deals with schools.",
    ]
    assert "Ledger" not in (
        called([article(f"t{n}", t, headline="Ledger") for n, t in enumerate(texts)]) or ""
    )


def test_where_letters_have_no_case_nothing_is_called_by_half_a_clause() -> None:
    texts = ["여객선 그레이 렌호가 17일 여섯 명을 구조했다.", "여객선 그레이 렌호가 18일 항구에 들어왔다."]
    assert called([article(f"t{n}", t, headline="여객선") for n, t in enumerate(texts)]) is None
