"""Every reason a request can fail for: the closed set behind `FetchError.reason`.

They are stored, counted and shown, so they are never renamed. Besides these there is `http-NNN` for each status
that brings nothing usable (`http-404`, `http-503`, and `http-304` when nobody had asked conditionally).
"""

from __future__ import annotations

from collections.abc import Mapping

URL = "url"
PORT = "port"
ADDRESS = "address"
ROBOTS = "robots"
ROBOTS_DOWN = "robots-down"
HELD = "held"
DNS = "dns"
CONNECT = "connect"
TLS = "tls"
TIMEOUT = "timeout"
SLOW = "slow"
REDIRECTS = "redirects"
HEADERS = "headers"
PROTOCOL = "protocol"
TRUNCATED = "truncated"
ENCODING = "encoding"
TOO_LARGE = "too-large"

WORDS: Mapping[str, str] = {
    URL: "not a web address we can use",
    PORT: "a port that has not been allowed for this source",
    ADDRESS: "an address on a private or reserved network",
    ROBOTS: "the site's robots.txt asks us not to",
    ROBOTS_DOWN: "the site's robots.txt cannot be read now, so nothing may be asked for",
    HELD: "the host asked to be left alone for now",
    DNS: "the name could not be resolved",
    CONNECT: "no connection, or it broke off before an answer came",
    TLS: "the secure connection could not be made or trusted",
    TIMEOUT: "no complete answer in time",
    SLOW: "the answer came too slowly",
    REDIRECTS: "too many redirects, a loop, or one that leads nowhere",
    HEADERS: "the answer's headers are too large or too many",
    PROTOCOL: "the answer is not HTTP",
    TRUNCATED: "the answer broke off before its end",
    ENCODING: "the answer is compressed in a way we do not read, or broken",
    TOO_LARGE: "the answer is larger than we take",
}


def said(reason: str) -> str:
    """A stored reason (`dns: name not known`) in words, with its detail."""
    name, _, detail = reason.partition(": ")
    named = words(name)
    return f"{named} ({detail})" if detail and named != name else words(reason)


def words(reason: str) -> str:
    """A reason in words, for pages and logs."""
    if reason.startswith("http-"):
        return f"the server answered {reason[5:]}"
    return WORDS.get(reason, reason)
