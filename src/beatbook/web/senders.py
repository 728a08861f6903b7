"""How much each visitor may send: reports of errors come from strangers, and one of them must not fill the editors' queue; and nobody
may try sign-in keys for ever."""

from __future__ import annotations

import ipaddress
import time
from collections import OrderedDict, deque
from threading import Lock

MOST = 20
"""Reports that are taken from one address within an hour. Behind a proxy all readers have the proxy's address, so it is as
many as a desk's readers can be thought to send. As many wrong keys are looked up."""

HOUR = 3600.0

KNOWN = 4096
"""Addresses that are remembered."""


class Senders:
    """When each address sent something lately. Remembered by this process only."""

    def __init__(self) -> None:
        self._sent: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def may_send(self, address: str | None) -> bool:
        """Whether one more is taken from this address; if so, it counts."""
        key, at = _key(address), time.monotonic()
        with self._lock:
            times = self._sent.setdefault(key, deque())
            self._sent.move_to_end(key)
            if len(self._sent) > KNOWN:
                self._sent.popitem(last=False)
            while times and at - times[0] > HOUR:
                times.popleft()
            if len(times) >= MOST:
                return False
            times.append(at)
            return True

    def forgive(self, address: str | None) -> None:
        """What this address sent last does not count."""
        with self._lock:
            if times := self._sent.get(_key(address)):
                times.pop()


def _key(address: str | None) -> str:
    """An IPv6 subscriber has a whole /64."""
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return ""
    return str(ipaddress.ip_network((found, 64), strict=False)) if found.version == 6 else str(found)
