"""What the templates of stories are given (see `contexts`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated as A
from typing import ClassVar

from beatbook.web.briefcontexts import BriefPart, EditionPart, EditorsBriefPart, PassagePart
from beatbook.web.contexts import Line, Link, Option, Page, Pager, Said


@dataclass(frozen=True, slots=True)
class MemberPart:
    """An article of a story."""

    line: A[Line, "headline, deck, byline and date"]
    what: A[str, "what it is: an own report, or what kind of copy"]
    origin: A[Link | None, "the article that it is a copy of; None if it is nobody's"]
    more: A[
        tuple[str, ...], "how much of it is the same, which agency it comes from, that an editor put it here"
    ]
    tie: A[tuple[str, ...], "what tied it to the story; empty for the one that opened it"]
    new: A[str, "that it came after the day asked for; empty otherwise"]
    key: A[str, "its id"] = ""


@dataclass(frozen=True, slots=True)
class MovePart:
    """A change of a story: articles came or left."""

    number: A[int, "the change's number"]
    at: A[str, "when, in words"]
    at_iso: A[str, "the same for machines"]
    says: A[str, "what happened, and by whom"]
    other: A[Link, "the other story"]
    why: A[tuple[str, ...], "what it rests on"]
    back: A[str, "that it was taken back; empty otherwise"]


@dataclass(frozen=True, slots=True)
class StoryContext:
    template: ClassVar[str] = "story.html"
    page: A[Page, "the frame"]
    headline: A[Said, "the headline of its lead"]
    beats: A[tuple[Link, ...], "the beats that its lead is filed under"]
    summary: A[str, "how many pages and origins, in words"]
    brief: A[BriefPart | None, "its brief; None on all but the first page"]
    evidence: A[tuple[PassagePart, ...], "what the brief rests on"]
    editions: A[
        tuple[EditionPart, ...], "the brief as it was before, newest first; empty if it was never another"
    ]
    report: A[str, "where an error in the brief is reported; empty if there is no brief"]
    merged: A[str, "that another story's address led here; empty otherwise"]
    order: A[Link, "the same in the other order"]
    order_says: A[str, "in which order it is"]
    fresh: A[str, "how much is new since the day asked for; empty if none was"]
    since: A[tuple[Link, ...], "the same with what is new marked, since some days"]
    members: A[tuple[MemberPart, ...], "its articles"]
    pager: A[Pager, "the page numbers"]
    earlier: A[tuple[Line, ...], "stories that came before it on the same matter, each leading to its page"]
    later: A[tuple[Line, ...], "stories that came after it, likewise"]
    changes: A[tuple[MovePart, ...], "what changed, newest first"]
    follow: A[tuple[Link, ...], "its feeds"]
    timeline: A[str, "its timeline; empty where it has only one article"]
    editors: A[str, "the editors' page of it; empty where the editors' side is not open"]


@dataclass(frozen=True, slots=True)
class PinChoice:
    """A beat in whose reviews a story may be told for good."""

    beat: A[str, "its slug, for the form"]
    do: A[str, "`pin`, or `unpin` where it is told for good already"]
    says: A[str, "what the button says"]


@dataclass(frozen=True, slots=True)
class EditorsStoryContext:
    """The editors' page of a story: what is in it, and forms to split, move, merge and undo."""

    template: ClassVar[str] = "editors_story.html"
    page: A[Page, "the frame"]
    headline: A[Said, "the headline of its lead"]
    key: A[str, "its id"]
    summary: A[str, "how many pages and origins, in words"]
    public: A[Link, "its public page"]
    brief: A[EditorsBriefPart, "its brief, and what is not in it"]
    members: A[tuple[MemberPart, ...], "its articles, the earliest first"]
    rest: A[str, "how many more articles there are that are not shown; empty if none"]
    near: A[tuple[Option, ...], "stories on the same matter, to choose from"]
    changes: A[tuple[MovePart, ...], "what changed, newest first"]
    reviews: A[tuple[PinChoice, ...], "the beats in whose reviews it may be told for good"]
    said: A[str, "what came of the last form; empty if none was sent"]
    went_wrong: A[bool, "whether nothing came of it"]
    action: A[str, "where the forms are sent"]
    token: A[str, "what shows that a form is ours"]
