"""gzip and deflate, a bounded piece at a time, so that a small bomb cannot become a large one before we count it.

Each error is a `ReadError` whose reason is one of `too-large`, `truncated` or `encoding`. There is no brotli and no
zstd: we do not ask for them, so we need not trust them (docs/decisions/0102-fetching-feeds.md).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from beatbook.errors import ReadError

PIECE = 1 << 20
"""Bytes inflated at a time: what a bomb can cost before it is noticed."""

GZIP_MAGIC = b"\x1f\x8b"

_WINDOW = {"gzip": zlib.MAX_WBITS | 16, "deflate": zlib.MAX_WBITS}


class Unpacker:
    """Inflates one stream of `coding` (`gzip` or `deflate`) and refuses more than `cap` bytes of it."""

    def __init__(self, coding: str, cap: int) -> None:
        self._coding, self._left = coding, cap
        self._inflate = zlib.decompressobj(_WINDOW[coding])
        self._begun = False
        self._after_end = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The decoded pieces of the next bytes of the stream."""
        while data:
            if self._inflate.eof:
                data = self._next_member(data)
                continue
            try:
                piece = self._inflate.decompress(data, PIECE)
            except zlib.error as e:
                if self._coding == "deflate" and not self._begun:
                    # Many servers send deflate without its zlib header (RFC 9110 8.4.1.2 warns of it).
                    self._begun, self._inflate = True, zlib.decompressobj(-zlib.MAX_WBITS)
                    continue
                raise ReadError("encoding", f"broken {self._coding}: {e}") from None
            self._begun = True
            self._left -= len(piece)
            if self._left < 0:
                raise ReadError("too-large")
            if piece:
                yield piece
            data = self._inflate.unused_data if self._inflate.eof else self._inflate.unconsumed_tail

    def finish(self) -> Iterator[bytes]:
        """What was still inside at the end of the stream; raises ReadError if the stream stopped short."""
        while not self._inflate.eof:
            before = self._left
            yield from self._drain()
            if self._left == before:
                raise ReadError("truncated", f"the {self._coding} stream stops before its end")

    def _drain(self) -> Iterator[bytes]:
        try:
            piece = self._inflate.decompress(self._inflate.unconsumed_tail, PIECE)
        except zlib.error as e:
            raise ReadError("encoding", f"broken {self._coding}: {e}") from None
        self._left -= len(piece)
        if self._left < 0:
            raise ReadError("too-large")
        if piece:
            yield piece

    def _next_member(self, data: bytes) -> bytes:
        """A gzip stream may hold several members, and be padded with zeros; anything else after the end is junk."""
        data = data.lstrip(b"\0")
        if not data:
            self._after_end = True
            return b""
        if self._coding == "gzip" and not self._after_end and GZIP_MAGIC.startswith(data[:2]):
            self._inflate = zlib.decompressobj(_WINDOW["gzip"])
            return data
        raise ReadError("encoding", f"junk after the end of the {self._coding} stream")


def unpack(body: bytes, cap: int) -> bytes:
    """A gzip body as its content; what is not gzip comes back as it is. Raises ReadError."""
    if not body.startswith(GZIP_MAGIC):
        return body
    unpacker = Unpacker("gzip", cap)
    return b"".join([*unpacker.feed(body), *unpacker.finish()])
