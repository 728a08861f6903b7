"""The JSON Lines contract: lines to values and back. Used alike by the stages, by import and by export.

Unknown fields of a line are ignored; any optional field may be null or absent. A field of the wrong type makes the
line refused with a reason that names the field.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from beatbook.bylines import split_byline
from beatbook.errors import InputError
from beatbook.model import (
    Announcement,
    Article,
    Brief,
    Cited,
    CopyKind,
    CopyOf,
    Entry,
    Event,
    Filing,
    Grouping,
    Moment,
    Name,
    NameKind,
    Observation,
    Reading,
    Role,
    Version,
    names,
)

if TYPE_CHECKING:
    from beatbook.read.when import Dated
    from beatbook.writing.evidence import Verdict

LONGEST = 64 * 1024 * 1024
"""Characters of one line; more is no article."""

_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff]")
"""Control characters but tab and line feed, and lone surrogates."""

NO_OBJECT = "not a JSON object"

NEVER = datetime.min.replace(tzinfo=UTC)


def objects(lines: Iterable[str]) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """Line number (from 1) and the object on it, or the reason why it is none. Empty lines are passed over."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        if len(line) > LONGEST:
            yield number, f"longer than {LONGEST} characters"
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield number, f"not JSON: {error}"
            continue
        yield number, value if isinstance(value, dict) else NO_OBJECT


def _text(row: Mapping[str, Any], field: str) -> str | None:
    value = row.get(field)
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputError(f"'{field}' must be text, not {type(value).__name__}")
    return clean(value)


def clean(text: str) -> str:
    """Valid Unicode without NUL and other controls, which no engine and no page can carry."""
    if _UNFIT.search(text) is None:
        return text
    text = text.encode("utf-8", "replace").decode("utf-8")
    return _UNFIT.sub("", text)


def levelled(text: str) -> str:
    """`text` as `clean` leaves it, but of the same length: what cannot stay is a line break, at which no sentence goes on."""
    return text if _UNFIT.search(text) is None else _UNFIT.sub("\n", text)


def _moment(row: Mapping[str, Any], field: str) -> Moment | None:
    said = _text(row, field)
    if not said:
        return None
    try:
        return Moment.parse(said)
    except ValueError as error:
        raise InputError(f"'{field}' is no ISO 8601 date or time: '{said}'") from error


def instant(value: Any) -> datetime:
    """An ISO 8601 date or time as an aware time; without a zone it counts as UTC. Raises ValueError, TypeError."""
    if not isinstance(value, str):
        raise TypeError(type(value).__name__)
    at = datetime.fromisoformat(value)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _byline(value: Any) -> tuple[Name, ...]:
    if value is None:
        return ()
    if isinstance(value, str):
        return split_byline(clean(value))
    if not isinstance(value, list):
        raise InputError("'byline' must be text or a list of names")
    found: list[Name] = []
    for part in value:
        if isinstance(part, str):
            found += split_byline(clean(part))
        elif isinstance(part, dict) and isinstance(part.get("name"), str):
            kind = NameKind.DESK if part.get("kind") == "desk" else NameKind.PERSON
            found.append(Name(clean(part["name"]), kind))
        else:
            raise InputError("'byline' must be text or a list of names")
    return tuple(found)


def article_in(row: Mapping[str, Any], *, source: str = "") -> Article:
    """The article of an article line. Raises InputError naming the field that cannot be used."""
    key = row.get("id")
    if isinstance(key, int) and not isinstance(key, bool):
        key = str(key)
    if not isinstance(key, str) or not key.strip():
        raise InputError("'id' is missing")
    if key.strip() in (".", ".."):
        raise InputError(f"'id' cannot be '{key}': no address would lead to it")
    if row.get("text") is None and row.get("headline") is None:
        raise InputError("there is neither 'text' nor 'headline'")
    version = Version(
        headline=_text(row, "headline"),
        deck=_text(row, "deck"),
        byline=_byline(row.get("byline")),
        published=_moment(row, "published"),
        modified=_moment(row, "modified"),
        language=_text(row, "language"),
        section=_text(row, "section"),
        text=_text(row, "text") or "",
        partial=row.get("partial") is True,
    )
    return Article(clean(key), _text(row, "source") or source, _text(row, "url"), NEVER, version)


def article_out(article: Article) -> dict[str, Any]:
    """The article line of an article, with what is known of it."""
    v = article.version
    row = {
        "id": article.id,
        "source": article.source,
        "url": article.url,
        "published": None if v.published is None else str(v.published),
        "headline": v.headline,
        "deck": v.deck,
        "byline": [{"name": n.name, "kind": n.kind.value} for n in v.byline] or None,
        "language": v.language,
        "section": v.section,
        "modified": None if v.modified is None else str(v.modified),
        "partial": v.partial or None,
    }
    return {k: x for k, x in row.items() if x is not None} | {"text": v.text}


def filing_out(key: str, filing: Filing) -> dict[str, Any]:
    """The answer of stage `file`."""
    why = [{"field": h.field, "start": h.start, "end": h.end, "term": h.term} for h in filing.why]
    return {"id": key, "beat": filing.beat, "score": filing.score, "why": why}


def copy_out(key: Any, copy: CopyOf) -> dict[str, Any]:
    """The answer of stage `copies`. Of an id that is no text, an origin's is the text it was read as."""
    row = {
        "id": key,
        "origin": copy.origin or key,
        "kind": CopyKind.OWN.value if copy.origin is None else copy.kind.value,
        "similarity": copy.similarity,
    }
    return row | ({"wire": copy.wire} if copy.wire else {})


def grouping_out(key: str, grouping: Grouping) -> dict[str, Any]:
    """The answer of stage `stories`."""
    return {"id": key, "story": grouping.story, "joined_by": "; ".join(grouping.tie) or None}


def brief_out(key: Any, brief: Brief, ids: Mapping[str, Any]) -> dict[str, Any]:
    """The answer of stage `brief`. `ids` has the articles' ids as they were given, where they are no text."""
    row: dict[str, Any] = {"story": key, "outcome": brief.outcome.value}
    if brief.reason:
        row["reason"] = brief.reason
    return row | {
        "sentences": [_cited_out(cited, ids) for cited in brief.sentences],
        "dropped": [{"text": d.text, "why": d.why} for d in brief.dropped],
    }


def _cited_out(cited: Cited, ids: Mapping[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {"text": cited.text, "spans": spans_out(cited, ids), "role": cited.role.value}
    if cited.role is Role.BACKGROUND:
        return row | {"published": None if cited.published is None else str(cited.published)}
    return row | {"origins": cited.origins}


def event_out(event: Event, ids: Mapping[str, Any], stories: Mapping[str, Any]) -> dict[str, Any]:
    """One answer of stage `timeline`. `ids` and `stories` have what was given as no text."""
    row: dict[str, Any] = {
        "date": event.day.isoformat(),
        "day_from": event.day_from.value,
        "score": event.score,
        "origins": event.origins,
        "sentences": [{"text": c.text, "spans": spans_out(c, ids)} for c in event.sentences],
    }
    row |= {"name": event.name} if event.name else {}
    return row | ({"story": stories.get(event.story, event.story)} if event.story else {})


def announcement_out(announcement: Announcement, ids: Mapping[str, Any]) -> dict[str, Any]:
    """One answer of stage `announcements`, of an announcement that has days. `until` where the last day is another than the first."""
    days, cited = announcement.days, announcement.sentences[0]
    if days is None:
        raise InputError("an announcement that was put off with no new day has no line")
    row: dict[str, Any] = {"date": days.first.isoformat()}
    row |= {"until": days.last.isoformat()} if days.last != days.first else {}
    row |= {"precision": announcement.precision.value, "certainty": announcement.certainty.value}
    row |= {"stated_by": announcement.stated_by} if announcement.stated_by else {}
    row |= {"origins": announcement.origins, "text": cited.text}
    return row | {"spans": [span for each in announcement.sentences for span in spans_out(each, ids)]}


def observation_out(one: Observation, ids: Mapping[str, Any]) -> dict[str, Any]:
    """One answer of stage `figures`. `each`: the number holds for each such period in the days that are named."""
    row: dict[str, Any] = {
        "figure": one.figure,
        "value": int(one.value) if one.value == int(one.value) else one.value,
        "bound": one.bound.value,
        "unit": one.unit,
        "period": one.period and {"from": one.period.first.isoformat(), "to": one.period.last.isoformat()},
    }
    row |= {"each": one.each.value} if one.each else {}
    row["as_of"] = one.as_of.isoformat()
    row |= {"stated_by": one.stated_by} if one.stated_by else {}
    row |= {"revises": True} if one.revises else {}
    span = one.span
    return row | {
        "text": one.text,
        "spans": [{"article": ids.get(span.article, span.article), "start": span.start, "end": span.end}],
    }


def spans_out(cited: Cited, ids: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"article": ids.get(s.article, s.article), "start": s.start, "end": s.end} for s in cited.spans]


def reading_out(key: str, reading: Reading) -> dict[str, Any]:
    """The answer of stage `read`."""
    v = reading.version
    return {
        "id": key,
        "kind": reading.kind.value,
        "reason": reading.reason,
        "headline": v.headline,
        "deck": v.deck,
        "byline": [{"name": n.name, "kind": n.kind.value} for n in v.byline],
        "published": None if v.published is None else str(v.published),
        "published_precision": None if v.published is None else v.published.precision.value,
        "modified": None if v.modified is None else str(v.modified),
        "language": v.language,
        "text": v.text,
        "boilerplate": [{"text": b.text, "why": b.why} for b in reading.boilerplate],
    }


def verdict_out(key: Any, verdict: Verdict) -> dict[str, Any]:
    """The answer of stage `evidence`."""
    row: dict[str, Any] = {
        "id": key,
        "supported": verdict.supported,
        "problems": [{"kind": p.kind, "text": p.text} for p in verdict.problems],
    }
    return row | ({"unchecked": list(verdict.unchecked)} if verdict.unchecked else {})


def dates_out(key: Any, found: Sequence[Dated]) -> dict[str, Any]:
    """The answer of stage `dates`. A day with a time of day is a time, and none of it."""
    told = [{"start": d.start, "end": d.end, "timex": d.timex} for d in found if not d.clock]
    return {"id": key, "dates": told}


def entry_out(entry: Entry) -> dict[str, Any]:
    """An entry in the answer of stage `feed`."""
    return {
        "id": entry.key,
        "url": entry.url,
        "headline": entry.headline,
        "deck": entry.deck,
        "byline": names(entry.byline) or None,
        "published": None if entry.published is None else str(entry.published),
        "raw_published": entry.raw_published,
    }
