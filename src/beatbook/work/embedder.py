"""What articles mean, as the operator's own model has it: asked of an OpenAI-compatible endpoint, kept, not asked again.

Nothing waits for an endpoint that fails: it is left alone for a while, and what is grouped meanwhile is grouped without.
What it answers is hostile until it is found to be what was asked for: a vector for each text, of finite numbers, none
zero, all of one size, the same as ever.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from typing import Final, Protocol

import numpy as np
import structlog

from beatbook.errors import EndpointError
from beatbook.filing.meaning import Vector
from beatbook.model import Version
from beatbook.read.text import clean
from beatbook.store.protocol import Store

log = structlog.get_logger("beatbook.embed")

BATCH: Final = 32
"""Texts in one question."""
LEAD: Final = 1_500
"""Characters of a text: what happened is told in its first paragraphs, and models take in a page at most."""
LARGEST: Final = 8_192
"""Dimensions of a vector."""
ANSWER: Final = BATCH * LARGEST * 32
"""Bytes that an answer may have."""
PAUSE, LONGEST_PAUSE = 300.0, 3_600.0
"""Seconds that an endpoint is left alone which failed; twice as long each time, up to the latter."""

MALFORMED = "malformed"
"""The reason of an answer that is not what was asked for."""
SIZE = "dimensions of {}"
"""The fact that says how many dimensions a model's vectors have: those of its first answer."""
FAILED = "embeddings failed"
"""The fact that says when and why the endpoint failed last, as JSON; empty when it has answered since."""


class Asks(Protocol):
    """A model's endpoint; see `gather.endpoint.Endpoint`."""

    def ask(self, path: str, body: Mapping[str, object]) -> object: ...


class Embedder:
    """Asks one model. For one thread at a time."""

    def __init__(self, store: Store, endpoint: Asks, model: str, now: Callable[[], datetime]) -> None:
        self._store, self._endpoint, self._model, self._now = store, endpoint, model, now
        self._size_of = SIZE.format(model)
        self._size = int(store.fact(self._size_of) or 0)
        self._until: datetime | None = None
        self._pause = PAUSE

    def kept(self, keys: Collection[str]) -> dict[str, Vector]:
        """Of these articles the vectors that are kept of their newest versions."""
        kept = self._store.vectors(self._model, keys)
        return {key: np.frombuffer(data, "<f4").astype(np.float32) for key, data in kept.items()}

    def of(
        self, articles: Mapping[str, tuple[Version, str]], stopped: Callable[[], bool] = lambda: False
    ) -> dict[str, Vector]:
        """The vectors of these articles, by id; each comes with its newest version and that one's fingerprint. Those that
        cannot be had now are missing."""
        found = self.kept(articles)
        texts: dict[str, list[str]] = {}
        for key, (version, _) in articles.items():
            if key not in found and (said := text_of(version)):
                texts.setdefault(said, []).append(key)
        asked = list(texts)
        for at in range(0, len(asked), BATCH):
            if stopped() or (self._until is not None and self._now() < self._until):
                break
            part = asked[at : at + BATCH]
            try:
                vectors = self._ask(part)
            except EndpointError as error:
                self._leave_alone(error)
                break
            self._answered()
            made = {key: vector for text, vector in zip(part, vectors, strict=True) for key in texts[text]}
            rows = {key: (articles[key][1], v.astype("<f4").tobytes()) for key, v in made.items()}
            self._store.put_vectors(self._model, rows)
            found |= made
        return found

    def _ask(self, texts: list[str]) -> list[Vector]:
        answer = self._endpoint.ask("/embeddings", {"model": self._model, "input": texts})
        vectors = vectors_in(answer, len(texts))
        if not self._size:
            self._size = vectors[0].size
            self._store.set_fact(self._size_of, str(self._size))
        if vectors[0].size != self._size:
            raise EndpointError(MALFORMED, f"vectors of {vectors[0].size} numbers, {self._size} before")
        return vectors

    def _leave_alone(self, error: EndpointError) -> None:
        now = self._now()
        wait = min(LONGEST_PAUSE, max(self._pause, error.retry_after or 0.0))
        self._until = now + timedelta(seconds=wait)
        self._pause = min(LONGEST_PAUSE, 2 * self._pause)
        log.warning("no embeddings for now", model=self._model, error=str(error), seconds=round(wait))
        said = {"at": now.isoformat(), "model": self._model, "error": str(error)}
        self._store.set_fact(FAILED, json.dumps(said, ensure_ascii=False))

    def _answered(self) -> None:
        self._until, self._pause = None, PAUSE
        if self._store.fact(FAILED):
            self._store.set_fact(FAILED, "")


def text_of(version: Version) -> str:
    """What of an article is put to a model."""
    parts = (version.headline or "", version.deck or "", version.text[:LEAD])
    return "\n".join(line for part in parts if (line := clean(part)))


def vectors_in(answer: object, count: int) -> list[Vector]:
    """The vectors of an answer to so many texts, in their order, of length 1. Raises EndpointError if it is none."""
    data = answer.get("data") if isinstance(answer, dict) else None
    if not isinstance(data, list):
        raise EndpointError(MALFORMED, "no list of vectors")
    if len(data) != count:
        raise EndpointError(MALFORMED, f"{len(data)} vectors for {count} texts")
    found: dict[int, Vector] = {}
    for row in data:
        index = row.get("index") if isinstance(row, dict) else None
        if not isinstance(row, dict) or type(index) is not int or not 0 <= index < count or index in found:
            raise EndpointError(MALFORMED, "a vector that is no text's")
        found[index] = _vector_in(row.get("embedding"))
    if len({vector.size for vector in found.values()}) > 1:
        raise EndpointError(MALFORMED, "vectors of several sizes")
    return [found[n] for n in range(count)]


def _vector_in(numbers: object) -> Vector:
    if not isinstance(numbers, list) or not 1 <= len(numbers) <= LARGEST:
        raise EndpointError(MALFORMED, f"a vector that is no list of 1 to {LARGEST} numbers")
    if not all(type(number) in (int, float) for number in numbers):
        raise EndpointError(MALFORMED, "a vector of something else than numbers")
    try:
        exact = np.array(numbers, np.float64)
    except (OverflowError, ValueError):
        raise EndpointError(MALFORMED, "a number beyond all bounds") from None
    most = float(np.abs(exact).max())
    if not np.isfinite(exact).all() or most == 0.0:
        raise EndpointError(MALFORMED, "a vector that points nowhere")
    scaled = exact / most  # so that squares neither overflow nor vanish
    vector: Vector = (scaled / np.linalg.norm(scaled)).astype(np.float32)
    return vector
