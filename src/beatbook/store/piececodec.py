"""Documents as bytes, and back.

The bytes are canonical: JSON with sorted keys, without what is as it is by default, in UTF-8. So the same document gives the same bytes and
the same digest wherever it is published, and still does when the vocabulary has got a field more, which by default says what was not said
before. What is unknown is passed over when it is read.
"""

from __future__ import annotations

import hashlib
import json
import types
import zlib
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from beatbook.model import Days, Document

T = TypeVar("T")


def canonical(document: Document) -> bytes:
    said = json.dumps(
        out(Document, document), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return said.encode("utf-8", "surrogatepass")


def digest(document: Document) -> str:
    """SHA-256 of the canonical bytes, in hexadecimal digits."""
    return hashlib.sha256(canonical(document)).hexdigest()


def pack(document: Document) -> bytes:
    return zlib.compress(canonical(document), 6)


def unpack(blob: bytes) -> Document:
    return value(Document, json.loads(zlib.decompress(blob).decode("utf-8", "surrogatepass")))


# ---- values of the vocabulary as JSON --------------------------------------------------------------------------------------


@cache
def _kinds(of: type) -> dict[str, Any]:
    """What kind of value each field of a dataclass holds."""
    kinds = get_type_hints(of)
    return {field.name: kinds[field.name] for field in fields(of)}


def out(kind: Any, said: Any) -> Any:
    """A value of this kind (a dataclass of the vocabulary, or what its fields hold) as JSON has it."""
    kind = _present(kind)
    if said is None:
        return None
    if is_dataclass(kind):
        held = _kinds(kind)  # type: ignore[arg-type]
        found = {}
        for field in fields(kind):
            here = getattr(said, field.name)
            if field.default is MISSING or here != field.default:
                found[field.name] = out(held[field.name], here)
        return found
    if kind is Days:
        return [day.isoformat() for day in said]
    if get_origin(kind) is tuple:
        return [out(get_args(kind)[0], one) for one in said]
    if kind is date:
        return said.isoformat()
    if isinstance(kind, type) and issubclass(kind, Enum):
        return said.value
    return kind(said)  # a whole number where any may stand, 195, is the same value as 195.0


def value(kind: type[T], said: Any) -> T:
    """The value of this kind that JSON has."""
    found: T = _value(kind, said)
    return found


def _value(kind: Any, said: Any) -> Any:
    kind = _present(kind)
    if said is None:
        return None
    if is_dataclass(kind):
        held = _kinds(kind)  # type: ignore[arg-type]
        return kind(**{name: _value(held[name], here) for name, here in said.items() if name in held})  # type: ignore[operator]
    if kind is Days:
        return Days(*(date.fromisoformat(day) for day in said))
    if get_origin(kind) is tuple:
        return tuple(_value(get_args(kind)[0], one) for one in said)
    if kind is date:
        return date.fromisoformat(said)
    return kind(said)


def _present(kind: Any) -> Any:
    """The kind itself of one that may be missing."""
    if get_origin(kind) in (Union, types.UnionType):
        return next(part for part in get_args(kind) if part is not type(None))
    return kind
