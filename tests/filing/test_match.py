from __future__ import annotations

import pickle
from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from beatbook.errors import RuleError
from beatbook.filing.match import Matcher, matches
from beatbook.filing.page import MOST_HITS
from beatbook.filing.rule import parse
from beatbook.model import Article, Beat, Filing, Hit, Name, Version

from . import reference

# ---- random rules over a small vocabulary, so that they often hold -------------------------------------------------------

WORDS = [
    "a",
    "bb",
    "Bb",
    "BB",
    "b",
    "café",
    "CAFE",
    "k",
    "K팝",
    "탈북",
    "북자",
    "탈북자들이",
    "脱北",
    "北者",
    "北",
    "er",
]
TEXT = st.lists(
    st.one_of(
        st.sampled_from([*WORDS, "bbb", "’s", "'s", "½", "cafe\u0301", "팝", "-", ".", "\n\n", "😀", "\x00"])
    ),
    max_size=14,
).flatmap(
    lambda parts: st.lists(
        st.sampled_from([" ", " ", " ", "", "-"]), min_size=len(parts), max_size=len(parts)
    ).map(lambda gaps: "".join(p + g for p, g in zip(parts, gaps, strict=True)))
)
WORD = st.sampled_from(WORDS)
TERM = st.one_of(
    WORD,
    WORD,
    st.tuples(st.sampled_from(["bb", "CAF", "탈", "K팝", "北"]), st.just("*")).map("".join),
    st.lists(WORD, min_size=2, max_size=3).map(lambda w: '"' + " ".join(w) + '"'),
    WORD.map(lambda w: f'"a {w}bb*"'),
    WORD.map(lambda w: "=" + w),
    st.tuples(WORD, WORD).map(lambda w: f'="{w[0]} {w[1]}"'),
)
GROUP = st.one_of(TERM, st.lists(TERM, min_size=2, max_size=3).map(lambda t: "(" + " OR ".join(t) + ")"))
NEAR = st.tuples(GROUP, st.integers(0, 4), GROUP).map(lambda t: f"({t[0]} near/{t[1]} {t[2]})")
FIELD = st.sampled_from(["headline", "deck", "byline", "section", "source", "language", "text"])


def _rules(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda p: "(" + " AND ".join(p) + ")"),
        st.lists(inner, min_size=2, max_size=3).map(lambda p: "(" + " OR ".join(p) + ")"),
        inner.map(lambda p: f"(NOT {p})"),
    )


PLAIN = st.recursive(st.one_of(TERM, TERM, NEAR), _rules, max_leaves=5)
RULE = st.recursive(
    st.one_of(TERM, TERM, NEAR, st.tuples(FIELD, PLAIN).map(lambda t: f"{t[0]}:({t[1]})")),
    _rules,
    max_leaves=6,
)
VERSION = st.builds(
    Version,
    headline=TEXT,
    deck=TEXT,
    byline=st.lists(TEXT.map(Name), max_size=2).map(tuple),
    language=st.sampled_from([None, "en", "a-BB", "bb"]),
    section=TEXT,
    text=TEXT,
)
SOURCE = st.sampled_from(["a", "a-bb", "bb-cafe", "탈북", "k팝", ""])


def _parses(rule: str) -> bool:
    try:
        parse(rule)
    except RuleError:
        return False
    return True


@settings(max_examples=120, deadline=None)
@given(st.lists(RULE.filter(_parses), min_size=1, max_size=12), SOURCE, VERSION)
@example(["a OR (K팝 AND NOT 탈북)"], "", Version(deck="탈북", text="K팝"))
@example(
    ["headline:탈북 OR (a AND (a OR b) AND (a OR k) AND (a OR er) AND (a OR 탈북) AND NOT (bb AND 탈북))"],
    "",
    Version(text="탈북 a bb"),
)
@example(['(a OR bb) AND (NOT "bb cafe")'], "a", Version(text="a bb café"))
def test_agrees_with_the_plain_reading_of_every_rule(rules: list[str], source: str, version: Version) -> None:
    filings = {
        f.beat: f
        for f in Matcher([Beat(str(i), "", r) for i, r in enumerate(rules)]).file_version(source, version)
    }
    for i, text in enumerate(rules):
        node = parse(text)
        expected = reference.holds(node, source, version)
        assert (str(i) in filings) == expected, text
        assert matches(node, version, source) == expected, text


@settings(max_examples=60, deadline=None)
@given(st.lists(RULE.filter(_parses), min_size=1, max_size=6), SOURCE, VERSION)
def test_reasons_are_places_of_the_rules_terms(rules: list[str], source: str, version: Version) -> None:
    texts = reference.fields(source, version)
    order = list(texts)
    for filing in Matcher([Beat(str(i), "", r) for i, r in enumerate(rules)]).file_version(source, version):
        assert 0 < filing.score <= 1
        assert len(filing.why) <= MOST_HITS
        keys = [(order.index(h.field), h.start, h.end) for h in filing.why]
        assert keys == sorted(set(keys))
        rule = rules[int(filing.beat)]
        node = parse(rule)
        if "NOT" not in rule:
            assert filing.why
            assert {(h.field, h.start, h.end) for h in filing.why} <= reference.spans(node, source, version)
        for hit in filing.why:
            assert hit.term in rule
            assert 0 <= hit.start < hit.end <= len(texts[hit.field])


# ---- one by one ----------------------------------------------------------------------------------------------------------


def filings(rule: str, **fields: object) -> list[Filing]:
    source = str(fields.pop("source", ""))
    return Matcher([Beat("b", "B", rule)]).file_version(source, Version(**fields))  # type: ignore[arg-type]


def why(rule: str, **fields: object) -> list[tuple[str, str, str]]:
    """Field, the words there, and the term, of each hit."""
    source = str(fields.get("source", ""))
    version = Version(**{k: v for k, v in fields.items() if k != "source"})  # type: ignore[arg-type]
    texts = reference.fields(source, version)
    found = filings(rule, **fields)
    return [(h.field, texts[h.field][h.start : h.end], h.term) for f in found for h in f.why]


def test_an_article_is_filed_under_the_beats_it_belongs_to_in_their_order() -> None:
    article = Article(
        "1", "s", None, datetime(2026, 9, 1, tzinfo=UTC), Version(headline="Defectors", text="in Seoul")
    )
    matcher = Matcher([Beat("z", "", "seoul"), Beat("y", "", "busan"), Beat("a", "", "defector*")])
    assert [f.beat for f in matcher.file(article)] == ["z", "a"]


def test_no_beats_and_an_empty_article() -> None:
    assert Matcher([]).file_version("", Version(text="a")) == []
    assert Matcher([Beat("b", "", "a OR 탈북 OR source:x")]).file_version("", Version()) == []


def test_a_bad_rule_names_its_beat() -> None:
    with pytest.raises(RuleError, match=r"beat second: a parenthesis is not closed at position 1"):
        Matcher([Beat("first", "", "a"), Beat("second", "", "(a")])


def test_survives_pickling() -> None:
    matcher = Matcher([Beat("b", "", '"a b" OR cc*')])
    copy = pickle.loads(pickle.dumps(matcher))
    assert copy.file_version("", Version(text="a b")) == matcher.file_version("", Version(text="a b")) != []


def test_reasons_are_in_order_of_field_then_place() -> None:
    found = why(
        "korea OR defector*", headline="Korea", deck="defectors", text="In Korea, a defector. Korea’s."
    )
    assert found == [
        ("headline", "Korea", "korea"),
        ("deck", "defectors", "defector*"),
        ("text", "Korea", "korea"),
        ("text", "defector", "defector*"),
        ("text", "Korea", "korea"),
    ]


def test_terms_of_a_part_that_failed_or_under_not_are_no_reason() -> None:
    assert why("a OR (bb AND cc)", text="a bb") == [("text", "a", "a")]
    assert why("a AND NOT (bb AND cc)", text="a bb") == [("text", "a", "a")]
    assert why("NOT NOT a", text="a") == [("text", "a", "a")]


def test_near_gives_only_the_places_that_are_near() -> None:
    text = "a 1 2 3 4 5 6 7 bb a"
    assert [(h.start, h.end) for f in filings("a near/2 bb", text=text) for h in f.why] == [
        (16, 18),
        (19, 20),
    ]


def test_a_place_that_two_terms_match_is_given_once_and_counted_once() -> None:
    both = filings("defector OR defect*", text="a defector")
    assert both[0].why == (Hit("text", 2, 10, "defector"),)
    assert both[0].score == filings("defector", text="a defector")[0].score


def test_reasons_are_capped_with_one_place_for_each_term() -> None:
    found = why("(the AND end) OR nowhere", text="the " * 100 + "end")
    assert len(found) == MOST_HITS
    assert found[-1] == ("text", "end", "end")


def test_the_term_is_given_as_each_rule_writes_it() -> None:
    matcher = Matcher([Beat("1", "", "Seoul"), Beat("2", "", "SEOUL"), Beat("3", "", "“seoul”")])
    assert [f.why[0].term for f in matcher.file_version("", Version(text="seoul"))] == [
        "Seoul",
        "SEOUL",
        "“seoul”",
    ]


def test_phrases_do_not_cross_fields() -> None:
    assert not filings('"a b"', headline="a", text="b")
    assert not filings("a near/5 b", headline="a", deck="b")


@pytest.mark.parametrize(
    ("rule", "source", "language", "expected"),
    [
        ("source:nk-news", "nk-news", None, True),
        ('source:"NK News"', "nk-news", None, True),
        ("source:nk-news", "nk-news-pro", None, False),
        ("source:nk-news*", "nk-news-pro", None, True),
        ("source:news", "nk-news", None, False),
        ("language:en", "", "en-GB", True),
        ("language:en-GB", "", "en", False),
        ("language:(ko OR ja)", "", "ja", True),
        ("language:gb", "", "en-GB", False),
    ],
)
def test_source_and_language_are_names(rule: str, source: str, language: str | None, expected: bool) -> None:
    assert bool(filings(rule, source=source, language=language, text="x")) == expected


def test_not_a_source_takes_the_whole_name() -> None:
    assert filings("a NOT source:nk-news", source="nk-news-pro", text="a")
    assert not filings("a NOT source:nk-news", source="nk-news", text="a")


def test_near_stays_in_its_field_however_far_it_reaches() -> None:
    assert not filings("a near/100 b", headline="a", deck="b")
    assert not filings("a near/100 b", deck="a", text="b")
    assert not filings("headline:(a near/100 b)", headline="a", text="a b")
    assert filings("headline:(a near/100 b)", headline="a b", text="a b")[0].why == (
        Hit("headline", 0, 1, "a"),
        Hit("headline", 2, 3, "b"),
    )


def test_alternatives_share_a_place_in_the_order_of_the_rule() -> None:
    for first, second in (("defect*", "defector"), ("defector", "defect*"), ("Defector", "defector")):
        assert [h.term for h in filings(f"{first} OR {second}", text="a defector")[0].why] == [first]


def test_hits_in_decomposed_and_full_width_text_are_the_very_words() -> None:
    assert why("cafe", text="le cafe\u0301 noir") == [("text", "cafe\u0301", "cafe")]
    assert why("사과", text="맛있는 \u1109\u1161\u1100\u116a는") == [
        ("text", "\u1109\u1161\u1100\u116a", "사과")
    ]
    assert why("kim", text="（ＫＩＭ）") == [("text", "ＫＩＭ", "kim")]
    assert why("탈북", text="국내탈북자들") == [("text", "탈북", "탈북")]
    assert why("defector", text="de\xadfector\u200b’s") == [("text", "de\xadfector", "defector")]


@pytest.mark.parametrize(
    "text", ["a" * 200_000, "a " * 100_000, "́" * 200_000, "़्" * 100_000, "'s" * 100_000, "\ud800" * 10]
)
def test_long_and_strange_texts_take_no_longer_than_their_length(text: str) -> None:
    matcher = Matcher([Beat("1", "", 'a near/3 (b OR "a a")'), Beat("2", "", "aa* OR क OR s")])
    for filing in matcher.file_version("", Version(text=text)):
        assert len(filing.why) <= MOST_HITS


def test_many_beats_give_what_each_gives_alone() -> None:
    rules = [f"w{i % 7} AND (w{i % 5} OR w{i % 11}*) AND NOT w{i % 13}x" for i in range(2_000)]
    version = Version(headline="w1 w2", text="w3 w4 w5 w10 w6x w0 w6")
    together = {
        f.beat for f in Matcher([Beat(str(i), "", r) for i, r in enumerate(rules)]).file_version("", version)
    }
    alone = {str(i) for i, r in enumerate(rules) if matches(parse(r), version)}
    assert together == alone != set()
