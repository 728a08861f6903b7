"""Who signed a text, from all that the page says of it: persons before desks."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from selectolax.lexbor import LexborHTMLParser

from beatbook.bylines import all_names
from beatbook.model import Name, NameKind, Witness
from beatbook.read.blocks import Sheet
from beatbook.read.claims import Claims
from beatbook.read.headline import same_name
from beatbook.read.near import Near
from beatbook.read.signers import (
    NAMED_ELEMENT,
    Heard,
    House,
    by_line,
    heard_from,
    in_states,
    in_text,
    is_person,
    linked,
    marked,
    stated,
)
from beatbook.read.text import plain
from beatbook.read.timestamps import state_texts
from beatbook.read.witnesses import Said, witnesses

DESK = "a desk, where a person is named elsewhere"
FEWER = "names fewer of them"


def signature(
    claims: Claims, tree: LexborHTMLParser, sheet: Sheet, near: Near, site: str
) -> tuple[tuple[Name, ...], tuple[Witness, ...]]:
    """The names, and the testimony on them."""
    house = House(site)
    heard = list(stated(claims, house))
    line = by_line(near, heard, house)
    by_desk = line is not None and _confirms(line, heard)
    heard += linked(claims, near, house, line)
    if line is not None:
        heard.append(line)
    taken = line if by_desk else next((h for h in heard if is_person(h)), None)
    if taken is None:
        more = (heard_from("line of the text", text, found, house) for text, found in in_text(sheet, near))
        heard += [h for h in more if h.names]
        taken = next((h for h in heard if is_person(h)), None)
    if taken is None:
        heard += marked(tree, house)
        if not any(map(is_person, heard)):
            heard += in_states(state_texts(tree), house)
        taken = next((h for h in heard if is_person(h)), None)
    if taken is None:
        taken = next((h for h in heard if h.names and h.said.why is None), None)
        taken = taken or next((h for h in heard if h.names), None)
    elif line is not None and _holds_more(line, taken):
        taken = line
    if taken is None:
        roles = (Heard(h.said._replace(why=None), all_names((h.said.said,), house.name)) for h in heard)
        taken = next((h for h in roles if h.names and h.said.by != NAMED_ELEMENT), None)
    if taken is None:
        return (), witnesses("byline", (h.said for h in heard), None)
    told = _spelt_out(_of_persons(taken, house), heard)
    return told, witnesses(
        "byline", (_judged(h, taken) if h.said[:2] != taken.said[:2] else h.said for h in heard), taken.said
    )


def _confirms(line: Heard, stated: Iterable[Heard]) -> bool:
    """Whether the line by the headline names the very desks that the data name, and no data name a person."""
    said = [h for h in stated if h.names]
    mine = {plain(n.name) for n in line.names}
    return (
        line.said.why is None and bool(said) and all({plain(n.name) for n in h.names} == mine for h in said)
    )


def _judged(heard: Heard, taken: Heard) -> Said:
    if heard.said.why is None and heard is not taken:
        if is_person(taken) and not is_person(heard):
            return heard.said._replace(why=DESK)
        if _holds_more(taken, heard):
            return heard.said._replace(why=FEWER)
    return heard.said


def _of_persons(heard: Heard, house: House) -> tuple[Name, ...]:
    """The names without the site's own, where others remain."""
    return tuple(n for n in heard.names if not (house.name and same_name(n.name, house.name))) or heard.names


def _holds_more(more: Heard, less: Heard) -> bool:
    """Whether one witness names all the persons that another names, and another person."""
    a, b = ({_bare(n.name) for n in h.names if n.kind is NameKind.PERSON} for h in (more, less))
    return bool(b) and b < a and all(" " in name or not name.isascii() for name in a - b)


def _bare(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", plain(name)) if not unicodedata.combining(c))


def _spelt_out(found: tuple[Name, ...], heard: Iterable[Heard]) -> tuple[Name, ...]:
    """Each name with its accents, where any witness writes them."""
    if not all(n.name.isascii() for n in found):
        return found
    accented = {_bare(n.name): n for h in heard for n in h.names if not n.name.isascii()}
    return tuple(accented.get(_bare(n.name), n) for n in found) if accented else found
