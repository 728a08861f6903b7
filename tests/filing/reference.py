"""A rule asked of a text the slow and plain way, to check the quick one against.

It knows nothing of bits, automata, keys or joined texts: it walks lists of tokens and of letters.
"""

from __future__ import annotations

import itertools

from beatbook.filing import words
from beatbook.filing.rule import SUBJECT_FIELDS, And, In, Near, Node, Not, Or, Term
from beatbook.model import Version, names

Letter = tuple[int, int]
"""A letter's token and its index in it."""


def fields(source: str, version: Version) -> dict[str, str]:
    return {
        "headline": version.headline or "",
        "deck": version.deck or "",
        "byline": names(version.byline),
        "section": version.section or "",
        "source": source,
        "language": version.language or "",
        "text": version.text,
    }


def holds(node: Node, source: str, version: Version, where: tuple[str, ...] = SUBJECT_FIELDS) -> bool:
    match node:
        case Term():
            return any(stretches(node, name, fields(source, version)[name]) for name in where)
        case Not(part):
            return not holds(part, source, version, where)
        case And(parts):
            return all(holds(part, source, version, where) for part in parts)
        case Or(parts):
            return any(holds(part, source, version, where) for part in parts)
        case In(name, part):
            return holds(part, source, version, (name,))
        case Near(left, right, distance):
            for name in where:
                text = fields(source, version)[name]
                for a, b in itertools.product(left, right):
                    for x, y in itertools.product(stretches(a, name, text), stretches(b, name, text)):
                        if are_near(text, x, y, distance):
                            return True
            return False


def spans(
    node: Node, source: str, version: Version, where: tuple[str, ...] = SUBJECT_FIELDS
) -> set[tuple[str, int, int]]:
    """Every place of a term that is not under NOT, whether or not it contributed."""
    match node:
        case Term():
            return {
                (name, *span(text, s))
                for name, text in fields(source, version).items()
                if name in where
                for s in stretches(node, name, text)
            }
        case Not():
            return set()
        case In(name, part):
            return spans(part, source, version, (name,))
        case And(parts) | Or(parts):
            return set().union(*(spans(part, source, version, where) for part in parts))
        case Near(left, right):
            return set().union(*(spans(part, source, version, where) for part in left + right))


def span(text: str, stretch: tuple[Letter, Letter]) -> tuple[int, int]:
    """Only right where letters of runs fold one to one, which is all that the tests use it for."""
    tokens = words.tokens(text)
    (i, a), (j, b) = stretch
    start = tokens[i].start + (a if words.is_run(tokens[i].text) else 0)
    end = tokens[j].start + b + 1 if words.is_run(tokens[j].text) else tokens[j].end
    return start, end


def stretches(term: Term, name: str, text: str) -> list[tuple[Letter, Letter]]:
    """First and last letter of each place where a term stands."""
    tokens = words.tokens(text)
    found = []
    for first in range(len(tokens)):
        for offset in range(len(tokens[first].text)) if words.is_run(term.words[0]) else (0,):
            last = _matched(term, tokens, first, offset)
            if last is None:
                continue
            if name in ("source", "language") and (first, offset) != (0, 0):
                continue
            at_end = last == (len(tokens) - 1, len(tokens[-1].text) - 1)
            word_ends = last[1] == len(tokens[last[0]].text) - 1
            if name == "source" and not term.prefix and not at_end:
                continue
            if name == "language" and not term.prefix and not word_ends:
                continue
            if term.cased is not None and not _is_in_case(term, tokens, text, first):
                continue
            found.append(((first, offset), last))
    return found


def _matched(term: Term, tokens: list[words.Token], first: int, offset: int) -> Letter | None:
    """The last letter of the term if it stands at this token and letter."""
    count = len(term.words)
    if first + count > len(tokens):
        return None
    for n, word in enumerate(term.words):
        there = tokens[first + n].text
        is_first, is_last = n == 0, n == count - 1
        if words.is_run(word):
            begin = offset if is_first else 0
            if there[begin : begin + len(word)] != word or (not is_last and begin + len(word) != len(there)):
                return None
            if is_last:
                return first + n, begin + len(word) - 1
        else:
            if not (there.startswith(word) if term.prefix and is_last else there == word):
                return None
            if is_last:
                return first + n, len(there) - 1
    raise AssertionError("a term has words")


def _is_in_case(term: Term, tokens: list[words.Token], text: str, first: int) -> bool:
    assert term.cased is not None
    for n, own in enumerate(term.cased):
        token = tokens[first + n]
        if words.is_run(token.text):
            continue
        there = words.plain(text[token.start : token.end])
        if not (there.startswith(own) if term.prefix and n == len(term.cased) - 1 else there == own):
            return False
    return True


def are_near(text: str, x: tuple[Letter, Letter], y: tuple[Letter, Letter], distance: int) -> bool:
    if y < x:
        x, y = y, x
    if y[0] <= x[1]:
        return False
    numbers = []
    count = 0
    for token in words.tokens(text):
        dense = words.words_in(token.text) > 1 or (len(token.text) <= 2 and _is_dense(token.text))
        numbers.append([count + (i // 2 if dense else 0) for i in range(len(token.text))])
        count += (len(token.text) + 1) // 2 if dense else 1
    return numbers[y[0][0]][y[0][1]] - numbers[x[1][0]][x[1][1]] - 1 <= distance


def _is_dense(token: str) -> bool:
    return words.is_run(token) and not "\uac00" <= token[0] <= "\ud7ff"
