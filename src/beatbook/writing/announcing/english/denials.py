"""What an English sentence says will not be done on a day: "the wing will not close on Oct. 1".

That alone announces nothing; of what was announced for that day it says that it is off. A sentence with a condition, with another plan
in its place ("but on Nov. 5", "until"), or with a second date that belongs to the matter is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from beatbook.model import Precision
from beatbook.writing.announcing.english.certainty import DENIED, IF
from beatbook.writing.announcing.english.days import days_ahead
from beatbook.writing.announcing.english.verbs import Ruled
from beatbook.writing.announcing.found import Found, Place, denied

_WILL_NOT = re.compile(
    r"(?:will|shall|would)\s(?:(?:also|now)\s)?(?:not|no\slonger)|won['’]t|(?:is|are)\s(?:not|no\slonger)\s(?:now\s)?to"
)
_DEED = re.compile(r"\s(?:be\s|now\s|after\sall\s|any\slonger\s)*(?P<deed>[a-z]+)")
_OTHERWISE = re.compile(
    r"\b(?:but|instead|rather|only|until|till|unless|because|just|alone|merely|yet|as\searly|as\slong|I|we|[Ww]e|you)\b|\?"
)
"""Words by which a sentence has more to say than that, or says it for somebody who has no say in it."""
_END = re.compile(r"[,;:–—]")


def denial_of(
    ruled: Sequence[Ruled], text: str, day: date, name: str | None, spent: tuple[Place, ...]
) -> Found | None:
    """What a sentence with these dates says will not be done on one of them, or None."""
    verb = next((r.verb for r in ruled if r.verb and r.verb.kind == "not"), None)
    if verb is None or _OTHERWISE.search(text) or IF.search(text):
        return None
    saying = _WILL_NOT.fullmatch(text, verb.start, verb.end)
    deed = _DEED.match(text, verb.end)
    if not saying or not deed or DENIED.search(text, 0, verb.start) or DENIED.search(text, verb.end):
        return None
    # What is behind the clause ("five weeks after …") is no word of the matter, and no date of it either.
    cut = _END.search(text, deed.end())
    end = cut.start() if cut else len(text)
    mine = [replace(r, verb=replace(verb, kind="scheduled")) for r in ruled if r.verb == verb]
    ahead = [when for r in mine if r.dated.start < end and (when := days_ahead(r, text, day))]
    if len(ahead) != 1 or ahead[0].precision not in (Precision.DAY, Precision.TIME) or ahead[0].relation:
        return None
    return denied(ahead[0], deed.span("deed"), name, (*spent, (verb.start, verb.end), (end, len(text))))
