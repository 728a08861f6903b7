"""The search index: the words of the newest version of every article, and a rule as a question to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from beatbook.model import Version, names

if TYPE_CHECKING:
    from beatbook.filing.rule import Rule

FIELDS = ("headline", "deck", "byline", "text", "source", "language", "section")

EVERY = "x"
"""A word that every article has in the column `every`: what a rule that only excludes is subtracted from."""

words = sa.table("article_words", sa.column("rowid"), *(sa.column(f) for f in (*FIELDS, "every")))


def indexed(text: str | None) -> str:
    return " ".join(re.findall(r"\w+", (text or "").casefold()))


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
    columns = ", ".join(("rowid", *FIELDS, "every"))
    values = ", ".join(f":{c}" for c in ("rowid", *FIELDS, "every"))
    connection.execute(sa.text(f"INSERT OR REPLACE INTO article_words({columns}) VALUES ({values})"), rows)  # noqa: S608


def condition(connection: sa.Connection, rule: Rule) -> Callable[[Any], Any]:
    raise NotImplementedError
