"""Spans, the sentences that cite them, and briefs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from beatbook.model.basis import Moment


@dataclass(frozen=True, slots=True)
class Span:
    """A run of an article's text, in code points, end exclusive. `version` is the fingerprint of the version that it was
    cut from; empty where an article has only one, as in a stage."""

    article: str
    start: int
    end: int
    version: str = ""


class Role(StrEnum):
    """What a sentence is in a brief: of the story itself, or from an earlier story."""

    NEWS = "news"
    BACKGROUND = "background"


@dataclass(frozen=True, slots=True)
class Cited:
    """A sentence that is published, and what it rests on. `origins` counts the story's origins that say it: where there are
    several and only one does, readers are told. `published` is when the cited article came out; a background sentence
    is shown with it."""

    text: str
    spans: tuple[Span, ...]
    role: Role = Role.NEWS
    origins: int = 1
    published: Moment | None = None


class BriefOutcome(StrEnum):
    """What came of writing a brief: a brief; an article's own first sentences, shown as such; or nothing."""

    BRIEF = "brief"
    LEDE = "lede"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence that was not published, and why, in words for an editor. A long one is shortened."""

    text: str
    why: str


EXTRACTIVE = "extractive"
"""The writer that takes sentences as they stand."""


@dataclass(frozen=True, slots=True)
class Brief:
    """What is shown of a story: sentences in the order in which they are read, news first. `reason` says why it is no
    brief, and is None for one. `writer` is who wrote it: `EXTRACTIVE`, or the name of a model."""

    story: str
    outcome: BriefOutcome
    reason: str | None = None
    sentences: tuple[Cited, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    writer: str = EXTRACTIVE
