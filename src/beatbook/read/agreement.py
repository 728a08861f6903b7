"""Whether two witnesses of a field mean the same, however each of them words it.

A `<title>` ends in the outlet's name, a line by the headline says "By" and when, a language comes with a country: none of
that contradicts anybody.
"""

from __future__ import annotations

import re

from beatbook.bylines import all_names
from beatbook.model import Moment
from beatbook.read.dates import stamps
from beatbook.read.signers import only_labels
from beatbook.read.text import clean, plain

_SITE_SIGN = r"(?:[|·•»«_–—/-]|::)"
"""What stands between a headline and the outlet's name. A single colon does not: it leads on to more of the headline."""
_BEFORE_SITE = re.compile(rf"\s*{_SITE_SIGN}")
_AFTER_SITE = re.compile(rf"{_SITE_SIGN}\s*$")


def agrees(field: str, a: str, b: str) -> bool:
    """Whether two words for a field mean the same; a day agrees with every time on it."""
    a, b = clean(a), clean(b)
    if a.casefold() == b.casefold():
        return True
    if field == "headline":
        return _is_titled(a.casefold(), b.casefold()) or _is_titled(b.casefold(), a.casefold())
    if field == "byline":
        mine = _signers(a)
        return bool(mine) and mine == _signers(b)
    if field == "language":
        return _tongue(a) == _tongue(b)
    if field in ("published", "modified"):
        return any(_same_time(x, y) for x in _moments(a) for y in _moments(b))
    return False


def _is_titled(title: str, headline: str) -> bool:
    """Whether a title is the headline with the outlet's name before or after it."""
    if not headline:
        return False
    before, after = title.removesuffix(headline), title.removeprefix(headline)
    return (after != title and _BEFORE_SITE.match(after) is not None) or (
        before != title and _AFTER_SITE.search(before) is not None
    )


def _signers(line: str) -> frozenset[str]:
    """The names in a byline, without the dates beside them."""
    parts, at = [], 0
    for stamp in stamps(line, day_first=True):
        parts.append(line[at : stamp.start])
        at = stamp.end
    parts.append(line[at:])
    return frozenset(plain(n.name) for n in all_names(p.strip(" ,|·/") for p in parts if not only_labels(p)))


def _tongue(code: str) -> str:
    return re.split(r"[-_]", code.lower(), maxsplit=1)[0]


def _moments(word: str) -> list[Moment]:
    """The moments that a word may state: 3/4/2026 may be either day."""
    try:
        return [Moment.parse(word)]
    except ValueError:
        return [s.moment for first in (True, False) for s in stamps(word, day_first=first)]


def _same_time(one: Moment, two: Moment) -> bool:
    return one.instant == two.instant if one.at and two.at else one.day == two.day
