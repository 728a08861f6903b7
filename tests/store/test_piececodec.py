"""Documents as bytes: exact, the same everywhere, and readable by an older and a newer desk."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beatbook.model import (
    Bound,
    Charted,
    Citation,
    Days,
    Document,
    Figure,
    Name,
    NameKind,
    Observation,
    PeriodKind,
    Piece,
    PieceKind,
    Point,
    Span,
    Stated,
    Tier,
)
from beatbook.store import piececodec

YEAR = Days(date(2026, 1, 1), date(2026, 12, 31))
FERRIES = Figure("ferries", "Ferries that sailed", ("ferry", "페리"), (("sail*",), ("left", "라")), unit="", low=0.0, high=900.0)  # fmt: skip


def observed(value: float = 195.0, **more: object) -> Observation:
    values: dict[str, object] = {
        "figure": "ferries",
        "value": value,
        "bound": Bound.EXACT,
        "unit": "",
        "period": YEAR,
        "as_of": date(2026, 10, 21),
        "reported": date(2026, 10, 22),
        "text": "So far 195 ferries sailed.",
        "span": Span("a", 0, 26, "v"),
    }
    return Observation(**values | more)  # type: ignore[arg-type]


def stated(value: float = 195.0, revises: Stated | None = None) -> Stated:
    return Stated(value, Bound.AT_LEAST, date(2026, 10, 21), ("the ministry",), (observed(value),), revises)


CHARTED = Charted(
    FERRIES,
    (
        Point(YEAR, date(2026, 10, 21), None, (stated(229.0, stated()),), (stated(1000.0),), (stated(),), True),
        Point(None, date(2026, 11, 1), PeriodKind.STOCK),
    ),
    date(2026, 11, 20),
    (Days(date(2026, 3, 1), date(2026, 3, 4)),),
)  # fmt: skip
DOCUMENT = Document(
    "The strait in Nov. 2026",
    "A month in review",
    "## Ferries\nNur 195 Fähren fuhren – 195척.[^1][^c1]\n![Ferries](figure:ferries)\n",
    (
        Citation("1", "So far 195 ferries sailed.", Span("a", 0, 26, "v"), "The Tide", "Ferries", "https://tide.example/a", date(2026, 10, 22)),
        Citation("c1", "11 of 14 sources could be read."),
    ),
    (CHARTED,),
)  # fmt: skip

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
OBSERVED = st.builds(Observation, value=NUMBERS)
PLAINLY = st.builds(Stated, value=NUMBERS, observations=st.lists(OBSERVED, max_size=2).map(tuple), revises=st.none())  # fmt: skip
STATED = st.lists(st.builds(lambda s, r: replace(s, revises=r), PLAINLY, st.none() | PLAINLY), max_size=2).map(tuple)  # fmt: skip
POINTS = st.builds(Point, values=STATED, bounds=STATED, earlier=STATED)
FIGURES = st.builds(Figure, low=st.none() | NUMBERS, high=st.none() | NUMBERS)
CHARTS = st.builds(Charted, figure=FIGURES, points=st.lists(POINTS, max_size=2).map(tuple))
DOCUMENTS = st.builds(Document, charts=st.lists(CHARTS, max_size=2).map(tuple))


def test_a_document_comes_back_as_it_was() -> None:
    assert piececodec.unpack(piececodec.pack(DOCUMENT)) == DOCUMENT


@settings(deadline=None, max_examples=60)
@given(DOCUMENTS)
def test_every_document_comes_back_as_it_was(document: Document) -> None:
    back = piececodec.unpack(piececodec.pack(document))
    assert back == document
    assert piececodec.canonical(back) == piececodec.canonical(document)


def test_the_bytes_are_canonical() -> None:
    said = piececodec.canonical(DOCUMENT)
    again = json.dumps(json.loads(said), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert again.encode() == said
    assert "195척".encode() in said
    assert zlib.decompress(piececodec.pack(DOCUMENT)) == said
    assert piececodec.digest(DOCUMENT) == hashlib.sha256(said).hexdigest()


def test_the_digest_of_a_document_is_the_same_for_ever() -> None:
    """Whoever changes this breaks what was published: what has been digested must still be digested so."""
    assert piececodec.digest(DOCUMENT) == "68105bf727de975d9baf807ec779f50035a861b84a480a636a5bc3039c7d5c1d"


def test_equal_documents_have_the_same_bytes_and_others_do_not() -> None:
    whole = replace(DOCUMENT, charts=(replace(CHARTED, figure=replace(FERRIES, low=0)),))
    assert piececodec.canonical(whole) == piececodec.canonical(DOCUMENT)
    for other in (
        replace(DOCUMENT, deck=""),
        replace(DOCUMENT, citations=DOCUMENT.citations[::-1]),
        replace(DOCUMENT, charts=()),
    ):
        assert piececodec.digest(other) != piececodec.digest(DOCUMENT)


def test_what_is_unknown_is_passed_over() -> None:
    said = json.loads(piececodec.canonical(DOCUMENT))
    said["mood"] = "calm"
    said["citations"][0]["seen"] = ["2026-11-20"]
    said["charts"][0]["points"][0]["values"][0]["observations"][0]["span"]["page"] = 3
    blob = zlib.compress(json.dumps(said).encode())
    assert piececodec.unpack(blob) == DOCUMENT


def test_what_is_as_it_is_by_default_is_not_written() -> None:
    said = json.loads(piececodec.canonical(DOCUMENT))
    assert said["citations"][1] == {"label": "c1", "words": "11 of 14 sources could be read."}
    assert json.loads(piececodec.canonical(Document("T", "D", "B"))) == {
        "title": "T",
        "deck": "D",
        "body": "B",
    }


def test_half_characters_of_a_broken_text_come_back() -> None:
    broken = replace(DOCUMENT, title="Half \ud83d of one")
    assert piececodec.unpack(piececodec.pack(broken)) == broken
    assert len(piececodec.digest(broken)) == 64


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        piececodec.pack(
            replace(DOCUMENT, charts=(replace(CHARTED, figure=replace(FERRIES, low=float("nan"))),))
        )


def test_every_field_of_a_piece_comes_back() -> None:
    piece = Piece(
        "strait", "review-2026", PieceKind.REVIEW, Tier.MEMBERS, "ko", YEAR, (Name("Quay", NameKind.DESK),)
    )
    assert all(getattr(piece, f.name) != f.default for f in fields(Piece))
    assert piececodec.value(Piece, json.loads(json.dumps(piececodec.out(Piece, piece)))) == piece
