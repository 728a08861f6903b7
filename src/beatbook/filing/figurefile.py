"""A figure's file: TOML, as an editor keeps it, of one quantity that a beat follows.

    slug = "arrivals"                      # default: the file's name
    title = "Arrivals in the South"
    counted = ["North Koreans", "defectors", "refugees", "arrivals"]
    near = [["arriv*", "came", "entered", "reached", "입국"]]
    without = ["tourists"]
    period = "year"                        # or "month", "quarter", "total", "stock"
    unit = "%"                             # default: none, things are counted
    low = 0
    high = 5000
    note = "by the ministry's own count"   # for the people who read the figure

A sentence must have one word of each list in `near`, and none of `without`; what a number counts must be one of `counted`.
`arriv*` is any word that begins so. Pure but for `read_figure`.
"""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from beatbook.filing.tomlfile import Table, kind, parsed, text_of, written
from beatbook.model import SLUG, Figure, PeriodKind
from beatbook.read.units import UNITS

KEYS = ("slug", "title", "counted", "near", "without", "unit", "period", "low", "high", "note")
MAX_SLUG = 80
MAX_TITLE = 200
"""Characters of a title."""
MOST_WORDS = 100
"""Words or phrases of a list, and lists in `near`."""


def read_figure(path: Path | str) -> Figure:
    """The figure in a file. Raises BeatError, naming the file, if it cannot be read or used."""
    path = Path(path)
    return parse_figure(text_of(path), str(path))


def parse_figure(text: str, where: str) -> Figure:
    """The figure in the text of a file. Raises BeatError, naming the file `where` and the key, for what is not TOML, an unknown key, a
    wrong type, a missing key, a unit or period that there is not, or bounds between which there is nothing."""
    reader = Table(parsed(text, where), where, "")
    reader.check(KEYS)
    title = " ".join(reader.text("title", "").split())
    if not title:
        reader.refuse("'title' is missing")
    if len(title) > MAX_TITLE:
        reader.refuse(f"'title' has more than {MAX_TITLE} characters")
    counted = reader.texts("counted", MOST_WORDS)
    near = _near(reader)
    if not counted and not near:
        reader.refuse("'counted' is missing: nothing says what is counted, nor does 'near'")
    for word in (*counted, *(w for group in near for w in group), *reader.texts("without", MOST_WORDS)):
        if not any(c.isalnum() for c in word):
            reader.refuse(f"'{word[:40]}' has no letter, and would be in every sentence")
        if any("*" in part[:-1] for part in word.split()):
            reader.refuse(
                f"'{word[:40]}' has a * that is not at the end of a word, where it stands for any ending"
            )
    low, high = reader.number("low"), reader.number("high")
    if low is not None and high is not None and low > high:
        reader.refuse(f"'low' ({low:g}) is above 'high' ({high:g})")
    return Figure(
        _slug(reader, where),
        title,
        counted,
        near,
        reader.texts("without", MOST_WORDS),
        _unit(reader),
        _period(reader),
        low,
        high,
        reader.text("note", "").strip(),
    )


def _slug(reader: Table, where: str) -> str:
    value = reader.text("slug", Path(where).name.removesuffix(".toml"))
    if not SLUG.fullmatch(value) or len(value) > MAX_SLUG:
        given = "'slug'" if "slug" in reader.table else "the file's name, which stands in for 'slug',"
        reader.refuse(
            f"{given} must be lower-case letters, digits and single hyphens, at most {MAX_SLUG}, not '{value[:90]}'"
        )
    return value


def _near(reader: Table) -> tuple[tuple[str, ...], ...]:
    groups = reader.table.get("near", [])
    if not isinstance(groups, list) or len(groups) > MOST_WORDS:
        reader.refuse(f"'near' must be a list of lists of words, not {kind(groups)}")
    found = []
    for group in groups:
        if not isinstance(group, list):
            reader.refuse(
                f'\'near\' must be a list of lists, as [["came", "arriv*"]], and holds {kind(group)}'
            )
        words = reader.listed("near", group, MOST_WORDS)
        if not words:
            reader.refuse("'near' holds an empty list")
        found.append(words)
    return tuple(found)


def _unit(reader: Table) -> str:
    """The sign of the unit: "percent" and "%" are one."""
    said = reader.text("unit", "").strip()
    if not said or said in UNITS.values():
        return said
    if (unit := UNITS.get(said.lower())) is None:
        reader.refuse(
            f"'unit' must be one that is read in texts ({', '.join(dict.fromkeys(UNITS.values()))}), or left out for things "
            f"that are counted, not '{said[:40]}'"
        )
    return unit


def _period(reader: Table) -> PeriodKind:
    value = reader.text("period", PeriodKind.YEAR)
    if value not in list(PeriodKind):
        reader.refuse(f"'period' must be {', '.join(repr(k.value) for k in PeriodKind)}, not '{value[:40]}'")
    return PeriodKind(value)


def printed(figure: Figure) -> str:
    """The file of a figure."""
    said = {key: getattr(figure, key) for key in KEYS}
    unsaid = {field.name: field.default for field in fields(Figure) if field.name != "period"}
    return "".join(f"{key} = {written(v)}\n" for key, v in said.items() if v != unsaid.get(key))
