"""A made-up model, and the reports of tests/cases/languages that it is asked about.

Each thing of its dictionary is a direction of its own, an article the sum of those that it speaks of, with some noise: what is said in two
languages is near, and so are two like events.
"""

from __future__ import annotations

import random
import tomllib
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from beatbook.filing.meaning import Vector
from beatbook.model import Article, Moment, Version
from beatbook.work.embedder import text_of

FOLDER = Path(__file__).parents[1] / "cases" / "languages"
MODEL = "made-up-256"
DIMENSIONS = 256
NOISE = 0.6
"""How long the noise is, against one thing."""

CONCEPTS: list[list[str]] = tomllib.loads((FOLDER / "dictionary.toml").read_text("utf-8"))["concepts"]


def _direction(seed: int, size: int) -> Vector:
    chance = random.Random(seed)
    vector = np.array([chance.gauss(0.0, 1.0) for _ in range(size)], np.float32)
    return vector / np.float32(np.linalg.norm(vector))


_DIRECTIONS = [_direction(n, DIMENSIONS) for n in range(len(CONCEPTS))]


def vector_of(text: str) -> Vector:
    said = f" {text.lower()} "
    things = [
        d for d, forms in zip(_DIRECTIONS, CONCEPTS, strict=True) if any(form in said for form in forms)
    ]
    noise = _direction(zlib.crc32(text.encode()), DIMENSIONS) * np.float32(NOISE)
    total = np.sum([*things, noise], axis=0)
    return (total / np.linalg.norm(total)).astype(np.float32)


def meant(article: Article) -> Vector:
    return vector_of(text_of(article.version))


@dataclass(frozen=True, slots=True)
class Pair:
    one: Article
    other: Article
    joins: bool
    alone: bool

    @property
    def name(self) -> str:
        return f"{self.one.id} {'and' if self.joins else 'not'} {self.other.id}"


def reports() -> dict[str, Article]:
    found: dict[str, Article] = {}
    for row in tomllib.loads((FOLDER / "reports.toml").read_text("utf-8"))["report"]:
        published = Moment.parse(row["published"])
        version = Version(
            headline=row["headline"], text=row["text"], language=row["language"], published=published
        )
        seen = datetime(published.day.year, published.day.month, published.day.day, 12, tzinfo=UTC)
        found[row["id"]] = Article(row["id"], f"paper-{row['language']}", None, seen, version)
    return found


def pairs() -> list[Pair]:
    known = reports()
    rows = tomllib.loads((FOLDER / "reports.toml").read_text("utf-8"))["pair"]
    return [Pair(*(known[r] for r in row["reports"]), row["joins"], row.get("alone", False)) for row in rows]
