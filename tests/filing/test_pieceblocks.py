"""A piece's body: what its marks belong to, and that words come back as they were, whatever is written in them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beatbook.errors import InputError
from beatbook.filing.pieceblocks import BRACKETS, LONGEST, PARAGRAPH, blocks, body, safe
from beatbook.model import Block, BlockKind, Run, Sentence


def said(text: str, language: str = "en") -> list[tuple[str, tuple[str, ...]]]:
    return [(s.text, s.labels) for block in blocks(text, language) for s in block.sentences]


def kinds(text: str) -> list[tuple[str, int, int | None, str]]:
    return [
        (b.kind.value, b.level, b.number, " ".join(s.text for s in b.sentences)) for b in blocks(text, "en")
    ]


# ---- marks --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The weir broke.[^1] Two mills stood still.[^2][^3]",
            [("The weir broke.", ("1",)), ("Two mills stood still.", ("2", "3"))],
        ),
        ("The weir[^1] broke on Monday.[^2]", [("The weir broke on Monday.", ("1", "2"))]),
        ("The weir [^1] broke. It rained.", [("The weir broke.", ("1",)), ("It rained.", ())]),
        (
            "The weir broke. [^1] It rained.[^2]",
            [("The weir broke.", ("1",)), ("It rained.", ("2",))],
        ),
        ("It opens at 5 p.m.[^1] on Monday.[^2]", [("It opens at 5 p.m. on Monday.", ("1", "2"))]),
        ("It rained. The weir broke.[^1]", [("It rained.", ()), ("The weir broke.", ("1",))]),
        (
            "Nobody was hurt[^1]\nThe mill stands[^2]",
            [("Nobody was hurt", ("1",)), ("The mill stands", ("2",))],
        ),
        (
            "A sentence that\nis wrapped by an editor.[^1] Another.[^2]",
            [("A sentence that is wrapped by an editor.", ("1",)), ("Another.", ("2",))],
        ),
        ("She said: “It broke.”[^1] He left.[^2]", [("She said: “It broke.”", ("1",)), ("He left.", ("2",))]),
        ("[^1] The weir broke.", [("The weir broke.", ("1",))]),
        ("The weir broke![^1] Why?[^2]", [("The weir broke!", ("1",)), ("Why?", ("2",))]),
        ("[^1][^2]", [("", ("1", "2"))]),
        ("One.[^1][^1]", [("One.", ("1",))]),
        (r"The sign \[^1\] is none.", [("The sign [^1] is none.", ())]),
        ("The sign `[^1]` is none.", [("The sign [^1] is none.", ())]),
    ],
)
def test_marks_belong_to_the_sentence_that_they_stand_behind_or_in(text: str, expected: list[Any]) -> None:
    assert said(text) == expected


def test_languages() -> None:
    assert said("둑이 무너졌다.[^1] 두 명이 다쳤다.[^2]", "ko") == [
        ("둑이 무너졌다.", ("1",)),
        ("두 명이 다쳤다.", ("2",)),
    ]
    assert said("堤防が決壊した。[^1]けが人はいない。[^2]", "ja") == [
        ("堤防が決壊した。", ("1",)),
        ("けが人はいない。", ("2",)),
    ]
    assert said("انهار السد.[^1] لم يصب أحد.[^2]", "ar") == [("انهار السد.", ("1",)), ("لم يصب أحد.", ("2",))]


# ---- blocks -------------------------------------------------------------------------------------------------------------


def test_blocks() -> None:
    text = """# Above
## The weir
##### Below

It broke.[^1]

* one
  1. inner
  2. other
* two

  and more

7. seven
8. eight

> “It broke,” she said.[^2]

![Water levels](figure:water-levels)
"""
    assert kinds(text) == [
        ("heading", 2, None, "Above"),
        ("heading", 2, None, "The weir"),
        ("heading", 4, None, "Below"),
        ("paragraph", 0, None, "It broke."),
        ("item", 1, None, "one"),
        ("item", 2, 1, "inner"),
        ("item", 2, 2, "other"),
        ("item", 1, None, "two and more"),
        ("item", 1, 7, "seven"),
        ("item", 1, 8, "eight"),
        ("quote", 0, None, "“It broke,” she said."),
        ("chart", 0, None, "Water levels"),
    ]
    assert blocks(text)[-1].figure == "water-levels"


def test_what_is_none_of_these_is_shown_as_paragraphs() -> None:
    assert said("```\nlevel = 3\n\nmore\n```") == [("level = 3", ()), ("more", ())]
    assert said("| a | b |\n|---|---|\n| 1 | 2 |") == [("| a | b | |---|---| | 1 | 2 |", ())]
    assert said("<script>alert(1)</script> <b>so</b>") == [("<script>alert(1)</script> <b>so</b>", ())]
    assert said("<div>\nblock\n</div>") == [("<div> block </div>", ())]
    assert said("Seen ![a mill](https://paper.example/mill.jpg) there.") == [("Seen a mill there.", ())]
    assert said("![Level](figure:level) rose.") == [("Level rose.", ())]
    assert said("![x](figure:No%20Slug)") == [("x", ())]


def test_styles_and_links() -> None:
    (block,) = blocks("**Nov. 3:** The *old* weir, [as told](https://paper.example/1), broke.[^1]", "en")
    assert block.sentences == (
        Sentence(
            (
                Run("Nov. 3:", "strong"),
                Run(" The "),
                Run("old", "em"),
                Run(" weir, "),
                Run("as told", "", "https://paper.example/1"),
                Run(", broke."),
            ),
            ("1",),
        ),
    )


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "//evil.example/", "/\\evil.example", "mailto:a@b.example", "ftp://a.example/", "http:", "#top", "https://[", "x"],
)  # fmt: skip
def test_only_web_addresses_and_paths_of_the_desk_are_links(address: str) -> None:
    assert safe(address) == ""
    hrefs = [run.href for b in blocks(f"[x](<{address}>)") for s in b.sentences for run in s.runs]
    assert hrefs in ([""], ["/%5Cevil.example"], ["https://%5B"])


def test_links_that_are_kept() -> None:
    for address in ("/stories/a%2Fb/", "https://paper.example/?a=1&b=2", "http://paper.example"):
        assert safe(address) == address


# ---- there and back -----------------------------------------------------------------------------------------------------

ODD = st.sampled_from(
    [*"*_[]<>#\\`!&;+-=~1.)(:^|'\"“” \n\r\t\u2028\x85한국다.ab", "+++", "[^1]", "[^1]: /x/ \"y\"", "&amp;", "&#75;", "1. ", "- ", "# ", "Mr. ", "U.S. ", "  ",
     "했다.그", "http://x.example/", "<b>", "![", "](", "다. ", "! ", "\n\n", "---", "===", "A. B", "5 p.m. on"]
)  # fmt: skip
LETTERS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), max_size=8)
TEXT = (
    st.lists(st.one_of(ODD, LETTERS), min_size=1, max_size=10)
    .map(lambda of: "".join(of).strip())
    .filter(bool)
)
LABELS = st.lists(
    st.from_regex(r"[a-z0-9][a-z0-9.-]{0,5}", fullmatch=True), min_size=1, max_size=3, unique=True
)
CITED = st.builds(lambda t, of: Sentence((Run(t),), tuple(of)), TEXT, LABELS)
DATED = st.builds(
    lambda lead, t, of: Sentence((Run(f"{lead}:", "strong"), Run(f" {t}")), tuple(of)), TEXT, TEXT, LABELS
)
LINK = st.builds(lambda t, to: Sentence((Run(t, "", f"/stories/{to}/"),)), TEXT, st.from_regex("[a-z0-9-]{1,6}", fullmatch=True))  # fmt: skip
SENTENCES = st.one_of(
    st.lists(CITED, min_size=1, max_size=3).map(tuple),
    st.tuples(DATED),
    st.tuples(LINK),
    st.tuples(DATED, CITED),
)
TITLE = st.builds(lambda t: (Sentence((Run(t),)),), TEXT)
BLOCK = st.one_of(
    st.builds(lambda s: Block(BlockKind.PARAGRAPH, s), SENTENCES),
    st.builds(lambda s: Block(BlockKind.ITEM, s, 1), SENTENCES),
    st.builds(lambda s: Block(BlockKind.QUOTE, s), SENTENCES),
    st.builds(lambda s, level: Block(BlockKind.HEADING, s, level), TITLE, st.integers(2, 4)),
    st.builds(lambda s: Block(BlockKind.CHART, s, figure="water-levels"), TITLE),
)


@settings(max_examples=400, deadline=None)
@given(st.lists(BLOCK, max_size=5).map(tuple), st.sampled_from(["en", "de", "ko", "zh", ""]))
def test_blocks_come_back_as_they_were(parts: tuple[Block, ...], language: str) -> None:
    assert blocks(body(parts, language), language) == parts


def test_lists_come_back() -> None:
    def item(text: str, level: int, number: int | None = None) -> Block:
        return Block(BlockKind.ITEM, (Sentence((Run(text),), ("1",)),), level, number)

    parts = (
        *(item("a", 1), item("b", 2), item("c", 3, 1), item("d", 3, 2), item("e", 1)),
        *(item("f", 1, 4), item("g", 1, 5), item("h", 1, 2), item("i", 2)),
    )
    assert blocks(body(parts)) == parts


def test_a_cited_sentence_stays_one_where_it_looks_like_two() -> None:
    parts = (Block(BlockKind.PARAGRAPH, (Sentence((Run("The court sat. Nobody came."),), ("1",)),)),)
    assert body(parts) == "The court sat. &#78;obody came.[^1]"
    assert blocks(body(parts)) == parts


# ---- what is refused ----------------------------------------------------------------------------------------------------


def test_bounds() -> None:
    with pytest.raises(InputError, match="longer than 200,000 characters"):
        blocks("a" * (LONGEST + 1))
    with pytest.raises(InputError, match="line 3: a paragraph is longer"):
        blocks("a\n\n" + "b" * (PARAGRAPH + 1))
    with pytest.raises(InputError, match="line 1: a paragraph has more than"):
        blocks("[" * (BRACKETS + 1))
    with pytest.raises(InputError, match="too deep"):
        blocks("> " * 30 + "a")
    with pytest.raises(InputError, match="too deep"):
        blocks("\n".join(f"{'  ' * i}- a" for i in range(30)))


@pytest.mark.parametrize(
    "unit", ["[^", "*", ">", "- ", "![", "`", "a. ", "“", "&#75;", "1. ", "\n- a", "a\n=\n", "[a](", "**a "]
)
def test_a_megabyte_of_anything_is_refused_at_once_and_what_is_allowed_is_read(unit: str) -> None:
    with pytest.raises(InputError):
        blocks(unit * (1_000_000 // len(unit)))
    few = unit * (min(PARAGRAPH, BRACKETS if "[" in unit else PARAGRAPH) // len(unit))
    try:
        blocks(few)
    except InputError as e:
        assert "deep" in str(e)  # noqa: PT017
