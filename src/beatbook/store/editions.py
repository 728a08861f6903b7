"""What an archive keeps of briefs: a part of `protocol`, which says what holds for all of it.

Every brief of a story that was shown stays: the next one is a new *edition*. A story whose articles, filings or cited words
change is put up to be written again (stage `brief`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from beatbook.model import Brief, Span

if TYPE_CHECKING:
    from beatbook.store.intents import Claim
    from beatbook.store.rows import Listed

BRIEF = "brief"
"""The stage of work whose keys are those of stories whose brief is to be written, the story touched last first."""

MOST_REPORTS = 1_000
"""Reports of errors that may be open: more than any desk reads, and a bound to what strangers can put into the archive."""

LONGEST_REPORT = 2_000
"""Characters of a report."""


# ---- what is written -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Publish:
    """A story's brief, as it is written now: a new edition, unless it says what the last one says. If the claim is not held any
    more, it counts as late. For a story that is merged, or filed nowhere, only the claim is finished."""

    brief: Brief
    at: datetime
    claim: Claim | None = None

    @property
    def key(self) -> str:
        return self.brief.story


@dataclass(frozen=True, slots=True)
class Strike:
    """What a person says of a sentence: it is not to be in a brief of the story, whoever writes it; with `undo`, it may be
    again. It is written down as a decision, and the brief is put up to be written again. Raises InputError if there is
    no such story, or nothing to undo. Saying it twice changes nothing."""

    story: str
    text: str
    who: str
    at: datetime
    undo: bool = False

    @property
    def key(self) -> str:
        return self.story


@dataclass(frozen=True, slots=True)
class ReportError:
    """What a reader says is wrong with edition `number` of a story's brief, or with one `sentence` of it. Raises InputError if
    there is no such edition, it has no such sentence, nothing is said, or too many reports are open."""

    story: str
    number: int
    sentence: str | None
    words: str
    at: datetime

    @property
    def key(self) -> str:
        return f"{self.story} {self.number} {self.sentence} {self.words}"


@dataclass(frozen=True, slots=True)
class CloseReport:
    """An editor has dealt with a report; `answer` says how. It is written down as a decision. Raises InputError if there is no
    such report. One that is closed stays as it is."""

    number: int
    who: str
    at: datetime
    answer: str = ""

    @property
    def key(self) -> str:
        return str(self.number)


# ---- what is read ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Edition:
    """A brief as it was or is shown: written `at`, and what would have been written again when it was last `checked`. Of the
    articles that it cites, `changed` have another version by now, and `gone` are articles no more. `waits` says that it
    is put up to be written again."""

    number: int
    at: datetime
    checked: datetime
    brief: Brief
    changed: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """The words that a span cites, in the version that it was cut from: version `number` of the article, read `read_at`;
    `before` and `after` are what stands around them in their paragraph, cut where it is long (then they begin or end
    with "…"). `line` is the article as lists show it; None if it is an article no more. `page_gone` says that its source has
    no such page any more."""

    span: Span
    number: int
    read_at: datetime
    before: str
    words: str
    after: str
    line: Listed | None
    page_gone: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """What the brief of a story can be made from, by ids. `own` are its articles that are nobody's copy, in the order of first
    sight; `first` is the article first seen of all. `earlier` are the first reports of the stories that it names as
    earlier ones, story by story, the nearest first. `struck` are the sentences that are not to be in it."""

    first: str
    own: tuple[str, ...]
    earlier: tuple[tuple[str, ...], ...]
    struck: frozenset[str]


@dataclass(frozen=True, slots=True)
class Struck:
    """A sentence that an editor will not have in a story's brief."""

    text: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Reported:
    """A report of an error. `closed_at` is None while it is open."""

    number: int
    story: str
    edition: int
    at: datetime
    sentence: str | None
    words: str
    closed_at: datetime | None = None
    closed_by: str | None = None
    answer: str | None = None


class BriefStore(Protocol):
    """The part of a store that keeps briefs."""

    def draft(self, story: str) -> Draft | None:
        """What its brief can be made from; None for a story that is merged, or filed nowhere."""

    def briefs(self, stories: Collection[str]) -> Mapping[str, Edition]:
        """The edition that stands of each of these stories; stories that never had a brief written are missing."""

    def editions(self, story: str) -> Sequence[Edition]:
        """Every edition of a story's brief, oldest first; what was dropped is only known of the last one."""

    def passages(self, spans: Collection[Span]) -> Mapping[Span, Passage]:
        """The words that these spans cite. Those of versions that the archive never had are missing."""

    def struck(self, story: str) -> Sequence[Struck]:
        """What editors struck out of a story's briefs, and out of those of stories that were merged into it, oldest first."""

    def struck_sentences(self) -> frozenset[str]:
        """What editors struck out of the briefs of any story."""

    def reports(self, *, closed: bool = False, limit: int = 100, offset: int = 0) -> Sequence[Reported]:
        """Reports of errors that are open (or closed), the one made first first (closed: closed last first)."""

    def open_reports(self) -> int:
        """How many reports are open."""

    def write_again(self, beats: Collection[str] = (), stories: Collection[str] = ()) -> int:
        """Put the briefs of all stories, of those of these beats, or of these stories (or what they were merged into) up to
        be written again. Returns how many were put."""

    def naming(self, names: Collection[str], before: str, most: int) -> Sequence[str]:
        """Articles that were first seen before the article `before` and have at least two of these names, the one first
        seen last first, at most `most`. Names are searched for as they are written."""

    def having(self, names: Collection[str]) -> tuple[int, Mapping[str, int]]:
        """How many articles the desk has, and how many of them have each of these names; of a name of several words, how
        many have its rarest word."""
