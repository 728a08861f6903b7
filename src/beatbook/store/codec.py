"""Values to columns and back. JSON columns hold lists and objects with short, stable keys."""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from collections.abc import Sequence
from typing import Any

from beatbook.model import (
    Boilerplate,
    Cited,
    Entry,
    Hit,
    Image,
    Lesson,
    LessonKind,
    LessonState,
    Moment,
    Name,
    NameKind,
    Observed,
    Role,
    Span,
    Version,
    Witness,
)


def digest(value: Any) -> str:
    """A short fingerprint of a JSON value (BLAKE2b, 96 bits): the same value gives the same fingerprint for ever."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def pack(text: str) -> bytes:
    return zlib.compress(text.encode("utf-8"), 6)


def unpack(blob: bytes) -> str:
    return zlib.decompress(blob).decode("utf-8")


def moment_out(moment: Moment | None) -> str | None:
    return None if moment is None else str(moment)


def moment_in(text: str | None) -> Moment | None:
    return None if text is None else Moment.parse(text)


def byline_out(byline: Sequence[Name]) -> list[list[str]]:
    return [[n.name, n.kind.value] for n in byline]


def byline_in(rows: Sequence[Sequence[str]]) -> tuple[Name, ...]:
    return tuple(Name(name, NameKind(kind)) for name, kind in rows)


def hits_out(hits: Sequence[Hit]) -> list[list[Any]]:
    return [[h.field, h.start, h.end, h.term] for h in hits]


def hits_in(rows: Sequence[Sequence[Any]]) -> tuple[Hit, ...]:
    return tuple(Hit(*row) for row in rows)


def boilerplate_out(parts: Sequence[Boilerplate]) -> list[list[str]]:
    return [[p.text, p.why] for p in parts]


def boilerplate_in(rows: Sequence[Sequence[str]]) -> tuple[Boilerplate, ...]:
    return tuple(Boilerplate(*row) for row in rows)


def image_out(image: Image | None) -> list[str | None] | None:
    return None if image is None else [image.url, image.credit]


def image_in(row: Sequence[Any] | None) -> Image | None:
    return None if row is None else Image(*row)


def witnesses_out(witnesses: Sequence[Witness]) -> list[list[Any]] | None:
    return [[w.field, w.by, w.said, w.taken, w.why] for w in witnesses] or None


def witnesses_in(rows: Sequence[Sequence[Any]] | None) -> tuple[Witness, ...]:
    return tuple(Witness(*row) for row in rows or ())


FINGERPRINT = 8
"""Bytes of one."""


def fingerprints_out(marks: Sequence[int]) -> bytes:
    """Eight bytes each, the lowest first."""
    return struct.pack(f"<{len(marks)}Q", *marks)


def fingerprints_in(blob: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(blob) // 8}Q", blob)


def observed_in(row: Any) -> Observed:
    """From a row of the table `recent`."""
    return Observed(fingerprints_in(row.paragraphs), row.places)


def lesson_in(row: Any) -> Lesson:
    """From a row of the table `lesson`."""
    return Lesson(
        LessonKind(row.kind), row.key, LessonState(row.state), row.version, row.learned, row.changed, row.data
    )


def entry_out(entry: Entry) -> dict[str, Any]:
    """What a feed said, without what it left out."""
    row = {
        "key": entry.key,
        "url": entry.url,
        "headline": entry.headline,
        "deck": entry.deck,
        "byline": byline_out(entry.byline),
        "published": moment_out(entry.published),
        "modified": moment_out(entry.modified),
        "raw_published": entry.raw_published,
        "language": entry.language,
        "section": entry.section,
        "text": entry.text,
    }
    return {k: v for k, v in row.items() if v}


def entry_in(row: dict[str, Any]) -> Entry:
    return Entry(
        key=row["key"],
        url=row.get("url"),
        headline=row.get("headline"),
        deck=row.get("deck"),
        byline=byline_in(row.get("byline", ())),
        published=moment_in(row.get("published")),
        modified=moment_in(row.get("modified")),
        raw_published=row.get("raw_published"),
        language=row.get("language"),
        section=row.get("section"),
        text=row.get("text"),
    )


def version_digest(version: Version) -> str:
    """The fingerprint of what readers would see as another version. `modified` alone makes none: many pages stamp it
    without a change of words."""
    return digest(
        [
            version.headline,
            version.deck,
            byline_out(version.byline),
            moment_out(version.published),
            version.text,
            version.partial,
        ]
    )


def version_in(row: Any) -> Version:
    """From a row of the table `version`."""
    return Version(
        headline=row.headline,
        deck=row.deck,
        byline=byline_in(row.byline),
        published=moment_in(row.published),
        modified=moment_in(row.modified),
        language=row.language,
        section=row.section,
        text=unpack(row.text),
        partial=row.partial,
    )


def span_out(span: Span) -> list[Any]:
    return [span.article, span.start, span.end, span.version]


def cited_out(sentences: Sequence[Cited]) -> list[Any]:
    return [
        [s.text, s.role, s.origins, moment_out(s.published), [span_out(p) for p in s.spans]]
        for s in sentences
    ]  # fmt: skip


def cited_in(rows: Sequence[Sequence[Any]]) -> tuple[Cited, ...]:
    return tuple(
        Cited(text, tuple(Span(*s) for s in spans), Role(role), origins, moment_in(published))
        for text, role, origins, published, spans in rows
    )
