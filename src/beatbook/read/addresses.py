"""Addresses that a page gives: whole ones on the web, and which of them is the page's own."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from beatbook.model import Witness
from beatbook.read.claims import Claims
from beatbook.read.text import clean
from beatbook.read.witnesses import Said, first_unrefused

LONGEST_ADDRESS = 2000
"""Characters of an address that is kept."""


def canonical_of(claims: Claims, url: str | None) -> tuple[str | None, tuple[Witness, ...]]:
    """The address that the page gives as its own; only on the same site, since a page may point at a rival."""
    said = [("link rel=canonical", claims.canonical), *claims.tagged(("og:url",))]
    heard = []
    for by, address in said:
        address = address.strip()
        if address:
            whole = whole_address(url, address)
            heard.append(Said(by, whole or address, _against(whole, url)))
    return first_unrefused("canonical", heard)


def whole_address(base: str | None, address: str) -> str | None:
    """An address as a whole one on the web, or None."""
    if len(address) > LONGEST_ADDRESS:
        return None
    try:
        whole = address if address.startswith(("https://", "http://")) else urljoin(base or "", address)
        parts = urlsplit(whole)
        host = parts.hostname
    except ValueError:
        return None
    fits = parts.scheme in ("http", "https") and host and len(whole) <= LONGEST_ADDRESS
    return whole if fits and clean(whole) == whole and " " not in whole else None


def _against(whole: str | None, url: str | None) -> str | None:
    """What speaks against a canonical address."""
    if whole is None:
        return "no address on the web"
    if not url or whole == url:
        return None
    parts = urlsplit(whole)
    if not same_site(parts.hostname or "", url):
        return "on another site"
    if not parts.path.strip("/") and not parts.query and urlsplit(url).path.strip("/"):
        return "the site's front page"
    return None


def same_site(host: str, url: str) -> bool:
    try:
        mine = urlsplit(url).hostname or ""
    except ValueError:
        return False
    a, b = (re.sub(r"^(?:www|m|amp|mobile)\.", "", h.lower()) for h in (host, mine))
    return a == b or a.endswith("." + b) or b.endswith("." + a)
