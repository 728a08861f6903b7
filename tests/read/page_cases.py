"""The made-up pages of tests/cases/pages with their expectations."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from beatbook.model import Reading
from beatbook.read.article import read_page

PAGES = Path(__file__).parents[1] / "cases" / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.html"))


def expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((PAGES / f"{name}.json").read_text("utf-8"))
    return found


def read(name: str) -> Reading:
    want = expected(name)
    return read_page(
        (PAGES / f"{name}.html").read_bytes(),
        url=want.get("url"),
        content_type=want.get("content_type", ""),
        fetched=datetime.fromisoformat(want["fetched"]) if want.get("fetched") else None,
    )


def said(reading: Reading) -> dict[str, Any]:
    """The reading in the terms of an expectation."""
    version = reading.version
    return {
        "kind": reading.kind.value,
        "reason": reading.reason,
        "headline": version.headline,
        "deck": version.deck,
        "byline": [[n.name, n.kind.value] for n in version.byline],
        "published": str(version.published) if version.published else None,
        "modified": str(version.modified) if version.modified else None,
        "language": version.language,
        "section": version.section,
        "canonical": reading.canonical,
        "image": [reading.image.url, reading.image.credit] if reading.image else None,
        "partial": version.partial,
        "text": version.text,
    }
