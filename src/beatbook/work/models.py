"""A model asked as the settings allow: never the same twice, not beyond the day's caps, and not while it is failing.

writer = writer_of(settings, store, now)
brief = writer.write(material)
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

import structlog

from beatbook.errors import EndpointError
from beatbook.gather import reasons
from beatbook.gather.endpoint import Endpoint
from beatbook.settings import ModelSettings, Settings
from beatbook.store.protocol import Store
from beatbook.store.rows import Spent
from beatbook.writing.brief import Writer
from beatbook.writing.model import NONSENSE, PROMPT, Message, ModelWriter, Said, answered

log = structlog.get_logger("beatbook.model")

TOKENS_OUT: Final = 2_000
"""Tokens of an answer that are asked for at most: ten briefs, for models that think aloud first."""
CHARACTERS_A_TOKEN: Final = 4
"""Bytes of UTF-8 text in a token, about. What an endpoint says it took counts only where that is more."""
MOST_TOKENS: Final = 10_000_000
"""Tokens of one exchange that are believed."""
REST: Final = 60.0
LONGEST_REST: Final = 3600.0
"""Seconds that an endpoint is left alone after a failure, twice as long after each further one, up to this."""
LONGEST_WAIT: Final = 86_400.0
"""Seconds that an endpoint may ask us to wait."""

CAPPED = "capped"
RESTING = "resting"

_OTHER_FORM = frozenset({"http-400", "http-422"})
_NOT_ANSWERED = frozenset(
    {reasons.DNS, reasons.CONNECT, reasons.TLS, reasons.REDIRECTS, reasons.URL, reasons.PORT}
)


class Asking:
    """One model at one endpoint (`writing.model.Model`). It remembers failures in memory, so that a new start tries again."""

    def __init__(
        self,
        endpoint: Endpoint,
        store: Store,
        settings: ModelSettings,
        now: Callable[[], datetime],
        zone: ZoneInfo,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`now` gives the time of day, by which days and their caps are told; `clock` seconds, by which it rests."""
        self._endpoint, self._store, self._settings = endpoint, store, settings
        self._now, self._zone, self._clock = now, zone, clock
        self._until, self._failures = 0.0, 0
        self._is_plain = False

    @property
    def name(self) -> str:
        return self._settings.name

    def ask(self, messages: Sequence[Message]) -> Sequence[Said]:
        """The sentences that it answers, or answered to the same before. Raises EndpointError."""
        asked = [{"role": m.role, "content": m.text} for m in messages]
        key = _digest([self.name, PROMPT, TOKENS_OUT, asked])
        if (known := self._store.answer(key)) is not None:
            return answered(known)
        tokens = sum(_tokens(m.text) for m in messages)
        day = self._now().astimezone(self._zone).date()
        if not self._affords(day, tokens):
            raise EndpointError(CAPPED)
        if self._clock() < self._until:
            raise EndpointError(RESTING)
        try:
            text = self._text(asked, day, tokens)
            said = answered(text)
        except EndpointError as error:
            self._rest(error)
            raise
        self._failures, self._until = 0, 0.0
        self._store.keep_answer(key, self.name, self._now(), text)
        return said

    # ---- one exchange

    def _text(self, asked: list[dict[str, str]], day: date, tokens: int) -> str:
        """What it answers, as text. What that took is written down whatever comes of it."""
        if not self._is_plain:
            try:
                return self._exchanged(self._body(asked), day, tokens)
            except EndpointError as error:
                if error.reason not in _OTHER_FORM:
                    raise
                self._is_plain = True  # some endpoints refuse what others need
        return self._exchanged(self._body(asked), day, tokens)

    def _body(self, asked: list[dict[str, str]]) -> dict[str, object]:
        body: dict[str, object] = {"model": self.name, "messages": asked}
        if self._is_plain:
            return body | {"max_completion_tokens": TOKENS_OUT}
        return body | {
            "temperature": 0,
            "max_tokens": TOKENS_OUT,
            "response_format": {"type": "json_object"},
            "stream": False,
        }

    def _exchanged(self, body: dict[str, object], day: date, tokens: int) -> str:
        try:
            answer = self._endpoint.ask("/chat/completions", body)
        except EndpointError as error:
            # Without an answer nobody says what it took: a refusal nothing, anything else all that was allowed.
            free = error.reason in _NOT_ANSWERED or error.reason.startswith("http-")
            self._spend(day, *((0, 0) if free else (tokens, TOKENS_OUT)))
            raise
        text = _content(answer)
        self._spend(
            day,
            max(tokens, _used(answer, "prompt_tokens")),
            max(TOKENS_OUT if text is None else _tokens(text), _used(answer, "completion_tokens")),
        )
        if text is None:
            raise EndpointError(NONSENSE, "no message in the answer")
        return text

    # ---- what it costs

    def _affords(self, day: date, tokens: int) -> bool:
        """Whether one more exchange fits under both caps, whatever it takes."""
        spent = self._store.spent(day).values()
        took = sum(s.tokens_in + s.tokens_out for s in spent) + tokens + TOKENS_OUT
        cost = sum(s.cost for s in spent) + self._cost(tokens, TOKENS_OUT)
        return took <= self._settings.tokens_a_day and cost <= self._settings.cost_a_day

    def _cost(self, tokens_in: int, tokens_out: int) -> float:
        return (tokens_in * self._settings.price_in + tokens_out * self._settings.price_out) / 1_000_000

    def _spend(self, day: date, tokens_in: int, tokens_out: int) -> None:
        self._store.spend(day, self.name, Spent(1, tokens_in, tokens_out, self._cost(tokens_in, tokens_out)))

    def _rest(self, error: EndpointError) -> None:
        rest = min(REST * 2.0 ** min(self._failures, 10), LONGEST_REST)
        rest = max(rest, min(error.retry_after or 0.0, LONGEST_WAIT))
        self._failures += 1
        self._until = self._clock() + rest
        log.warning("model failed", model=self.name, reason=error.reason, seconds=round(rest))


def writer_of(
    settings: Settings,
    store: Store,
    now: Callable[[], datetime],
    *,
    writer: Writer | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Writer | ModelWriter:
    """Who writes this desk's briefs: with a model if one is named."""
    writer, model = writer or Writer(), settings.model
    if not model.endpoint or not model.name:
        return writer
    endpoint = Endpoint(model.endpoint, model.key, deadline=model.deadline, contact=settings.gather.contact)
    return ModelWriter(writer, Asking(endpoint, store, model, now, settings.desk.zone, clock))


def _digest(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=32).hexdigest()


def _tokens(text: str) -> int:
    return len(text.encode("utf-8", "replace")) // CHARACTERS_A_TOKEN + 1


def _content(answer: object) -> str | None:
    """The text of the first choice, if the answer has one that can be kept."""
    choices = answer.get("choices") if isinstance(answer, dict) else None
    first = choices[0] if isinstance(choices, list) and choices else None
    message = first.get("message") if isinstance(first, dict) else None
    text = message.get("content") if isinstance(message, dict) else None
    if not isinstance(text, str) or any("\ud800" <= c <= "\udfff" for c in text):
        return None
    return text


def _used(answer: object, what: str) -> int:
    usage = answer.get("usage") if isinstance(answer, dict) else None
    said = usage.get(what) if isinstance(usage, dict) else None
    return min(said, MOST_TOKENS) if isinstance(said, int) and said > 0 else 0
