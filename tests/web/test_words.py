"""The interface's words and the contexts that templates are given: complete and described."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from importlib.resources import files
from typing import get_type_hints

import pytest

from beatbook.model import Outcome
from beatbook.web import (
    aheadcontexts,
    briefcontexts,
    contexts,
    figurecontexts,
    membercontexts,
    piececontexts,
    storycontexts,
    timecontexts,
)
from beatbook.web.words import CATALOGUES, PARTS, Words

WEB = files("beatbook.web")
CONTEXTS = [
    c
    for module in (
        contexts,
        storycontexts,
        briefcontexts,
        aheadcontexts,
        timecontexts,
        figurecontexts,
        membercontexts,
        piececontexts,
    )
    for c in vars(module).values()
    if is_dataclass(c)
]

NO_PAGES = {
    *("base.html", "parts.html", "charts.html", "diary.html", "prose.html"),
    *("piece_feed.html", "piece_print.html", "piece_print.css", "piece_mail.html", "piece_mail.css"),
}
"""What pages are made of, and what of a piece leaves the desk otherwise."""


def used() -> set[str]:
    """Every key that a template or page asks for by name."""
    found: set[str] = set()
    for folder in (WEB.joinpath("templates"), WEB.joinpath("pages"), WEB):
        for path in folder.iterdir():
            if path.name.endswith((".html", ".py")):
                found |= set(re.findall(r"\b(?:w|words)\(\s*\"([\w-]+)\"", path.read_text(encoding="utf-8")))
    return found


@pytest.mark.parametrize("language", sorted(CATALOGUES))
def test_words_are_complete(language: str) -> None:
    catalogue = CATALOGUES[language]
    assert used() <= catalogue.keys()
    assert catalogue.keys() == CATALOGUES["en"].keys()
    assert {f"outcome-{outcome}" for outcome in Outcome} <= catalogue.keys()


def test_no_two_parts_have_the_same_key() -> None:
    assert len(PARTS) > 2
    assert sum(map(len, PARTS)) == len({key for part in PARTS for key in part})


def test_words() -> None:
    words = Words("en-GB")
    assert words("articles", n=1) == "1 article"
    assert words("articles", n=9000) == "9,000 articles"
    assert words.joined([]) == ""
    assert words.joined(["A"]) == "A"
    assert words.joined(["A", "B", "C"]) == "A, B and C"
    assert Words("xx").language == "en"


def test_every_field_of_a_context_is_described() -> None:
    assert len(CONTEXTS) > 20
    for context in CONTEXTS:
        assert context.__dataclass_params__.frozen  # type: ignore[attr-defined]
        hints = get_type_hints(context, include_extras=True)
        for field in fields(context):
            assert hints[field.name].__metadata__[0], f"{context.__name__}.{field.name}"


def test_each_page_has_its_template() -> None:
    templates = {path.name for path in WEB.joinpath("templates").iterdir()}
    named = {c.template for c in CONTEXTS if hasattr(c, "template")}
    assert templates == named | NO_PAGES
    for name in templates:
        source = WEB.joinpath("templates", name).read_text(encoding="utf-8")
        assert "|safe" not in source.replace(" ", "")
        assert "<script" not in source
        assert "style=" not in source
