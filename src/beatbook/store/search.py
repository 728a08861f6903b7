"""The search index of the SQLite engine: the words of every article's newest version, and a rule as a question to it.

The index (FTS5) holds the very tokens that rules match (`filing.words`), scripts without blanks between words as
overlapping pairs of letters, so that a search finds what a rule would file. What the index cannot decide alone (case,
distances across such scripts) it answers too widely, and the articles found are looked at again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Any

import sqlalchemy as sa

from beatbook.errors import Busy
from beatbook.filing import words
from beatbook.filing.match import matches
from beatbook.filing.rule import FIELDS, SUBJECT_FIELDS, And, In, Near, Node, Not, Or, Term
from beatbook.model import Version, names
from beatbook.store import codec
from beatbook.store import tables as t

EVERY = "x"
"""A word that every article has in the column `every`: what a rule that only excludes is subtracted from."""

CHECKED = 5_000
CHECKING = 1.0
"""Articles that are looked at again for one search, newest first, and the seconds that this may take. Only searches
that ask for case or nearness need it; what lies beyond is not listed."""

SECONDS = 5.0
"""What the engine may spend on one search before it is given up."""

AT_ONCE, WAIT = 3, 5.0
"""Searches at the same time, so that they leave room for readers, and the seconds that one more waits."""


def places() -> BoundedSemaphore:
    return BoundedSemaphore(AT_ONCE)


@contextmanager
def bounded(places: BoundedSemaphore) -> Iterator[None]:
    """One of the places for searches. Raises Busy if none comes free in time."""
    if not places.acquire(timeout=WAIT):
        raise Busy("too many searches at the same time")
    try:
        yield
    finally:
        places.release()


COLUMNS = (*FIELDS, "every")


def indexed(text: str | None) -> str:
    """A text as the index holds it: folded tokens with a blank between."""
    if not text:
        return ""
    found = words.Words(text)
    if not found.has_runs:
        return " ".join(found.tokens)
    return " ".join(g for token in found.tokens for g in words.grams(token))


def words_row(article_id: int, source: str, version: Version) -> dict[str, Any]:
    """The row of the index for an article's newest version."""
    return {
        "rowid": article_id,
        "headline": indexed(version.headline),
        "deck": indexed(version.deck),
        "byline": indexed(names(version.byline)),
        "text": indexed(version.text),
        "source": indexed(source),
        "language": indexed(version.language),
        "section": indexed(version.section),
        "every": EVERY,
    }


def put_words(connection: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    names_ = ", ".join(("rowid", *COLUMNS))
    values = ", ".join(f":{c}" for c in ("rowid", *COLUMNS))
    connection.execute(sa.text(f"INSERT OR REPLACE INTO article_words({names_}) VALUES ({values})"), rows)  # noqa: S608


def question(node: Node, fields: Sequence[str] = SUBJECT_FIELDS) -> str:
    """A rule in the language of FTS5; never narrower than the rule."""
    match node:
        case Term():
            return f"{{{' '.join(fields)}}} : {_phrase(node)}"
        case Near(left, right, distance):
            # Pairs of letters stand closer together than the words they make.
            pairs = [f"NEAR({_phrase(a)} {_phrase(b)}, {distance * 4 + 4})" for a in left for b in right]
            return "(" + " OR ".join(f"{{{' '.join(fields)}}} : {p}" for p in pairs) + ")"
        case In(field, part):
            return question(part, (field,))
        case Or(parts):
            return "(" + " OR ".join(question(p, fields) for p in parts) + ")"
        case And(parts):
            return _both(parts, fields)
        case Not():
            return _both((node,), fields)


def _both(parts: Iterable[Node], fields: Sequence[str]) -> str:
    wanted, unwanted = [], []
    for part in parts:
        # A part that the index answers too widely cannot be subtracted: it would take away too much.
        if not isinstance(part, Not):
            wanted.append(question(part, fields))
        elif is_exact(part.part):
            unwanted.append(question(part.part, fields))
    text = " AND ".join(wanted or [f'every : "{EVERY}"'])
    return f"(({text}) NOT ({' OR '.join(unwanted)}))" if unwanted else f"({text})"


def _phrase(term: Term) -> str:
    grams = [g for w in term.words for g in words.grams(w)]
    last = term.words[-1]
    star = " *" if term.prefix or (len(last) == 1 and words.is_run(last)) else ""
    return '"' + " ".join(grams) + '"' + star


def is_exact(node: Node) -> bool:
    """Whether the index answers a rule just as the rule would, so that nothing must be looked at again."""
    match node:
        case Near():
            return False
        case Term():
            # Inside a run a term may begin anywhere; across blanks only the index's pairs are known to be whole.
            return node.cased is None
        case Not(part) | In(_, part):
            return is_exact(part)
        case And(parts) | Or(parts):
            return all(is_exact(p) for p in parts)


def condition(connection: sa.Connection, node: Node) -> Callable[[Any], Any]:
    """The rule as a condition on an article's id."""
    found = sa.text("SELECT rowid FROM article_words WHERE article_words MATCH :question").bindparams(
        question=question(node)
    )
    if is_exact(node):
        return lambda column: column.in_(found)
    ids = _looked_at_again(connection, node, found)
    return lambda column: column.in_(ids)


def _looked_at_again(connection: sa.Connection, node: Node, found: Any) -> list[int]:
    a, v = t.article.c, t.version.c
    query = (
        sa.select(t.version, a.id, t.source.c.slug.label("source"))
        .join_from(t.article, t.version, sa.and_(v.article_id == a.id, v.n == a.version))
        .join(t.source)
        .where(a.id.in_(found))
        .order_by(a.sorted_at.desc())
        .limit(CHECKED)
    )
    found_ids, begun = [], time.monotonic()
    for row in connection.execute(query):
        if time.monotonic() - begun > CHECKING:
            break
        if matches(node, codec.version_in(row), row.source):
            found_ids.append(row.id)
    return found_ids


def _two_of(names: Sequence[str]) -> str:
    """The question for articles with at least two of these names; empty if there are not two."""
    phrases = [f'"{words}"' for name in dict.fromkeys(names) if (words := indexed(name))]
    pairs = [f"({a} AND ({' OR '.join(phrases[i:])}))" for i, a in enumerate(phrases[:-1], 1)]
    return f"{{{' '.join(SUBJECT_FIELDS)}}} : ({' OR '.join(pairs)})" if pairs else ""


def naming(connection: sa.Connection, names: Sequence[str], before: int, most: int) -> list[int]:
    """Articles with a lower number than `before` that have at least two of these names, the highest number first."""
    question = _two_of(names)
    if not question:
        return []
    query = sa.text(
        "SELECT rowid FROM article_words WHERE article_words MATCH :question AND rowid < :before "
        "ORDER BY rowid DESC LIMIT :most"
    )
    return list(connection.execute(query, {"question": question, "before": before, "most": most}).scalars())


NOTED = sa.text(
    "SELECT article_words.rowid FROM article_words JOIN note ON note.article_id = article_words.rowid "
    "WHERE article_words MATCH :question AND article_words.rowid BETWEEN :low AND :high AND note.day BETWEEN :first AND :last "
    "ORDER BY article_words.rank, article_words.rowid LIMIT :most"
)


def having_two(
    connection: sa.Connection, names: Sequence[str], low: int, high: int, first: int, last: int, most: int
) -> list[int]:
    """Articles between two numbers that were noted as having come out between two days (ordinals) and have at least two of these
    names, those that fit best first (BM25)."""
    question = _two_of(names)
    if not question:
        return []
    bounds = {"low": low, "high": high, "first": first, "last": last, "most": most}
    return list(connection.execute(NOTED, {"question": question, **bounds}).scalars())


HAVING = sa.text("SELECT term, doc FROM article_terms WHERE term IN :terms").bindparams(
    sa.bindparam("terms", expanding=True)
)


def having(connection: sa.Connection, names: Iterable[str]) -> tuple[int, dict[str, int]]:
    """How many articles there are, and how many of them have each name, by its rarest word."""
    total = connection.execute(sa.text("SELECT max(rowid) FROM article_words")).scalar() or 0
    words_of = {name: indexed(name).split() for name in names}
    terms = sorted({word for words in words_of.values() for word in words})
    docs = {r.term: r.doc for r in connection.execute(HAVING, {"terms": terms})} if terms else {}
    return total, {name: min((docs.get(w, 0) for w in words), default=0) for name, words in words_of.items()}
