"""Many pages to readings, the pages of one host in the light of each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from urllib.parse import urlsplit

from beatbook.errors import ReadError
from beatbook.model import Memory, Reading
from beatbook.read.article import Draft, draft_page, finish, observe
from beatbook.read.language import Languages
from beatbook.read.memory import Remembered, learn

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
    memories: dict[str, Memory] | None = None,
    languages: Languages | None = None,
    window: int = WINDOW,
) -> Iterator[PageOutput]:
    """Readings in input order. `memories` (by group) is added to, so a caller can begin with what it knows."""
    memories = {} if memories is None else memories
    languages = languages or Languages()
    rest = iter(pages)
    while drafts := [(page, _draft(page, memories.get(page.group))) for page in islice(rest, window)]:
        alone = Counter(page.group for page, _ in drafts)
        seen: dict[str, tuple[int, ...]] = {}
        for page, draft in drafts:
            if isinstance(draft, Draft) and (alone[page.group] > 1 or page.group in memories):
                memory = memories.get(page.group) or Memory(page.group)
                observed, seen[page.id], texts = observe(draft)
                memories[page.group] = learn(memory, page.id, observed, texts, NEVER).memory
        known = {group: Remembered.of(memories[group].lessons) for group in alone if group in memories}
        for page, draft in drafts:
            if isinstance(draft, ReadError):
                yield PageOutput(page.id, refused=draft)
            else:
                prints = seen.get(page.id, ())
                about = known.get(page.group) if prints else None
                yield PageOutput(page.id, finish(draft, about, prints, languages=languages))


NEVER = datetime.min.replace(tzinfo=UTC)
"""When a batch learns: it keeps no times, and the same pages give the same bytes."""


def _draft(page: PageInput, memory: Memory | None) -> Draft | ReadError:
    if isinstance(page.body, ReadError):
        return page.body
    try:
        return draft_page(
            page.body,
            url=page.url,
            content_type=page.content_type,
            fetched=page.fetched,
            template=Remembered.of(memory.lessons).template if memory else None,
        )
    except ReadError as error:
        return error
