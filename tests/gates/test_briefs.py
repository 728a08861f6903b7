"""Floors for briefs: on the made-up stories of tests/cases/briefs, every one of which must come out right."""

from __future__ import annotations

import tomllib
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.writing.pieces import article, texts, written

FOLDER = Path(__file__).parent.parent / "cases" / "briefs"
DIGEST = "24fdb0c22ffa6fca"


def cases() -> list[dict[str, Any]]:
    return [
        case
        for path in sorted(FOLDER.glob("*.toml"))
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    ]


def test_the_cases_are_those_that_the_floors_are_for() -> None:
    digest = sha256()
    for path in sorted(FOLDER.glob("*.toml")):
        digest.update(path.read_bytes())
    assert digest.hexdigest()[:16] == DIGEST, (
        "the cases changed: look at what comes of them and set the digest"
    )


@pytest.mark.parametrize("case", cases(), ids=lambda case: str(case["name"]))
def test_each_says_what_it_must_and_nothing_else(case: dict[str, Any]) -> None:
    articles = [
        article(
            row["id"],
            row["text"].strip(),
            headline=row.get("headline"),
            published=row.get("published"),
            language=row.get("language"),
        )
        for row in case["articles"]
    ]
    found = written(*articles)
    said = " ".join(texts(found))
    assert (found.outcome.value, found.reason) == (case["outcome"], case.get("reason")), said
    assert [piece for piece in case.get("must", ()) if piece not in said] == []
    assert [piece for piece in case.get("never", ()) if piece in said] == []
    sources = {a.id: a.version.text for a in articles}
    for cited in found.sentences:
        assert [sources[s.article][s.start : s.end] for s in cited.spans] == [cited.text]
