"""What docs/guide/rules.md promises in its table and lists, tried."""

from __future__ import annotations

from pathlib import Path

import pytest

from beatbook.filing.match import matches
from beatbook.filing.rule import FIELDS, parse
from beatbook.model import Version

GUIDE = (Path(__file__).parents[2] / "docs" / "guide" / "rules.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        ("port", "report", False),
        ("Muller", "MÜLLER", True),
        ("lodz", "Łódź", True),
        ('="New Start"', "New START", False),
        ('"Korea leader"', "Korea’s leader", True),
        ("U.S.", "US", False),
        ("(U.S. OR =US)", "the US", True),
        ("탈북", "국내탈북자", True),
        ("ガス", "ｶﾞｽ", True),
        ("a near/5 b", "a 1 2 3 4 5 b", True),
        ("a near/5 b", "a 1 2 3 4 5 6 b", False),
        ("a near/0 b", "b a", True),
        ("port harbour OR quay NOT pearl", "quay", True),
        ("port harbour OR quay NOT pearl", "quay pearl", False),
        ("port harbour OR quay NOT pearl", "port harbour pearl", True),
        ("a NOT b near/3 c", "a b", True),
        ("a NOT b near/3 c", "a b c", False),
        ('"AND"', "this and that", True),
    ],
)
def test_what_it_says(rule: str, text: str, expected: bool) -> None:
    assert matches(parse(rule), Version(text=text)) == expected


def test_it_names_every_field() -> None:
    assert all(f"| `{name}:` |" in GUIDE for name in FIELDS)
