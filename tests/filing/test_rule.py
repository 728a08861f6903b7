from __future__ import annotations

import pickle
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from beatbook.errors import RuleError
from beatbook.filing.rule import (
    MAX_DEPTH,
    MAX_RULE,
    And,
    In,
    Near,
    Not,
    Or,
    Term,
    parse,
    small_operators,
    terms,
)

A, B, C = Term(("a",)), Term(("b",)), Term(("c",))


@pytest.mark.parametrize(
    ("rule", "tree"),
    [
        ("a", A),
        ("a b", And((A, B))),
        ("a AND b", And((A, B))),
        ("a OR b", Or((A, B))),
        ("a b OR c", Or((And((A, B)), C))),
        ("a OR b AND c", Or((A, And((B, C))))),
        ("a (b OR c)", And((A, Or((B, C))))),
        ("(a AND b) AND c", And((A, B, C))),
        ("a NOT b", And((A, Not(B)))),
        ("a AND NOT b", And((A, Not(B)))),
        ("NOT NOT a", Not(Not(A))),
        ("a NOT b near/3 c", And((A, Not(Near((B,), (C,), 3))))),
        ("a NEAR/3 b", Near((A,), (B,), 3)),
        ("(a OR (b OR c)) near/0 a", Near((A, B, C), (A,), 0)),
        ("headline:a b", And((In("headline", A), B))),
        ("Headline: (a OR b)", In("headline", Or((A, B)))),
        ("text:(a near/5 b)", In("text", Near((A,), (B,), 5))),
        ('"a b"', Term(("a", "b"))),
        ("“a b”", Term(("a", "b"))),
        ("«a b»", Term(("a", "b"))),
        ("a-b", Term(("a", "b"))),
        ("AT&T", Term(("at", "t"))),
        ("10:30", Term(("10", "30"))),
        ("defector’s", Term(("defector",))),
        ("dis*", Term(("dis",), prefix=True)),
        ('"a dis*"', Term(("a", "dis"), prefix=True)),
        ("=US", Term(("us",), cased=("US",))),
        ('="New Start*"', Term(("new", "start"), prefix=True, cased=("New", "Start"))),
        ("K팝", Term(("k", "팝"))),
        ("탈*", Term(("탈",), prefix=True)),
        ("（a　OR　b）", Or((A, B))),
        ("\ufeffa\u200b OR b", Or((A, B))),
        ("a # the first\n#\n## and\nOR b # the second", Or((A, B))),
        ("and or not near", And((Term(("and",)), Term(("or",)), Term(("not",)), Term(("near",))))),
        ('"AND"', Term(("and",))),
        ("language:ko NOT a", And((In("language", Term(("ko",))), Not(A)))),
        ("NOT (NOT a AND NOT b)", Not(And((Not(A), Not(B))))),
    ],
)
def test_rules(rule: str, tree: object) -> None:
    assert parse(rule) == tree


@pytest.mark.parametrize(
    ("rule", "message", "position"),
    [
        ("", "the rule is empty", 0),
        ("  # nothing", "the rule is empty", 11),
        ("(a", "a parenthesis is not closed", 0),
        ("a (b OR (c)", "a parenthesis is not closed", 2),
        ("a)", "a closing parenthesis without an opening one", 1),
        ("()", "a closing parenthesis where a term belongs", 1),
        ('a "b', "a phrase is not closed", 2),
        ('""', "an empty phrase", 0),
        ('a " "', "an empty phrase", 2),
        ("a AND", "the rule ends too early", 5),
        ("a NOT", "the rule ends too early", 5),
        ("OR a", "OR where a term belongs", 0),
        ("a OR OR b", "OR where a term belongs", 5),
        ("(AND a)", "AND where a term belongs", 1),
        ("titel:a", "unknown field 'titel' (did you mean 'headline:'?)", 0),
        ("hedline:a", "unknown field 'hedline' (did you mean 'headline:'?)", 0),
        ("author:kim", "unknown field 'author' (did you mean 'byline:'?)", 0),
        ("a https://x.example/", "unknown field 'https'", 2),
        ("headline:", "'headline:' without a term", 9),
        ("headline:NOT a", "'headline:' without a term", 9),
        ("headline:deck:a", "a field inside 'headline:'", 9),
        ("headline:(a OR deck:b)", "a field inside 'headline:'", 15),
        ("a NEAR b", "near without a number of words", 2),
        ("a near/ b", "near without a number of words", 2),
        ("a near/five b", "near without a number of words", 2),
        ("a near/٥ b", "near without a number of words", 2),
        ("a near/999999999999 b", "near without a number of words", 2),
        ("a near/101 b", "near reaches at most 100 words", 2),
        ("near/5 a", "near without a term before it", 0),
        ("a near/5", "the rule ends too early", 8),
        ("a near/5 NOT b", "near cannot measure the distance to what is not there", 9),
        ("(NOT a) near/5 b", "near cannot measure the distance to what is not there", 0),
        ("a near/5 (b AND c)", "near joins single terms", 9),
        ("a near/5 b near/5 c", "near joins two terms", 11),
        ("headline:a near/5 b", "a field beside near", 0),
        ("*", "a star without a word", 0),
        ("a OR *", "a star without a word", 5),
        ("a*", "too few letters before the star in 'a*'", 0),
        ("*ab", "a star stands only at the end of a word", 0),
        ("ab**", "a star stands only at the end of a word", 2),
        ('"ab* c"', "a star stands only at the end of a phrase's last word", 3),
        ('"a *"', "a star without a word", 3),
        ("anti-*", "a star without a word", 5),
        ("=", "'=' stands alone", 0),
        ("= a", "'=' stands alone", 0),
        ("=(a)", "'=' stands alone", 0),
        ("#tag", "a comment begins with '#' and a blank", 0),
        ("a && b", "'&&' is no operator here", 2),
        ("a | b", "'|' is no operator here", 2),
        ("a -b", "'-' before a word does not exclude it", 2),
        ("!a", "'!' before a word does not exclude it", 0),
        ("😀", "no letter or digit in '😀'", 0),
        ("a \ud800\x00", "no letter or digit in '\\ud800\\x00'", 2),
        ("NOT a", "the rule could hold for an article without any of its words", 0),
        ("a OR NOT b", "the rule could hold for an article without any of its words", 5),
        ("headline:(NOT a)", "the rule could hold for an article without any of its words", 10),
        ("NOT (a AND NOT b)", "the rule could hold for an article without any of its words", 0),
        ("(" * (MAX_DEPTH + 1) + "a", "more than 50 parentheses or NOTs inside one another", MAX_DEPTH),
        ("NOT " * 1000 + "a", "more than 50 parentheses or NOTs inside one another", 4 * MAX_DEPTH),
        ("a" * (MAX_RULE + 1), "a rule of more than 100,000 characters", 0),
        ('"' + "a " * 51 + '"', "a phrase of more than 50 words", 0),
    ],
)
def test_malformed_rules(rule: str, message: str, position: int) -> None:
    with pytest.raises(RuleError) as caught:
        parse(rule)
    assert (caught.value.message, caught.value.position) == (message, position)
    assert caught.value.expected
    str(caught.value).encode()  # can be printed
    assert "\n" not in str(caught.value)


def wrong_with(rule: str) -> RuleError | None:
    try:
        parse(rule)
    except RuleError as e:
        return e
    return None


def test_as_deep_as_allowed() -> None:
    assert parse("(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH) == A
    assert parse("(a) " * 1000)


def test_terms_know_how_and_where_they_were_written() -> None:
    found = list(terms(parse("headline:(=US “new start*”) NOT (a near/2 b)")))
    assert [(t.written, t.position) for t in found] == [
        ("=US", 10),
        ("“new start*”", 14),
        ("a", 33),
        ("b", 42),
    ]


def test_small_operators_are_pointed_out() -> None:
    assert [t.position for t in small_operators(parse('war or peace AND "or" near x'))] == [4, 22]


@pytest.mark.parametrize(
    "rule",
    [
        "(" * 99_999,
        '"' * 99_999,
        "a " * 49_000,
        "a OR " * 19_000 + "a",
        "=" * 99_999,
        "x:" * 49_999,
        "a* " * 3,
        "#" * 99_999,
    ],
)
def test_large_rules_take_no_longer_than_their_length(rule: str) -> None:
    start = time.process_time()
    if (error := wrong_with(rule)) is not None:
        assert pickle.loads(pickle.dumps(error)).message == error.message
    assert time.process_time() - start < 5


PIECE = st.sampled_from(
    ["a", "bb*", '"', "“", "(", ")", " AND ", " OR ", "NOT ", " near/3 ", "near/", "headline:", "x:", "=", "*", "#", "# ", "\n",
     "'s", "탈북", "é", "\ud800", "\x00", "😀", "\u202e", " "]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.lists(PIECE, max_size=14).map("".join), st.text(max_size=30)))
@example("near")
def test_any_text_is_a_rule_or_a_rule_error(rule: str) -> None:
    if (error := wrong_with(rule)) is not None:
        assert 0 <= error.position <= len(rule)
        str(error).encode()
    else:
        for term in terms(parse(rule)):
            assert rule[term.position :].startswith(term.written)
            assert term.words
