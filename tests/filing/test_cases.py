"""The cases in tests/cases/rules/: a rule, and articles that it must or must not file. See the README there."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from beatbook.filing.match import Matcher
from beatbook.model import Beat, Name, Version

from . import reference

CASES = Path(__file__).parent.parent / "cases" / "rules"
FILES = sorted(CASES.glob("*.toml"))
KEYS = {"expect", "why", "note", "headline", "deck", "byline", "section", "source", "language", "text"}


def _cases() -> list[tuple[str, str, dict[str, object]]]:
    out = []
    for path in FILES:
        for i, rule in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["rule"], 1):
            out += [
                (f"{path.stem}-{i}-{n}", rule["rule"], article)
                for n, article in enumerate(rule["article"], 1)
            ]
    return out


CASE_LIST = _cases()


@pytest.mark.parametrize(("rule", "article"), [c[1:] for c in CASE_LIST], ids=[c[0] for c in CASE_LIST])
def test_case(rule: str, article: dict[str, object]) -> None:
    assert set(article) <= KEYS
    said = {k: str(v) for k, v in article.items() if k not in ("expect", "why", "note")}
    source, byline = said.pop("source", ""), said.pop("byline", "")
    version = Version(byline=(Name(byline),) if byline else (), **said)  # type: ignore[arg-type]
    filings = Matcher([Beat("case", "Case", rule)]).file_version(source, version)
    assert bool(filings) == article["expect"]
    if "why" in article:
        texts = reference.fields(source, version)
        assert [texts[h.field][h.start : h.end] for f in filings for h in f.why] == article["why"]
