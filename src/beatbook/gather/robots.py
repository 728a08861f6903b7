"""robots.txt by RFC 9309: what a site asks of us, and how long that stands.

The groups are taken apart here, protego matches the paths. Left to itself it would match "Beat" to "Beatbook", end a
group at a line it does not know, and spend minutes on a file of 15,000 names with 15,000 rules
(docs/decisions/0104-robots-and-sitemaps.md).
"""

from __future__ import annotations

import re
from typing import Final

import protego

SIZE_CAP: Final = 500 * 1024
"""Bytes read; RFC 9309 2.5 asks for at least so many. The rest is ignored, its last line with it."""

FRESH_FOR: Final = 24 * 3600.0
"""Seconds that a copy may be used (RFC 9309 2.4)."""

LINE_CAP: Final = 2_083 * 8
"""Characters of one line; Google's parser cuts there too, so a rule beyond is a trap for both of us."""

SITEMAPS_CAP: Final = 200

_BREAK = re.compile("\r\n|\r|\n")
_TOKEN = re.compile(r"[A-Za-z_-]+")
_FIELD = re.compile(
    r"[ \t]*(user[- ]?agent|dis+al+ow|disallaw|diasllow|allow|crawl[- ]delay|site-?maps?)[ \t]*(?:[ \t]|:)(.*)",
    re.I,
)
_NOT_BREAKS = {ord(c): " " for c in "\v\f\x1c\x1d\x1e\x85\u2028\u2029"}
"""What Python takes for line breaks, and RFC 9309 does not."""


class Robots:
    """What one host's robots.txt says. `parse` it, keep it for `FRESH_FOR`, and ask before each request."""

    def __init__(
        self,
        groups: tuple[tuple[frozenset[str], str], ...],
        sitemaps: tuple[str, ...] = (),
        *,
        is_closed: bool = False,
    ) -> None:
        self.is_closed = is_closed
        """Whether all is closed only because the site could not say; it may be open tomorrow."""
        self._groups, self.sitemaps = groups, sitemaps
        """Each group: its product tokens in lower case (`*` among them), and its rules as text."""
        self._rules: dict[str, protego.Protego] = {}

    @classmethod
    def parse(cls, body: bytes, status: int = 200) -> Robots:
        """From an answer. 4xx means that there are no rules, 5xx that all is closed (RFC 9309 2.3.1.3 and 2.3.1.4);
        429 is a server that cannot answer now, so it counts with the latter.

        A redirect that led nowhere counts as a 4xx; following it is the client's matter.
        """
        if status >= 500 or status < 200 or status == 429:
            return cls.closed()
        if status >= 300:
            return cls.open()
        if len(body) > SIZE_CAP:
            body = body[:SIZE_CAP].rpartition(b"\n")[0]
        return cls(*_groups(_text(body)))

    @classmethod
    def open(cls) -> Robots:
        """No rules: everything may be asked for."""
        return cls(())

    @classmethod
    def closed(cls) -> Robots:
        """The site could not say, so nothing may be asked for: no answer, a timeout, a 5xx."""
        return cls(((frozenset("*"), "disallow: /"),), is_closed=True)

    def allows(self, url: str, agent: str) -> bool:
        """Whether `agent` (a product name or a whole User-Agent header) may fetch `url`."""
        return bool(self._of(agent).can_fetch(url, "*"))

    def crawl_delay(self, agent: str) -> float | None:
        """Seconds between requests that the site asks for, or None."""
        delay = self._of(agent).crawl_delay("*")
        return float(delay) if delay is not None else None

    def _of(self, agent: str) -> protego.Protego:
        """The rules for one agent: of all groups that name it, else of those for everybody (RFC 9309 2.2.1)."""
        name = token(agent).lower()
        if name not in self._rules:
            named = [rules for names, rules in self._groups if name in names]
            said = named or [rules for names, rules in self._groups if "*" in names]
            self._rules[name] = protego.Protego.parse("\n".join(["user-agent: *", *said]))
        return self._rules[name]


def token(agent: str) -> str:
    """The product token that rules are matched with: letters, "-" and "_" (RFC 9309 2.2.1); "" if there is none."""
    name = agent.partition("/")[0].strip()
    return name if _TOKEN.fullmatch(name) else ""


def _text(body: bytes) -> str:
    """UTF-8, as the RFC has it; a file that is not is read byte by byte, so that its ASCII rules still count."""
    body = body.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("latin-1")


def _groups(text: str) -> tuple[tuple[tuple[frozenset[str], str], ...], tuple[str, ...]]:
    """The groups in order, and the sitemaps. Lines that are no rule do not part a group."""
    groups: list[tuple[set[str], list[str]]] = []
    sitemaps: list[str] = []
    gathering = False
    for line in _BREAK.split(text):
        found = _FIELD.match(line[:LINE_CAP].partition("#")[0].translate(_NOT_BREAKS))
        if found is None:
            continue
        field, value = found[1].lower(), found[2].strip().removeprefix(":").strip()
        if field.startswith("site"):
            if value and len(sitemaps) < SITEMAPS_CAP:
                sitemaps.append(value)
        elif field.startswith("user"):
            if not gathering:
                groups.append((set(), []))
            gathering = True
            everybody = value == "*" or value.startswith("* ")
            named = _TOKEN.match(value)
            groups[-1][0].add("*" if everybody else named[0].lower() if named else "\0")
        else:
            gathering = False
            if groups:
                rule = (
                    "crawl-delay"
                    if field.startswith("crawl")
                    else "allow"
                    if field == "allow"
                    else "disallow"
                )
                groups[-1][1].append(f"{rule}: {value}")
    return tuple((frozenset(names), "\n".join(rules)) for names, rules in groups), tuple(sitemaps)
