"""Announcements as bytes, and back: lists with short keys, compressed."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from beatbook.model import (
    Act,
    Announcement,
    Announcing,
    Certainty,
    Change,
    Days,
    Fate,
    Precision,
    Settled,
    Span,
)
from beatbook.store import codec
from beatbook.store.times import Correct


def _pack(value: object) -> bytes:
    return codec.pack(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def days_out(days: Days | None) -> list[str] | None:
    return [days.first.isoformat(), days.last.isoformat()] if days else None


def days_in(said: list[str] | None) -> Days | None:
    return Days(date.fromisoformat(said[0]), date.fromisoformat(said[1])) if said else None


def announcing_out(a: Announcing) -> bytes:
    return _pack(
        [a.text, codec.span_out(a.span), a.said.isoformat(), days_out(a.days), a.precision, a.certainty, a.stems, a.act, a.stated_by,
         days_out(a.was), a.language]
    )  # fmt: skip


def announcing_in(blob: bytes) -> Announcing:
    text, span, said, days, precision, certainty, stems, act, stated_by, was, language = json.loads(
        codec.unpack(blob)
    )
    return Announcing(
        text,
        Span(*span),
        date.fromisoformat(said),
        days_in(days),
        Precision(precision),
        Certainty(certainty),
        tuple(stems),
        Act(act),
        stated_by,
        days_in(was),
        language,
    )


def announcement_out(a: Announcement) -> bytes:
    s = a.settled
    trail = [
        [c.said.isoformat(), c.act, days_out(c.days), c.precision, c.certainty, codec.span_out(c.span)]
        for c in a.trail
    ]
    settled = [s.fate, s.why, codec.cited_out(s.sentences), s.story, s.who]
    return _pack(
        [days_out(a.days), a.precision, a.certainty, codec.cited_out(a.sentences), a.stated_by, a.origins, trail, settled, a.sequence,
         a.title]
    )  # fmt: skip


def announcement_in(key: str, blob: bytes) -> Announcement:
    days, precision, certainty, sentences, stated_by, origins, trail, settled, sequence, title = json.loads(
        codec.unpack(blob)
    )
    fate, why, reports, story, who = settled
    return Announcement(
        key,
        days_in(days),
        Precision(precision),
        Certainty(certainty),
        codec.cited_in(sentences),
        stated_by,
        origins,
        tuple(
            Change(date.fromisoformat(said), Act(act), days_in(on), Precision(p), Certainty(c), Span(*span))
            for said, act, on, p, c, span in trail
        ),
        Settled(Fate(fate), why, codec.cited_in(reports), story, who),
        sequence,
        title,
    )


def correct_out(said: Correct) -> dict[str, Any]:
    return {
        "who": said.who,
        "at": said.at.isoformat(),
        "why": said.why,
        "fate": said.fate,
        "days": days_out(said.days),
    }


def correct_in(key: str, said: dict[str, Any] | None, *, is_none: bool) -> Correct | None:
    if said is None:
        return None
    return Correct(
        key,
        said["who"],
        datetime.fromisoformat(said["at"]),
        Fate(said["fate"]) if said["fate"] else None,
        said["why"],
        days_in(said["days"]),
        is_none or None,
    )
