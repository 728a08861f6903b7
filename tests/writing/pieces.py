"""Small made-up articles and stories for the tests of this room."""

from __future__ import annotations

from collections.abc import Sequence

from beatbook.model import Article, Brief, Moment, Version
from beatbook.work.lines import NEVER
from beatbook.writing.brief import WORDS, Writer
from beatbook.writing.material import Material, Member

WRITER = Writer()

FERRY = (
    "PORT MARROW (Coastline) — The ferry Grey Heron ran aground off Port Marrow on Tuesday with 142 people on board, the harbour "
    "office said.\n\nNone of the passengers was hurt, harbour master Ines Calloway said.\n\nHe said it was too early to speak of a "
    "cause.\n\nTwo tugs pulled the Grey Heron free at high water and towed it to the Alderholm yard. (Reporting by Tom Vane; editing "
    "by Mara Quill)"
)
FERRY_TOO = (
    "A ferry with 142 people on board struck a sandbank outside Port Marrow on Tuesday, and tugs freed it hours later.\n\n"
    "The regional transport ministry opened an inquiry into the buoys of the Alderholm channel, which fishermen have called "
    "misplaced since the storms of January.\n\nHowever, it gave no date."
)


def article(
    key: str,
    text: str,
    *,
    headline: str | None = None,
    published: str | None = None,
    language: str | None = None,
) -> Article:
    moment = Moment.parse(published) if published else None
    return Article(
        key, "bench", None, NEVER, Version(headline=headline, published=moment, language=language, text=text)
    )


def written(
    *articles: Article, words: int = WORDS, earlier: Sequence[Article] = (), copies: Sequence[str] = ()
) -> Brief:
    members = tuple(Member(a, a.id in copies) for a in articles)
    return WRITER.write(Material("story", members, tuple(map(Member, earlier))), words)


def texts(brief: Brief) -> list[str]:
    return [cited.text for cited in brief.sentences]
