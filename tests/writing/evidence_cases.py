"""The made-up cases of tests/cases/evidence, as single sentences."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "cases" / "evidence"


@dataclass(frozen=True)
class Case:
    """A sentence, and what must be found wrong with it: kind and words; None for nothing."""

    sentence: str
    evidence: tuple[str, ...]
    language: str | None
    day: date | None
    wrong: tuple[str, str] | None


def evidence_cases() -> Iterator[Case]:
    for path in sorted(FOLDER.glob("*.toml")):
        for text in tomllib.loads(path.read_text(encoding="utf-8"))["text"]:
            given = (tuple(text["evidence"]), text.get("language"), text.get("day"))
            for sentence in text["holds"]:
                yield Case(sentence, *given, None)
            for sentence, kind, words in text["fails"]:
                yield Case(sentence, *given, (kind, words))
