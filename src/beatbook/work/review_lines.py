"""A review as the answer of its stage (see docs/reference/stages.md)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from beatbook.model import Announcement, Cited, Coverage, Days, Movement, Observation, Period, Review, Section
from beatbook.work.lines import announcement_out, event_out, spans_out
from beatbook.writing.changes import in_words
from beatbook.writing.coverage import statement

Given = Mapping[str, Any]
"""Ids as they were given, of those that are no text."""
NONE: Given = MappingProxyType({})


def review_out(review: Review, ids: Given = NONE, stories: Given = NONE) -> dict[str, Any]:
    """The answer of stage `review`."""
    period = review.period
    return {
        "beat": review.beat,
        "title": review.title,
        "deck": review.deck,
        "period": period.name,
        **_days_out(period.days),
        "coverage": _coverage_out(review.coverage, period),
        "stories": review.stories,
        "stories_before": review.stories_before,
        "sections": [_section_out(section, ids, stories) for section in review.sections],
        "changed": [_movement_out(movement, period, stories) for movement in review.changed],
        "timeline": [event_out(event, ids, stories) for event in review.timeline],
        "figures": [
            {"figure": f.latest.figure, "now": _observation_out(f.latest, ids)}
            | ({"before": _observation_out(f.before, ids)} if f.before else {})
            for f in review.figures
        ],
        "quotations": [
            _sentence_out(q.cited, ids) | {"speaker": q.speaker, "story": stories.get(q.story, q.story)}
            for q in review.quotations
        ],
        "became": [_became_out(a, ids) for a in review.became if a.days and a.sentences],
        "ahead": [announcement_out(a, ids) for a in review.ahead if a.days and a.sentences],
    }


def _sentence_out(cited: Cited, ids: Given) -> dict[str, Any]:
    published = None if cited.published is None else str(cited.published)
    return {"text": cited.text, "published": published, "spans": spans_out(cited, ids)}


def _section_out(section: Section, ids: Given, stories: Given) -> dict[str, Any]:
    told = zip(section.sentences, section.stories, strict=True)
    return {
        "heading": section.heading,
        "sentences": [_sentence_out(c, ids) | {"story": stories.get(key, key)} for c, key in told],
        "further": [
            {"story": stories.get(f.story, f.story), "headline": f.headline, "date": f.day.isoformat()}
            for f in section.further
        ],
    }


def _movement_out(movement: Movement, period: Period, stories: Given) -> dict[str, Any]:
    return {
        "subject": movement.subject,
        "kind": movement.kind.value,
        "direction": movement.direction.value,
        "now": movement.count,
        "before": movement.before,
        "text": in_words(movement, period),
        "stories": [stories.get(key, key) for key in movement.stories],
    }


def _coverage_out(coverage: Coverage, period: Period) -> dict[str, Any]:
    return {
        "text": statement(coverage, period),
        "sources": coverage.sources,
        "read": coverage.read if coverage.is_known else None,
        "articles": coverage.articles,
        "origins": coverage.origins,
        "outages": [{"source": o.source, "days": [_days_out(d) for d in o.days]} for o in coverage.outages],
        "untried": [_days_out(d) for d in coverage.untried],
        "silent": [_days_out(d) for d in coverage.silent],
    }


def _became_out(announcement: Announcement, ids: Given) -> dict[str, Any]:
    settled = announcement.settled
    return announcement_out(announcement, ids) | {
        "fate": settled.fate.value,
        "why": settled.why,
        "reports": [_sentence_out(c, ids) for c in settled.sentences],
    }


def _observation_out(observation: Observation, ids: Given) -> dict[str, Any]:
    """One value of a figure, with the sentence that states it."""
    o = observation
    row: dict[str, Any] = {"value": o.value, "bound": o.bound.value, "unit": o.unit}
    row |= {"period": _days_out(o.period)} if o.period else {}
    row |= {"as_of": o.as_of.isoformat(), "text": o.text}
    row |= {"stated_by": o.stated_by} if o.stated_by else {}
    return row | {"spans": spans_out(Cited(o.text, (o.span,)), ids)}


def _days_out(days: Days) -> dict[str, str]:
    return {"from": days.first.isoformat(), "to": days.last.isoformat()}
