"""The files that pages use, read once, each at an address that holds the fingerprint of its content."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

PAGES, CHART = "beatbook.css", "chart.css"
"""The style sheet of the pages, which has that of the charts within it; and the latter, for charts that stand alone."""

TYPES = {"css": "text/css; charset=utf-8", "svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Asset:
    name: str
    body: bytes
    media_type: str


def read_assets() -> Mapping[str, Asset]:
    """By plain name ("beatbook.css"); each asset's own name holds the fingerprint ("beatbook.1f0c….css")."""
    found: dict[str, Asset] = {}
    folder = files("beatbook.web").joinpath("static")
    for path in folder.iterdir():
        stem, _, kind = path.name.rpartition(".")
        if kind in TYPES:
            body = path.read_bytes()
            if path.name == PAGES:
                body += folder.joinpath(CHART).read_bytes()
            mark = hashlib.blake2b(body, digest_size=8).hexdigest()
            found[path.name] = Asset(f"{stem}.{mark}.{kind}", body, TYPES[kind])
    return found
