"""Bytes put aside, so that memory need not hold what a long stream leaves behind. This room opens no files: who runs it
brings them, and in memory there is `Held` for tests and short streams."""

from __future__ import annotations

from typing import Protocol


class Scratch(Protocol):
    """Bytes in the order in which they were appended."""

    def append(self, data: bytes) -> None: ...

    def read(self, start: int, length: int) -> bytes:
        """Some of the bytes appended before."""

    def close(self) -> None:
        """Forget them."""


class Held:
    """Bytes in memory."""

    def __init__(self) -> None:
        self._data = bytearray()

    def append(self, data: bytes) -> None:
        self._data += data

    def read(self, start: int, length: int) -> bytes:
        return bytes(self._data[start : start + length])

    def close(self) -> None:
        self._data.clear()


Place = tuple[int, int]
"""Where a text was put aside, and its length in bytes."""


class Texts:
    """Texts put aside."""

    def __init__(self, scratch: Scratch) -> None:
        self._scratch = scratch
        self._end = 0

    def put(self, text: str) -> Place:
        data = text.encode("utf-8", "surrogatepass")
        self._scratch.append(data)
        place = (self._end, len(data))
        self._end += len(data)
        return place

    def get(self, place: Place) -> str:
        return self._scratch.read(*place).decode("utf-8", "surrogatepass")
