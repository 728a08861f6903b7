from __future__ import annotations

import json

from beatbook.read.article import read_page
from beatbook.read.blocks import sheet_of
from beatbook.read.metadata import read_metadata
from beatbook.read.page import parse_page
from beatbook.read.witnesses import LONGEST, MOST, Said, first_unrefused, witnesses


def test_each_word_of_a_witness_once_and_the_taken_one_always() -> None:
    heard = [
        Said("a", "x"),
        Said("a", "x"),
        Said("b", "x"),
        *(Said("c", str(i)) for i in range(20)),
        Said("d", "y"),
    ]
    found = witnesses("headline", heard, heard[-1])
    assert len(found) == MOST
    assert [(w.by, w.said) for w in found[:3]] == [("a", "x"), ("b", "x"), ("c", "0")]
    assert [w for w in found if w.taken] == [found[-1]]
    assert found[-1].by == "d"


def test_words_are_one_clean_line() -> None:
    found = witnesses("deck", [Said("a", "x\u200b\ny" + "z" * 999), Said("b", " \x00 ")], None)
    assert [w.said for w in found] == ["x y" + "z" * (LONGEST - 3)]


def test_a_refused_word_is_not_taken() -> None:
    said, found = first_unrefused("section", [Said("a", "x", "too long"), Said("b", ""), Said("c", "y")])
    assert said == "y"
    assert [(w.by, w.taken, w.why) for w in found] == [("a", False, "too long"), ("c", True, None)]


def test_every_field_has_its_witnesses() -> None:
    data = {
        "@type": "NewsArticle", "headline": "Dock strike ends", "author": {"name": "Ida Korhonen"}, "inLanguage": "en", "image": "/a.jpg",
        "datePublished": "2020-12-03", "dateModified": "2020-12-04", "articleSection": "Ports", "description": "A night of talks brings a deal at last",
    }  # fmt: skip
    page = parse_page(
        f"<html lang=en-GB><head><title>Dock strike ends | Courier</title><link rel=canonical href=/a>"
        f"<script type='application/ld+json'>{json.dumps(data)}</script></head><body><h1>Dock strike ends</h1><p>x".encode()
    )
    found = read_metadata(page.tree, sheet_of(page.tree), "https://courier.example/a")
    fields = (
        "headline",
        "deck",
        "byline",
        "published",
        "modified",
        "language",
        "section",
        "canonical",
        "image",
    )
    assert tuple(dict.fromkeys(w.field for w in found.witnesses)) == fields
    assert [w.field for w in found.witnesses if w.taken] == list(fields)
    assert [(w.by, w.said) for w in found.witnesses if w.field == "headline"] == [
        ("heading", "Dock strike ends"),
        ("JSON-LD", "Dock strike ends"),
        ("<title>", "Dock strike ends | Courier"),
    ]


def test_the_text_overrules_what_the_page_states_of_it() -> None:
    lede = (
        "Harbour workers in the northern port ended a strike of nine days on Thursday after a night of talks."
    )
    body = "".join(
        f"<p>{lede} The members of the union are to vote on it by the fourteenth of the month.</p>"
        for _ in range(4)
    )
    page = (
        f"<html lang=de><head><title>Dock strike ends</title><meta name=description content='{lede}'></head>"
        f"<body><article><h1>Dock strike ends</h1>{body}</article>"
    )
    found = read_page(page.encode(), url="https://courier.example/a")
    assert found.version.deck is None
    assert found.version.language == "en"
    assert [(w.field, w.why) for w in found.witnesses if w.field in ("deck", "language")] == [
        ("deck", "only repeats how the text begins"),
        ("language", "the text is in another language"),
    ]
