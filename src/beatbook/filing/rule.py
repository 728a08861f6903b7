"""The rule language: from an editor's text to a small tree. docs/guide/rules.md is its guide.

    rule   = all { "OR" all }
    all    = one { ["AND"] one }                  terms side by side mean AND
    one    = { "NOT" } close
    close  = part [ "near/"N part ]               each part a term, or terms joined by OR in parentheses
    part   = term | [ field ":" ] ( term | "(" rule ")" )
    term   = [ "=" ] ( word [ "*" ] | '"' words [ "*" ] '"' )

Operators are written in capitals (`near/5` in any case); a lower-case `and`, `or`, `not` is a word like others. A tree
is made of `Term`, `And`, `Or`, `Not`, `Near` and `In`, all frozen; `parse` gives one or raises `RuleError`, in time
proportional to the rule's length, whatever the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches

from beatbook.errors import RuleError
from beatbook.filing import words

MAX_RULE = 100_000
"""Code points in a rule. The longest published search rules we know of have some 10,000."""
MAX_DEPTH = 50
"""Parentheses and NOTs inside one another; people lose count at five."""
MAX_TERM_WORDS = 50
"""Words in one phrase."""
MAX_NEAR = 100
"""The largest distance of `near`: beyond, AND says the same."""
MIN_PREFIX = 2
"""Letters that a word needs before its star (one suffices in scripts of runs): `a*` is every tenth word."""

FIELDS = ("headline", "deck", "byline", "section", "source", "language", "text")
"""What a rule can look at, in the order in which reasons are listed."""
SUBJECT_FIELDS = ("headline", "deck", "text")
"""Where a term without a field is looked for: what the article says, not who says it where."""

# ---- the tree ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Term:
    """Folded words in a row. `prefix`: the last may go on. `cased` holds the words in their own case where that
    matters (`=US`). `written` is the term as the rule has it, `position` where it stands there."""

    words: tuple[str, ...]
    prefix: bool = False
    cased: tuple[str, ...] | None = None
    written: str = field(default="", compare=False)
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    part: Node
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Some term of `left` and some term of `right` in one field, in either order, not overlapping, with at most
    `distance` words between them."""

    left: tuple[Term, ...]
    right: tuple[Term, ...]
    distance: int


@dataclass(frozen=True, slots=True)
class In:
    """A part of the rule that looks at one field only."""

    field: str
    part: Node


Node = Term | And | Or | Not | Near | In


def parse(rule: str) -> Node:
    """The tree of a rule. Raises RuleError, with what is wrong, where, and what could stand there."""
    return _Parser(rule).rule()


def terms(node: Node) -> Iterator[Term]:
    """The terms of a rule in the order written, also those under NOT."""
    match node:
        case Term():
            yield node
        case Near(left, right):
            yield from left
            yield from right
        case Not(part) | In(_, part):
            yield from terms(part)
        case And(parts) | Or(parts):
            for part in parts:
                yield from terms(part)


def small_operators(node: Node) -> list[Term]:
    """The terms that are the bare words and, or, not, near: probably meant as operators, worth a word to the editor."""
    return [t for t in terms(node) if t.written.lower() in ("and", "or", "not", "near")]


# ---- from text to signs ------------------------------------------------------------------------------------------------

_SAME_SIGN = str.maketrans("（）：＊＝＃／＂“”„‟«»", '():*=#/"""""""')
"""Signs that keyboards and word processors put in the place of others; one to one, so that positions stay."""
_FILL = "\ufeff\u200b\u2060"
"""Invisible characters that come along with pasted text; between terms they mean nothing."""
_BLANK = re.compile(f"[\\s{_FILL}]+")
_BARE = re.compile(f'[^\\s{_FILL}()"]+')
_FIELD = re.compile(r"([^\W\d_][\w-]*):")
_NEAR = re.compile(r"near(/(.*))?", re.IGNORECASE | re.DOTALL)
_DIGITS = re.compile(r"[0-9]{1,9}")
_OTHER_SIGNS = {"&": "AND", "&&": "AND", "+": "AND", "|": "OR", "||": "OR", "!": "NOT", "-": "NOT"}

_OTHER_FIELD_NAMES = {
    "title": "headline", "head": "headline", "subtitle": "deck", "standfirst": "deck", "summary": "deck",
    "description": "deck", "author": "byline", "by": "byline", "body": "text", "content": "text", "lang": "language",
    "site": "source", "outlet": "source", "domain": "source", "category": "section", "tag": "section",
}  # fmt: skip
"""What other programs call our fields: for the hint in an error only."""

_OPERAND = "a word, a phrase in quotes, a field or an opening parenthesis"


@dataclass(frozen=True, slots=True)
class _Sign:
    """A piece of a rule. `kind`: `(`, `)`, `AND`, `OR`, `NOT`, `near`, `field`, `term`, or `end`."""

    kind: str
    position: int
    text: str = ""
    number: int = 0
    term: Term | None = None


def _shown(text: str) -> str:
    """A piece of a rule as an error can print it: one line, not long, no invisible or broken characters."""
    cut = text[:40] + "…" * (len(text) > 40)
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in cut)


def _signs(rule: str) -> Iterator[_Sign]:
    text, at = rule.translate(_SAME_SIGN), 0
    while at < len(text):
        if blank := _BLANK.match(text, at):
            at = blank.end()
        elif text[at] in "()":
            yield _Sign(text[at], at, text[at])
            at += 1
        elif text[at] == "#":
            at = _after_comment(rule, text, at)
        elif text[at] == '"':
            term, at = _phrase(rule, text, at, at)
            yield _Sign("term", term.position, term.written, term=term)
        else:
            found = _BARE.match(text, at)
            assert found is not None
            bare = found.group()
            if bare in ("AND", "OR", "NOT"):
                yield _Sign(bare, at, bare)
                at = found.end()
            elif (near := _NEAR.fullmatch(bare)) and (near[1] or bare == "NEAR"):
                yield _Sign("near", at, bare, number=_distance(rule, near[2] or "", at))
                at = found.end()
            elif name := _FIELD.match(bare):
                yield _Sign("field", at, _known_field(rule, name[1], at))
                at += name.end()
            else:
                term, at = _term(rule, text, at)
                yield _Sign("term", term.position, term.written, term=term)
    yield _Sign("end", len(rule))


def _after_comment(rule: str, text: str, at: int) -> int:
    following = text[at + 1 : at + 2]
    if following and not following.isspace() and following != "#":
        raise RuleError(
            "a comment begins with '#' and a blank", rule, at, "a blank; a hashtag is written without '#'"
        )
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _distance(rule: str, digits: str, at: int) -> int:
    if not _DIGITS.fullmatch(digits):
        raise RuleError("near without a number of words", rule, at, "near/5, say")
    if int(digits) > MAX_NEAR:
        raise RuleError(f"near reaches at most {MAX_NEAR} words", rule, at, "a smaller number, or AND")
    return int(digits)


def _known_field(rule: str, name: str, at: int) -> str:
    if name.lower() in FIELDS:
        return name.lower()
    close = get_close_matches(name[:40].lower(), (*FIELDS, *_OTHER_FIELD_NAMES), n=1)
    hint = f" (did you mean '{_OTHER_FIELD_NAMES.get(close[0], close[0])}:'?)" if close else ""
    raise RuleError(
        f"unknown field '{_shown(name)}'{hint}",
        rule,
        at,
        f"{', '.join(FIELDS)}; or quotes, if the colon is part of a name",
    )


def _term(rule: str, text: str, at: int) -> tuple[Term, int]:
    """The term that begins at `at` without a quote, and where it ends."""
    start, cased = at, text[at] == "="
    if cased:
        at += 1
        if text[at : at + 1] == '"':
            return _phrase(rule, text, start, at)
    found = _BARE.match(text, at)
    if found is None:
        raise RuleError("'=' stands alone", rule, start, "a word or a phrase in quotes right after '='")
    end, inner = found.end(), rule[at : found.end()]
    if inner in _OTHER_SIGNS:
        raise RuleError(f"'{_shown(inner)}' is no operator here", rule, start, _OTHER_SIGNS[inner])
    if inner[0] in "-!" and not cased:
        raise RuleError(f"'{inner[0]}' before a word does not exclude it", rule, start, "NOT and a blank")
    return _made(rule, inner, start, at, end, cased), end


def _phrase(rule: str, text: str, start: int, quote: int) -> tuple[Term, int]:
    """The phrase whose opening quote is at `quote` (the term begins at `start`), and where it ends."""
    end = text.find('"', quote + 1)
    if end < 0:
        raise RuleError("a phrase is not closed", rule, quote, "a closing quote")
    inner = rule[quote + 1 : end]
    if not inner.strip():
        raise RuleError("an empty phrase", rule, quote, "words between the quotes")
    return _made(rule, inner, start, quote + 1, end + 1, start != quote), end + 1


def _made(rule: str, inner: str, start: int, inside: int, end: int, cased: bool) -> Term:
    body = inner.rstrip()
    prefix = body.endswith(("*", "＊"))
    if prefix:
        body = body[:-1]
    star = max(body.find("*"), body.find("＊"))
    if star >= 0:
        where = "the end of a word" if inside == start else "the end of a phrase's last word"
        raise RuleError(f"a star stands only at {where}", rule, inside + star, "letters")
    if prefix and not body:
        raise RuleError("a star without a word", rule, inside, "letters before the star")
    found = words.tokens(body)
    if not found:
        raise RuleError(f"no letter or digit in '{_shown(inner)}'", rule, start, "a word")
    if len(found) > MAX_TERM_WORDS:
        raise RuleError(f"a phrase of more than {MAX_TERM_WORDS} words", rule, start, "a shorter phrase")
    last = found[-1]
    if prefix and last.end < len(body):
        raise RuleError("a star without a word", rule, inside + len(body), "letters right before the star")
    if prefix and len(last.text) < MIN_PREFIX and not words.is_run(last.text):
        raise RuleError(
            f"too few letters before the star in '{_shown(inner)}'",
            rule,
            start,
            f"at least {MIN_PREFIX} letters",
        )
    own_case = tuple(words.plain(body[t.start : t.end]) for t in found) if cased else None
    return Term(tuple(t.text for t in found), prefix, own_case, rule[start:end], start)


# ---- from signs to the tree --------------------------------------------------------------------------------------------


class _Parser:
    """One rule being read. Each method reads what its name says, and stops at the first sign that is not of it."""

    def __init__(self, rule: str) -> None:
        self.text = rule
        if len(rule) > MAX_RULE:
            raise RuleError(
                f"a rule of more than {MAX_RULE:,} characters", rule[:80] + "…", 0, "a shorter rule"
            )
        self.signs = _signs(rule)
        self.sign = next(self.signs)
        self.depth = 0
        self.field: str | None = None

    def step(self) -> _Sign:
        """The present sign; the next one takes its place."""
        sign = self.sign
        if sign.kind != "end":
            self.sign = next(self.signs)
        return sign

    def error(self, message: str, expected: str, sign: _Sign | None = None) -> RuleError:
        return RuleError(message, self.text, (sign or self.sign).position, expected)

    def deeper(self, sign: _Sign) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.error(
                f"more than {MAX_DEPTH} parentheses or NOTs inside one another", "a flatter rule", sign
            )

    def rule(self) -> Node:
        if self.sign.kind == "end":
            raise self.error("the rule is empty", _OPERAND)
        node = self.any_of()
        if self.sign.kind == ")":
            raise self.error("a closing parenthesis without an opening one", "AND, OR or the end")
        if self.sign.kind != "end":  # pragma: no cover - all_of leaves nothing else
            raise self.error(f"'{self.sign.text}' stands where nothing can", "the end")
        if (where := _without_word(node, True)) is not None:
            raise RuleError(
                "the rule could hold for an article without any of its words",
                self.text,
                where,
                "a word outside NOT, joined to it by AND",
            )
        return node

    def any_of(self) -> Node:
        parts = [self.all_of()]
        while self.sign.kind == "OR":
            self.step()
            parts.append(self.all_of())
        return _joined(Or, parts)

    def all_of(self) -> Node:
        parts = [self.one()]
        while self.sign.kind in ("AND", "NOT", "(", "field", "term"):
            if self.sign.kind == "AND":
                self.step()
            parts.append(self.one())
        if self.sign.kind == "near":
            raise self.error(
                "near joins two terms", "parentheses, or AND between two nears: (a near/5 b) AND (b near/5 c)"
            )
        return _joined(And, parts)

    def one(self) -> Node:
        if self.sign.kind != "NOT":
            return self.close()
        sign = self.step()
        self.deeper(sign)
        node = Not(self.one(), sign.position)
        self.depth -= 1
        return node

    def close(self) -> Node:
        first = self.sign
        left = self.part()
        if self.sign.kind != "near":
            return left
        near = self.step()
        second = self.sign
        if second.kind == "NOT":
            raise self.error(
                "near cannot measure the distance to what is not there", "a term, or terms joined by OR"
            )
        right = self.part()
        return Near(self.near_terms(left, first), self.near_terms(right, second), near.number)

    def near_terms(self, node: Node, sign: _Sign) -> tuple[Term, ...]:
        match node:
            case Term():
                return (node,)
            case Or(parts):
                return tuple(t for part in parts for t in self.near_terms(part, sign))
            case Not():
                raise self.error(
                    "near cannot measure the distance to what is not there",
                    "a term, or terms joined by OR",
                    sign,
                )
            case In():
                raise self.error(
                    "a field beside near", "the field before parentheses: headline:(a near/5 b)", sign
                )
            case And() | Near():
                raise self.error("near joins single terms", "a term, or terms joined by OR", sign)

    def part(self) -> Node:
        sign = self.step()
        if sign.kind == "term":
            assert sign.term is not None
            return sign.term
        if sign.kind == "(":
            return self.group(sign)
        if sign.kind == "field":
            return self.in_field(sign)
        if sign.kind == "end":
            raise self.error("the rule ends too early", _OPERAND, sign)
        if sign.kind == ")":
            raise self.error("a closing parenthesis where a term belongs", _OPERAND, sign)
        if sign.kind == "near":
            raise self.error("near without a term before it", _OPERAND, sign)
        raise self.error(f"{sign.kind} where a term belongs", f"{_OPERAND} (or the word in quotes)", sign)

    def group(self, opening: _Sign) -> Node:
        self.deeper(opening)
        node = self.any_of()
        if self.sign.kind != ")":
            raise self.error("a parenthesis is not closed", "a closing parenthesis", opening)
        self.step()
        self.depth -= 1
        return node

    def in_field(self, sign: _Sign) -> Node:
        if self.field is not None:
            raise self.error(f"a field inside '{self.field}:'", "a term, AND, OR, NOT or near", sign)
        if self.sign.kind == "field":
            raise self.error(f"a field inside '{sign.text}:'", "a term or an opening parenthesis")
        if self.sign.kind not in ("term", "("):
            raise self.error(f"'{sign.text}:' without a term", "a term or an opening parenthesis")
        self.field = sign.text
        part = self.part()
        self.field = None
        return In(sign.text, part)


def _joined(kind: type[And] | type[Or], parts: list[Node]) -> Node:
    """The parts under one AND or OR; those that are the same operator inside parentheses are taken in."""
    if len(parts) == 1:
        return parts[0]
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, kind) else (part,))
    return kind(tuple(flat))


def _without_word(node: Node, holds: bool) -> int | None:
    """The position of a NOT through which `node` can come out as `holds` in a text that has none of its terms; None
    if it cannot."""
    match node:
        case Term() | Near():
            return None if holds else _position(node)
        case Not(part, position):
            return position if _without_word(part, not holds) is not None else None
        case In(_, part):
            return _without_word(part, holds)
        case And(parts) | Or(parts):
            found = [_without_word(part, holds) for part in parts]
            if isinstance(node, And) == holds:
                return found[0] if None not in found else None
            return next((f for f in found if f is not None), None)


def _position(node: Term | Near) -> int:
    return node.position if isinstance(node, Term) else node.left[0].position
