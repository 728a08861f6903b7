"""One address of the operator's own choice that speaks the OpenAI way: a question as JSON, an answer as JSON.

    Endpoint("http://127.0.0.1:11434/v1").ask("/embeddings", {"model": "m", "input": ["text"]})

Only its host and port are ever connected to, be they private: the operator named them. Redirects are not followed, so
neither question nor key reaches anyone else. The key goes into one header and nowhere else: no error, no log, no `repr` has
it, and an answer that repeats it is refused.
"""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import Mapping
from typing import Final, NoReturn
from urllib.parse import urlsplit

from beatbook.errors import EndpointError, FetchError
from beatbook.gather import guard, reasons
from beatbook.gather.client import Client, Limits, Resolver, resolve, trusted, user_agent
from beatbook.model import Fetched
from beatbook.settings import endpoint_fault, is_key

DEADLINE: Final = 60.0
"""Seconds of wall clock for a question and its whole answer."""
LARGEST: Final = 1024 * 1024
"""Bytes of an answer, decoded."""
KEY_LENGTH: Final = 12
"""Characters from which a key is a secret. What servers on one's own machine want for one ("none", "ollama") is shorter, and
may well occur in an answer."""

NOT_JSON = "not-json"
REPEATS_KEY = "repeats-key"

_OWN_WORDS = frozenset({reasons.DNS, reasons.CONNECT, reasons.TIMEOUT, reasons.TOO_LARGE, reasons.REDIRECTS})
"""Reasons whose detail is ours or the system's. Others may quote what was sent or what came."""


class Endpoint:
    """Asks one endpoint. Blocking, for a worker thread; may be used by several at once. Holds no connection."""

    def __init__(
        self,
        base_url: str,
        key: str = "",
        *,
        deadline: float = DEADLINE,
        largest: int = LARGEST,
        contact: str = "",
        resolver: Resolver = resolve,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Raises ValueError for an address or key that cannot be used."""
        if wrong := endpoint_fault(base_url):
            raise ValueError(f"endpoint: {wrong}")
        if not is_key(key):
            raise ValueError("the key must be ASCII without blanks, quotes or backslashes")
        self.base_url = base_url.rstrip("/")
        parts = urlsplit(self.base_url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        self._allow = frozenset({guard.pair(parts.hostname or "", port)})
        self._key, self._agent, self._resolver = key, user_agent(contact), resolver
        self._tls = tls or trusted()
        # A model thinks in silence and then says everything at once: neither silence nor slowness is a failure.
        self._limits = Limits(
            deadline=deadline, connect=deadline, silence=deadline, rate_after=deadline, rate=0, body=largest
        )

    def __repr__(self) -> str:
        return f"Endpoint({self.base_url!r})"

    def ask(self, path: str, body: Mapping[str, object]) -> object:
        """The parsed answer to `body`, posted to `path` under the base address. Raises EndpointError."""
        content = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
        fetched = self._post(self.base_url + path, content)
        try:
            answer: object = json.loads(fetched.body.decode("utf-8-sig"), parse_constant=_refused)
            repeated = self._is_secret and self._key in json.dumps(answer, ensure_ascii=False)
        except (ValueError, RecursionError):
            raise EndpointError(NOT_JSON) from None
        if repeated:
            raise EndpointError(REPEATS_KEY)
        return answer

    @property
    def _is_secret(self) -> bool:
        return len(self._key) >= KEY_LENGTH

    def _post(self, url: str, content: bytes) -> Fetched:
        # Not asyncio.run: that waits for the thread of a name look-up that hangs, beyond any deadline.
        loop = asyncio.new_event_loop()
        try:
            return loop.run_until_complete(self._posted(url, content))
        except FetchError as e:
            detail = e.detail if e.reason in _OWN_WORDS else ""
            raise EndpointError(e.reason, detail, retry_after=e.retry_after) from None
        finally:
            loop.close()

    async def _posted(self, url: str, content: bytes) -> Fetched:
        headers = [
            (b"Accept", b"application/json"),
            (b"Accept-Encoding", b"gzip"),
            (b"Content-Type", b"application/json"),
        ]
        if self._key:
            headers.append((b"Authorization", b"Bearer " + self._key.encode("ascii")))
        async with Client(self._agent, limits=self._limits, resolver=self._resolver, tls=self._tls) as client:
            return await client.post(url, content, headers, allow=self._allow)


def _refused(constant: str) -> NoReturn:
    raise ValueError(constant)
