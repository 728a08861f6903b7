"""A piece's file: what it says, what is refused with which line, and that a document comes back from it."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beatbook.errors import InputError
from beatbook.filing.pieceblocks import LONGEST
from beatbook.filing.piecefile import COUNTED, Defined, Written, article_of, cited, parse, plain, printed
from beatbook.model import Citation, Document, Name, Span, Tier

FILE = """+++
title = "Aldermere in Oct. 2027"
deck = "What came of the weir"
tier = "members"
byline = ["Ida Korhonen", "Tom Vane"]
+++

## The weir

It broke on Monday.[^1] Nobody was hurt.[^2]

2 of 3 sources could be read.[^c1]

[^1]: /articles/courier%2F12/ "The weir broke on Monday, the \\"Weir Board\\" said."
[^2]: <https://paper.example/a b> 'Nobody was hurt.'
[^c1]: #counted "2 of 3 sources could be read."
"""


def at(article: str) -> str:
    return f"/articles/{quote(article, safe='')}/"


def test_what_a_file_says() -> None:
    found = parse(FILE)
    assert found == Written(
        "Aldermere in Oct. 2027",
        "What came of the weir",
        "## The weir\n\nIt broke on Monday.[^1] Nobody was hurt.[^2]\n\n2 of 3 sources could be read.[^c1]",
        Tier.MEMBERS,
        ("Ida Korhonen", "Tom Vane"),
        (
            Defined("1", "/articles/courier%2F12/", 'The weir broke on Monday, the "Weir Board" said.'),
            Defined("2", "https://paper.example/a b", "Nobody was hurt."),
            Defined("c1", COUNTED, "2 of 3 sources could be read."),
        ),
    )


def test_line_ends_marks_of_order_and_plain_quotes_in_words_are_no_hindrance() -> None:
    assert parse("\ufeff" + FILE.replace("\n", "\r\n")) == parse(FILE)
    pasted = FILE.replace('\\"', '"')
    assert parse(pasted).cited[0].words == 'The weir broke on Monday, the "Weir Board" said.'


def test_tier_byline_and_deck_may_be_left_out() -> None:
    assert parse('+++\ntitle = "A weir"\n+++\nIt broke.') == Written("A weir", "", "It broke.")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "the draft, line 1: a piece begins with a line"),
        ("It broke.", "the draft, line 1: a piece begins with a line"),
        ("+++\ntitle = 'a'\n", "the draft, line 1: the .* that ends the front matter is missing"),
        ("+++\ntitle = a\n+++\n", "the draft: its front matter is no TOML: .* line 2"),
        ("+++\ndeck = 'a'\n+++\n", "the draft: 'title' is missing"),
        ("+++\ntitel = 'a'\n+++\n", "did you mean 'title'"),
        ("+++\ntitle = 3\n+++\n", "'title' must be a text"),
        ("+++\ntitle = 'a'\ntier = 'secret'\n+++\n", "'tier' must be 'open' or 'members', not 'secret'"),
        ("+++\ntitle = 'a'\nbyline = 'Ida'\n+++\n", "'byline' must be a list"),
        ("+++\ntitle = 'a'\n+++\nx[^1]\n\n[^1]: nowhere", "the draft, line 6: a mark is defined as"),
        ("+++\ntitle = 'a'\n+++\n[^1]: /articles/a/", "the draft, line 4: a mark is defined as"),
        ("+++\ntitle = 'a'\n+++\n[^*]: /articles/a/ 'b'", "the draft, line 4: a mark is defined as"),
        ("+++\ntitle = 'a'\n+++\n[^1]: /articles/a/ ''", r"the draft, line 4: \[\^1\] stands for nothing"),
        ("+++\ntitle = 'a'\n+++\n[^1]: /a/ 'b'\n[^1]: /a/ 'c'", r"the draft, line 5: \[\^1\] stands for two"),
        ("+++\ntitle = 'a'\n+++\nb\n\n" + "> " * 30 + "a", "the draft, line 6: .* too deep"),
        (f"+++\ntitle = '{'a' * 400}'\n+++\n", "'title' has more than 300"),
        ("a" * (LONGEST + 1), "the draft: longer than 200,000 characters"),
    ],
)
def test_what_is_refused_names_the_file_and_the_line(text: str, what: str) -> None:
    with pytest.raises(InputError, match=what):
        parse(text, "the draft")


def test_articles_of_addresses() -> None:
    assert article_of("/articles/courier%2F12/") == "courier/12"
    assert article_of("https://desk.example/under/articles/12") == "12"
    assert article_of("https://paper.example/articles/") is None
    assert article_of("https://[/articles/1/") is None
    assert article_of(COUNTED) is None


WORDS = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn"), include_characters="\n\r\"'\\&;#"),
    min_size=1,
    max_size=30,
).filter(lambda said: bool(said.strip()))
LINE = WORDS.map(lambda said: " ".join(said.split())).filter(bool)
CITATIONS = st.lists(
    st.one_of(
        st.builds(lambda w, a: Citation("", w, Span(a, 0, 1)), WORDS, WORDS),
        st.builds(lambda w: Citation("", w), WORDS),
        st.builds(lambda w, a: Citation("", w, url=f"/stories/{quote(a, safe='')}/"), WORDS, WORDS),
    ),
    max_size=4,
)


@settings(max_examples=200, deadline=None)
@given(LINE, LINE, CITATIONS, st.sampled_from(list(Tier)), st.lists(LINE, max_size=2, unique=True))
def test_a_document_comes_back(
    title: str, deck: str, citations: list[Citation], tier: Tier, byline: list[str]
) -> None:
    numbered = [Citation(str(n), c.words, c.span, url=c.url) for n, c in enumerate(citations)]
    document = Document(title, deck, "## A\n\nIt broke.[^0]", tuple(numbered))
    found = parse(printed(document, tier, [Name(name) for name in byline], at))
    assert (found.title, found.deck, found.body, found.tier) == (title, deck, document.body, tier)
    assert found.byline == tuple(byline)
    assert [(d.label, d.words) for d in found.cited] == [(c.label, c.words) for c in numbered]
    for defined, citation in zip(found.cited, numbered, strict=True):
        if citation.span:
            assert article_of(defined.address) == citation.span.article
        else:
            assert defined.address == (citation.url or COUNTED)


DOCUMENT = Document(
    "The weir",
    "What came of it",
    "## Broken\n\nIt broke.[^2] Nobody was hurt.[^1][^2]\n\n- **Oct. 3:** It rained.[^1]\n- [Flood](/stories/f/)\n\n> “Oh.”[^2]\n\n"
    "![Levels](figure:levels)\n\n2 sources.[^c1] Read [more](https://paper.example/).",
    (
        Citation("1", "x", Span("a", 0, 1), "Courier", "Nobody hurt", "https://paper.example/1", date(2027, 10, 3)),
        Citation("2", "y", Span("b", 0, 1), "Gazette", "It broke", None, None),
        Citation("3", "z", Span("c", 0, 1), "Post", "Unused", None, None),
        Citation("c1", "2 sources."),
        Citation("s1", "Flood", url="/stories/f/"),
    ),
)  # fmt: skip


def test_sources_are_what_marks_stand_for_in_the_order_in_which_they_are_read() -> None:
    assert [c.label for c in cited(DOCUMENT)] == ["2", "1", "c1"]


def test_as_text() -> None:
    assert plain(DOCUMENT) == (
        "The weir\n\nWhat came of it\n\nBroken\n------\n\nIt broke.[1] Nobody was hurt.[2][1]\n\n"
        "* Oct. 3: It rained.[2]\n* Flood </stories/f/>\n\n> “Oh.”[1]\n\n[Chart: Levels]\n\n"
        "2 sources. Read more <https://paper.example/>.\n\n"
        "Sources\n\n[1] Gazette, “It broke”\n"
        "[2] Courier, “Nobody hurt”, 2027-10-03, <https://paper.example/1>\n"
    )
