"""Floors for telling copies: on the made-up pairs of tests/cases/copies, in five languages, each in both orders."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from beatbook.filing.copies import Decision
from beatbook.filing.remembered import Copies
from beatbook.model import Article, CopyKind, Version
from beatbook.work.deciders import copies_judge
from beatbook.work.lines import NEVER

FOLDER = Path(__file__).parent.parent / "cases" / "copies"
DIGEST = "c2d456d321d5b7a5"
JOINED = 1.0
"""Share of the copies that are joined to their origin, the copy coming second."""
JOINED_REVERSED = 1.0
"""The same with the copy coming first."""
APART = 1.0
"""Share of the others that stay apart, in both orders."""
KIND = 1.0
"""Share of the joined whose kind is right, the copy coming second."""


@dataclass(frozen=True)
class Pair:
    language: str
    name: str
    expect: str
    first: Article
    second: Article


def article(key: str, headline: str, text: str, language: str) -> Article:
    return Article(key, "", None, NEVER, Version(headline=headline, text=text.strip(), language=language))


@cache
def pairs() -> tuple[Pair, ...]:
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        cases = tomllib.loads(path.read_text(encoding="utf-8"))
        reports = {r["name"]: r for r in cases["report"]}
        for number, pair in enumerate(cases["pair"]):
            report, language = reports[pair["of"]], path.stem
            first = article("first", report["headline"], report["text"], language)
            second = article(
                "second", pair.get("headline", report["headline"]), made(pair, report["text"]), language
            )
            found.append(Pair(language, f"{language} {number} {pair['of']}", pair["expect"], first, second))
    return tuple(found)


def made(pair: dict[str, Any], text: str) -> str:
    if "text" in pair:
        return str(pair["text"])
    for old, new in pair.get("replace", []):
        assert old in text, old
        text = text.replace(old, new, 1)
    paragraphs = text.strip().split("\n\n")
    if "keep" in pair:
        paragraphs = [paragraphs[i] for i in pair["keep"]]
    if "insert" in pair:
        paragraphs.insert(1, pair["insert"])
    if "tail" in pair:
        paragraphs.append(pair["tail"])
    return pair.get("before", "") + "\n\n".join(paragraphs)


def decide(first: Article, second: Article) -> Decision:
    copies = Copies(copies_judge())
    copies.add(first)
    return copies.add(second)


def share(right: list[bool]) -> float:
    return sum(right) / len(right)


def test_the_pairs_are_those_the_floors_were_set_on() -> None:
    whole = sha256()
    for path in sorted(FOLDER.glob("*.toml")):
        whole.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    assert whole.hexdigest()[:16] == DIGEST, "cases changed: measure again, then set DIGEST and the floors"


def test_copies_are_joined_to_their_origin() -> None:
    wrong = [p.name for p in pairs() if p.expect != "own" and decide(p.first, p.second).copy.origin is None]
    assert 1 - len(wrong) / sum(p.expect != "own" for p in pairs()) >= JOINED, wrong


def test_copies_that_come_first_are_joined_too() -> None:
    wrong = [p.name for p in pairs() if p.expect != "own" and decide(p.second, p.first).copy.origin is None]
    assert 1 - len(wrong) / sum(p.expect != "own" for p in pairs()) >= JOINED_REVERSED, wrong


def test_templates_and_other_reports_stay_apart() -> None:
    others = [p for p in pairs() if p.expect == "own"]
    wrong = [
        p.name
        for p in others
        if decide(p.first, p.second).copy.origin or decide(p.second, p.first).copy.origin
    ]
    assert 1 - len(wrong) / len(others) >= APART, wrong


def test_kinds_are_right() -> None:
    said = {p.name: (decide(p.first, p.second).copy.kind, p.expect) for p in pairs()}
    wrong = {name: kinds for name, kinds in said.items() if kinds[0] != CopyKind(kinds[1])}
    assert 1 - len(wrong) / len(said) >= KIND, wrong


def test_the_set_holds_what_it_promises() -> None:
    assert len(pairs()) >= 40
    assert {p.language for p in pairs()} == {"en", "de", "fr", "ko", "zh"}
    for language in {p.language for p in pairs()}:
        kinds = Counter(p.expect for p in pairs() if p.language == language)
        assert kinds["own"] >= 3, language
        assert set(kinds) == {"own", "exact", "reprint", "excerpt"}, language
