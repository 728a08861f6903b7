"""Floors for reading, on the pages of tests/cases/pages.

The digest pins the pages and expectations that the floors were set on: adding a page changes it. Then measure, set the
floors anew, and say in the commit why if one went down.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from beatbook.model import Reading
from beatbook.read.article import read_page
from beatbook.read.body import agreement
from beatbook.read.language import Languages

PAGES = Path(__file__).parents[1] / "cases" / "pages"
DIGEST = "c72779b80eebb422"
FLOORS = {"kind": 1.0, "headline": 1.0, "published": 1.0, "byline": 1.0, "language": 1.0, "text": 0.99}


def corpus() -> list[tuple[str, bytes, dict[str, Any]]]:
    return [
        (path.stem, path.read_bytes(), json.loads(path.with_suffix(".json").read_text("utf-8")))
        for path in sorted(PAGES.glob("*.html"))
    ]


def digest() -> str:
    whole = sha256()
    for path in sorted((*PAGES.glob("*.html"), *PAGES.glob("*.json"))):
        whole.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()[:16]


def score() -> dict[str, float]:
    languages = Languages()
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    texts: list[float] = []
    for _, body, want in corpus():
        reading = read_page(body, url=want["url"], content_type=want["content_type"], languages=languages)
        got = fields(reading)
        for name in ("kind", "headline", "published", "byline", "language"):
            if name in want:
                asked[name] += 1
                right[name] += got[name] == want[name]
        if want.get("text"):
            texts.append(agreement(got["text"], want["text"]))
    return {name: right[name] / asked[name] for name in asked} | {"text": mean(texts)}


def fields(reading: Reading) -> dict[str, Any]:
    version = reading.version
    return {
        "kind": reading.kind.value,
        "headline": version.headline,
        "published": str(version.published) if version.published else None,
        "byline": [[n.name, n.kind.value] for n in version.byline],
        "language": version.language,
        "text": version.text,
    }


def mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed)


def test_the_corpus_is_the_one_the_floors_were_set_on() -> None:
    assert digest() == DIGEST, "pages changed: measure again, then set DIGEST and FLOORS"


def test_reading_stays_above_its_floors() -> None:
    got = score()
    assert {name: got[name] for name in FLOORS if got[name] < FLOORS[name]} == {}
