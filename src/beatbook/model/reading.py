"""What a page says, and what its source teaches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from beatbook.model.basis import Moment, Name

# ---- read --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Version:
    """What a document says at one time. `text` holds the body's paragraphs parted by a blank line, without
    boilerplate. `partial` says that more was announced than could be read (a teaser, a pay notice)."""

    headline: str | None = None
    deck: str | None = None
    byline: tuple[Name, ...] = ()
    published: Moment | None = None
    modified: Moment | None = None
    language: str | None = None
    section: str | None = None
    text: str = ""
    partial: bool = False


class Kind(StrEnum):
    """What a page turned out to be: an article, a list of links, a notice (consent, payment, error) or nothing."""

    ARTICLE = "article"
    LIST = "list"
    NOTICE = "notice"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """A paragraph that a source repeats and that is not reporting, and how we know."""

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Image:
    """The picture that a page leads with: its address, and who it is credited to. The picture itself is not kept."""

    url: str
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class Witness:
    """What one witness says of one `field` of an article (`headline`, `deck`, `byline`, `published`, `modified`,
    `language`, `section`, `canonical`, `image`). `by` names the witness as an editor would (`feed`, `JSON-LD`,
    `meta og:title`, `microdata`, `heading`, `<time>`, `line by the headline`, `address`); `said` is its word, one line.

    `taken` says that the article bears this word; else `why` may say why not (`later than the fetch`).
    """

    field: str
    by: str
    said: str
    taken: bool = False
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page says, or the `reason` why it is no article. `path` names the way it was read: `template`, `fast`, `careful`, or
    `data` where the page draws its text from its data. A page that is no article may still have a headline and a text; neither is
    filed. `witnesses` come in the order in which they are believed, field by field."""

    kind: Kind
    version: Version
    reason: str | None = None
    boilerplate: tuple[Boilerplate, ...] = ()
    canonical: str | None = None
    path: str = "fast"
    image: Image | None = None
    witnesses: tuple[Witness, ...] = ()


# ---- what a source taught ------------------------------------------------------------------------------------------------


class LessonKind(StrEnum):
    """What is learned of a source: where things stand on its pages, and a paragraph that it repeats."""

    TEMPLATE = "template"
    BOILERPLATE = "boilerplate"


class LessonState(StrEnum):
    """`ACTIVE`: acted on; `DROPPED`: it stopped agreeing with the pages; `UNDONE`: an
    editor took it back, and it is not learned again."""

    ACTIVE = "active"
    DROPPED = "dropped"
    UNDONE = "undone"


PLACES = ("body", "headline", "published", "byline")
"""What a template says the place of, in the order in which it is shown: the body's selector, the others' witnesses."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One thing learned of a source. `key` names it within the source and kind (lower-case hexadecimal digits and
    hyphens). `version` counts the changes of this source's memory: the one that brought this state. `data` is JSON:
    for boilerplate `text` (an example), `why`, `articles` (how many had it), `marks` (what it is recognised by); for a
    template the selectors, how often they agreed and how often not."""

    kind: LessonKind
    key: str
    state: LessonState
    version: int
    learned: datetime
    changed: datetime
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Observed:
    """What one article's page showed of its source's habits. `paragraphs` are 64-bit fingerprints of the candidate
    paragraphs (`read.fingerprint`), in order; `places` says where body, headline, date and byline stood: the body as a
    selector, the others by their witness; `title` is a fingerprint of the headline."""

    paragraphs: tuple[int, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recent:
    """An article that a source's memory still looks at, by its id, and what was observed on its page."""

    article: str
    observed: Observed


@dataclass(frozen=True, slots=True)
class Memory:
    """All that is known of one source: its lessons in order of key, and its recent articles, oldest first. `version`
    is the highest of the lessons' versions, 0 if there are none."""

    source: str
    lessons: tuple[Lesson, ...] = ()
    recent: tuple[Recent, ...] = ()

    @property
    def version(self) -> int:
        return max((lesson.version for lesson in self.lessons), default=0)


@dataclass(frozen=True, slots=True)
class Article:
    """An article of the desk: its id and first sight never change; `version` is the newest one."""

    id: str
    source: str
    url: str | None
    first_seen: datetime
    version: Version
