"""A beat's file: TOML, as an editor writes it, and back.

    slug = "harbour-works"                 # default: the file's name
    title = "Harbour works"
    description = "The new harbour, its money and its neighbours"
    rule = '''
    "new harbour" OR harbour near/5 (dredg* OR quay)
    '''
    language = "en"                        # default
    tier = "open"                          # or "members"

    sources = ["harbour-news", "https://gazette.example/feed.xml"]

    [[sources]]                            # or a table for each source instead of the list
    name = "Harbour News"
    feeds = ["https://harbour.example/feed/"]

A string among the sources is the slug of a source that the desk knows, or the address of a feed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from beatbook.errors import RuleError
from beatbook.filing import words
from beatbook.filing.rule import parse
from beatbook.filing.tomlfile import Table, kind, parsed, text_of
from beatbook.model import SLUG, Beat, Source, Tier, Watch

MAX_SLUG = 80

KEYS = ("slug", "title", "description", "rule", "language", "tier", "sources")
SOURCE_KEYS = ("slug", "name", "home", "feed", "feeds", "language", "tier", "kind", "note")
"""`kind` and `note` are for the people who read the file; the desk does not use them."""
_REQUIRED = ("title", "rule")

_ADDRESS = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)


def read_beat(path: Path | str) -> Beat:
    """The beat in a file. Raises BeatError, naming the file, if it cannot be read or used."""
    path = Path(path)
    return parse_beat(text_of(path), str(path))


def parse_beat(text: str, where: str) -> Beat:
    """The beat in the text of a file. `where` is the file's path: errors name it, and the slug defaults to its name.

    Raises BeatError for a file that is not TOML, an unknown key, a wrong type or a missing key, and RuleError for a
    rule that does not parse.
    """
    table = parsed(text, where)
    reader = _Table(table, where, "")
    reader.check(KEYS)
    for key in _REQUIRED:
        if not reader.text(key, "").strip():
            reader.refuse(f"'{key}' is missing")
    rule = reader.text("rule", "")
    try:
        parse(rule)
    except RuleError as e:
        raise RuleError(f"{where}: rule: {e.message}", e.rule, e.position, e.expected) from e
    return Beat(
        slug=reader.slug(Path(where).name.removesuffix(".toml")),
        title=reader.text("title", "").strip(),
        rule=rule,
        description=reader.text("description", "").strip(),
        language=reader.text("language", "en").strip(),
        tier=reader.tier(),
        watches=tuple(_watches(reader, table.get("sources", []))),
    )


class _Table(Table):
    """A table of a beat's file."""

    def tier(self) -> Tier:
        value = self.text("tier", Tier.OPEN)
        if value not in list(Tier):
            self.refuse(f"'tier' must be 'open' or 'members', not '{value[:40]}'")
        return Tier(value)

    def slug(self, default: str) -> str:
        value = self.text("slug", default)
        if not SLUG.fullmatch(value) or len(value) > MAX_SLUG:
            given = "'slug'" if "slug" in self.table else "the file's name, which stands in for 'slug',"
            self.refuse(
                f"{given} must be lower-case letters, digits and single hyphens, at most {MAX_SLUG}, not '{value[:90]}'"
            )
        return value


# ---- sources -----------------------------------------------------------------------------------------------------------


def _watches(beat: _Table, sources: object) -> Iterable[Watch]:
    if not isinstance(sources, list):
        beat.refuse(f"'sources' must be a list or [[sources]] tables, not {kind(sources)}")
    seen: set[str] = set()
    for i, item in enumerate(sources, 1):
        reader = _Table(item if isinstance(item, dict) else {}, beat.where, f"source {i}: ")
        if isinstance(item, str):
            watch = _named(reader, item.strip())
        elif isinstance(item, dict):
            watch = _described(reader)
        else:
            reader.refuse(f"must be a slug, an address or a table, not {kind(item)}")
        if watch.source.slug in seen:
            reader.refuse(
                f"a second source '{watch.source.slug}'; give one of them another slug, or join their feeds"
            )
        seen.add(watch.source.slug)
        yield watch


def _named(reader: _Table, text: str) -> Watch:
    """A source given as a string: a slug or an address."""
    if SLUG.fullmatch(text) and len(text) <= MAX_SLUG:
        return Watch(Source(text, text))
    address = _address(reader, text)
    host = _host(address)
    return Watch(Source(words.slug(host), host), (address,))


def _described(reader: _Table) -> Watch:
    reader.check(SOURCE_KEYS)
    name = reader.optional("name")
    reader.text("kind", ""), reader.text("note", "")
    feeds = _feeds(reader)
    home = reader.optional("home")
    if home is not None:
        home = _address(reader, home)
    if name is None and "slug" not in reader.table:
        reader.refuse("'name' is missing")
    slug = (
        reader.slug(words.slug(name or "", MAX_SLUG))
        if "slug" in reader.table
        else words.slug(name or "", MAX_SLUG)
    )
    if not slug:
        reader.refuse(f"'slug' is missing, and none can be made of the name '{name}'")
    return Watch(Source(slug, name or slug, home, reader.optional("language"), reader.tier()), feeds)


def _feeds(reader: _Table) -> tuple[str, ...]:
    feeds = reader.table.get("feeds", [])
    if not isinstance(feeds, list):
        reader.refuse(f"'feeds' must be a list of addresses, not {kind(feeds)}; one address is a 'feed'")
    if "feed" in reader.table:
        feeds = [reader.text("feed", ""), *feeds]
    for feed in feeds:
        if not isinstance(feed, str):
            reader.refuse(f"'feeds' must be a list of addresses, and holds {kind(feed)}")
    return tuple(dict.fromkeys(_address(reader, feed.strip()) for feed in feeds))


def _address(reader: _Table, text: str) -> str:
    if not _ADDRESS.fullmatch(text) or not _host(text):
        reader.refuse(f"'{text[:80]}' is neither the slug of a source nor an address (http:// or https://)")
    return text


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


# ---- writing -----------------------------------------------------------------------------------------------------------


def write_beat(beat: Beat) -> str:
    """The beat as the text of a file, from which `parse_beat` makes the same beat again."""
    lines = [f"slug = {_quoted(beat.slug)}", f"title = {_quoted(beat.title)}"]
    if beat.description:
        lines.append(f"description = {_quoted(beat.description)}")
    lines += [
        f"language = {_quoted(beat.language)}",
        f"tier = {_quoted(beat.tier)}",
        f"rule = {_rule(beat.rule)}",
    ]
    for watch in beat.watches:
        source = watch.source
        lines += ["", "[[sources]]", f"slug = {_quoted(source.slug)}", f"name = {_quoted(source.name)}"]
        if source.home:
            lines.append(f"home = {_quoted(source.home)}")
        if source.language:
            lines.append(f"language = {_quoted(source.language)}")
        if source.tier is not Tier.OPEN:
            lines.append(f"tier = {_quoted(source.tier)}")
        if len(watch.feeds) == 1:
            lines.append(f"feed = {_quoted(watch.feeds[0])}")
        elif watch.feeds:
            lines += ["feeds = [", *(f"  {_quoted(feed)}," for feed in watch.feeds), "]"]
    return "\n".join(lines) + "\n"


_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def _quoted(text: str) -> str:
    """A TOML basic string. A lone surrogate cannot stand in a file at all and becomes a question mark."""
    text = text.encode("utf-8", "replace").decode()
    return (
        '"'
        + "".join(_ESCAPES.get(c, f"\\u{ord(c):04x}" if c < " " or c == "\x7f" else c) for c in text)
        + '"'
    )


def _rule(rule: str) -> str:
    """A rule as an editor would write it: on its own lines, without escapes, where TOML allows that."""
    plain = (
        "'''" not in rule
        and not rule.endswith("'")
        and all(c in "\n\t" or (c >= " " and c != "\x7f") for c in rule)
    )
    if not plain or any("\ud800" <= c <= "\udfff" for c in rule):
        return _quoted(rule)
    if "\n" in rule:
        return f"'''\n{rule}'''"
    return f"'{rule}'" if "'" not in rule else _quoted(rule)
