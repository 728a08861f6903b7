"""Many pages to readings, the pages of one host in the light of each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from urllib.parse import urlsplit

from beatbook.errors import ReadError
from beatbook.model import Reading
from beatbook.read.article import Draft, draft_page, finish
from beatbook.read.boilerplate import Ledger
from beatbook.read.language import Languages

WINDOW = 256
"""Pages read before the first of them is judged by what its host repeats. Memory grows with this, not with the input."""


@dataclass(frozen=True, slots=True)
class PageInput:
    """One page of a batch. `body` may be a ReadError: what kept the caller from getting the bytes."""

    id: str
    body: bytes | ReadError = field(repr=False)
    url: str | None = None
    host: str | None = None
    content_type: str = ""
    fetched: datetime | None = None

    @property
    def group(self) -> str:
        """Whose boilerplate this page shares: the given host, else the address's, else its own."""
        if self.host:
            return self.host
        try:
            found = urlsplit(self.url or "").hostname
        except ValueError:
            found = None
        return (found or "").removeprefix("www.") or f"page:{self.id}"


@dataclass(frozen=True, slots=True)
class PageOutput:
    """`refused` is the ReadError of bytes that could not be read at all; then there is no reading."""

    id: str
    reading: Reading | None = None
    refused: ReadError | None = None


def read_pages(
    pages: Iterable[PageInput],
    *,
    ledgers: dict[str, Ledger] | None = None,
    languages: Languages | None = None,
    window: int = WINDOW,
) -> Iterator[PageOutput]:
    """Readings in input order. `ledgers` (by host) is added to, so a caller can begin with what it knows."""
    ledgers = {} if ledgers is None else ledgers
    languages = languages or Languages()
    rest = iter(pages)
    while drafts := [(page, _draft(page)) for page in islice(rest, window)]:
        for page, draft in drafts:
            if isinstance(draft, Draft):
                ledgers.setdefault(page.group, Ledger()).add(draft.paragraphs)
        for page, draft in drafts:
            if isinstance(draft, ReadError):
                yield PageOutput(page.id, refused=draft)
            else:
                yield PageOutput(page.id, finish(draft, known=ledgers[page.group], languages=languages))


def _draft(page: PageInput) -> Draft | ReadError:
    if isinstance(page.body, ReadError):
        return page.body
    try:
        return draft_page(page.body, url=page.url, content_type=page.content_type, fetched=page.fetched)
    except ReadError as error:
        return error
