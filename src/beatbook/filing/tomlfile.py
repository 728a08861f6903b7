"""Files that an editor keeps, in TOML: how they are read, and the words for what is wrong with one."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from math import isfinite
from pathlib import Path
from typing import Any, Never

from beatbook.errors import BeatError

MAX_FILE = 1_000_000
"""Bytes of a file. A beat with a thousand sources and a long rule has some 200,000."""
LONG = 10**12
"""Numbers from here on are not said again in a message; Python refuses to write the longest."""


def text_of(path: Path) -> str:
    """The text of a file. Raises BeatError, naming the file, if it cannot be read or used."""
    try:
        if path.stat().st_size > MAX_FILE:
            raise BeatError(f"{path}: larger than {MAX_FILE:,} bytes")
        return path.read_bytes().decode("utf-8-sig")
    except OSError as e:
        raise BeatError(f"{path}: {e.strerror or e}") from e
    except UnicodeDecodeError as e:
        raise BeatError(f"{path}: not UTF-8 (byte {e.start})") from e


def parsed(text: str, where: str) -> dict[str, Any]:
    """The text of a file as its table. Raises BeatError if it is not TOML."""
    try:
        return tomllib.loads(text.replace("\r\n", "\n"))
    except (ValueError, RecursionError) as e:
        raise BeatError(f"{where}: not TOML: {e}") from e


class Table:
    """A table of a file, and the words for what is wrong with it."""

    def __init__(self, table: Mapping[str, object], where: str, place: str) -> None:
        self.table, self.where, self.place = table, where, place

    def refuse(self, what: str) -> Never:
        raise BeatError(f"{self.where}: {self.place}{what}")

    def check(self, known: Iterable[str]) -> None:
        known = tuple(known)
        for key in self.table:
            if key not in known:
                close = get_close_matches(key[:40].lower(), known, n=1)
                hint = f" (did you mean '{close[0]}'?)" if close else f" (known: {', '.join(known)})"
                self.refuse(f"unknown key '{key[:40]}'{hint}")

    def text(self, key: str, default: str) -> str:
        value = self.table.get(key, default)
        if not isinstance(value, str):
            self.refuse(f"'{key}' must be a text in quotes, not {kind(value)}")
        return value

    def optional(self, key: str) -> str | None:
        return self.text(key, "").strip() or None

    def texts(self, key: str, most: int) -> tuple[str, ...]:
        """A list of texts, none of them empty, each once."""
        value = self.table.get(key, [])
        if not isinstance(value, list):
            self.refuse(f"'{key}' must be a list of texts, not {kind(value)}")
        return self.listed(key, value, most)

    def listed(self, key: str, value: list[object], most: int) -> tuple[str, ...]:
        found = []
        for item in value:
            if not isinstance(item, str):
                self.refuse(f"'{key}' must be a list of texts, and holds {kind(item)}")
            if not (said := " ".join(item.split())):
                self.refuse(f"'{key}' holds an empty text")
            found.append(said)
        if len(found) > most:
            self.refuse(f"'{key}' has more than {most} texts")
        return tuple(dict.fromkeys(found))

    def number(self, key: str) -> float | None:
        """A number, or None where there is none."""
        value = self.table.get(key)
        if value is None:
            return None
        if not isinstance(value, int | float) or isinstance(value, bool) or not isfinite(value):
            self.refuse(
                f"'{key}' must be a number, not {kind(value) if isinstance(value, bool) or not isinstance(value, float) else value}"
            )
        return float(value)

    def whole(self, key: str, least: int, most: int) -> int | None:
        """A whole number within bounds, or None where there is none."""
        value = self.table.get(key)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool):
            self.refuse(f"'{key}' must be a whole number, not {kind(value)}")
        if not least <= value <= most:
            said = f", not {value}" if abs(value) < LONG else ""
            self.refuse(f"'{key}' must be from {least} to {most}{said}")
        return value


def kind(value: object) -> str:
    """What a value is, in words."""
    names = (
        (bool, "true or false"),
        (int | float, "a number"),
        (str, "a text"),
        (list, "a list"),
        (dict, "a table"),
    )
    return next((name for kind, name in names if isinstance(value, kind)), "a date or time")


def written(value: str | float | Iterable[Any]) -> str:
    """A text, a number, or a list of such or of lists, as a file has it."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, int | float):
        return str(int(value)) if value == int(value) and abs(value) < LONG else repr(value)
    return f"[{', '.join(written(each) for each in value)}]"
