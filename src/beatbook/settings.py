"""The desk's settings: read once from desk.toml and the environment, then passed down as one frozen object.

Order, strongest first: environment (`BEATBOOK_GATHER_GAP=2`), the desk's `desk.toml`, the defaults here. A key that
we do not know is an error that names the nearest one we do: a setting that is quietly ignored is worse than none.
"""

from __future__ import annotations

import difflib
import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from beatbook.errors import SettingsError
from beatbook.model import Tier

FILE = "desk.toml"


def _setting(default: Any, says: str, *, is_secret: bool = False) -> Any:
    return field(default=default, metadata={"says": says, "is_secret": is_secret}, repr=not is_secret)


@dataclass(frozen=True, slots=True)
class DeskSettings:
    name: str = _setting("The Beatbook", "the name in the masthead")
    description: str = _setting("", "a line under the name, on the front page")
    time_zone: str = _setting("UTC", "where the desk's days and months end, as in 'Asia/Seoul'")
    language: str = _setting("en", "the language of the desk's own words")
    sign: str = _setting("", "who signs the open pieces that nobody signs; empty: the desk, by its name")
    sign_members: str = _setting(
        "", "who signs the members' pieces that nobody signs; empty: as the open ones"
    )
    as_of: str = _setting(
        "", "a day (YYYY-MM-DD) to show in the masthead instead of today, for a desk that is finished"
    )

    drafts: str = _setting(
        "month",
        "of which periods that are over the desk drafts a review by itself: 'week', 'month', or '' for none; nothing is published by itself",
    )

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def signed(self, tier: Tier) -> str:
        """Who signs the desk's own pieces of a tier."""
        own = self.sign_members if tier is Tier.MEMBERS else ""
        return own or self.sign or self.name

    def today(self, now: datetime) -> date:
        """The desk's day at a time."""
        return date.fromisoformat(self.as_of) if self.as_of else now.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class GatherSettings:
    contact: str = _setting(
        "", "an address or URL that goes into the user agent, so that a webmaster can reach you"
    )
    gap: float = _setting(1.0, "seconds between two requests to one host")
    gap_allowed: float = _setting(0.0, "the same, for hosts on private addresses that you have allowed")
    connections: int = _setting(64, "hosts that are asked at the same time, one connection each")
    interval: float = _setting(3600.0, "seconds between two polls of a feed, when nothing else is known")
    deadline: float = _setting(30.0, "seconds that one exchange may take, redirects and body included")
    max_bytes: int = _setting(15 * 1024 * 1024, "the largest body that is read, decoded, in bytes")
    retries: int = _setting(5, "times that a page is tried before what the feed said is kept in its place")
    processes: int = _setting(0, "processes that read pages; 0 means one for each core")


@dataclass(frozen=True, slots=True)
class WebSettings:
    host: str = _setting("127.0.0.1", "the address to serve on")
    port: int = _setting(8765, "the port to serve on; 0 takes a free one")
    base: str = _setting("", "the public address of the desk, as in 'https://desk.example', for feeds")
    page_size: int = _setting(10, "items on a page of the archive")
    editors: str = _setting(
        "local",
        "who sees the editors' side: 'local', browsers on this machine; 'off', nobody (behind a proxy)",
    )
    session_days: int = _setting(30, "days for which a reader of members' pieces stays signed in")

    @property
    def local(self) -> str:
        """The origin under which the desk is served here, for one that has no public address."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"


@dataclass(frozen=True, slots=True)
class ModelSettings:
    endpoint: str = _setting(
        "",
        "the base address of an OpenAI-compatible endpoint, as in 'http://127.0.0.1:11434/v1'; empty: nothing is sent anywhere",
    )
    name: str = _setting("", "the model that words briefs, by its name at the endpoint; empty: none does")
    key: str = _setting(
        "",
        "what the endpoint wants for a key; better not here but in BEATBOOK_MODEL_KEY_FILE",
        is_secret=True,
    )
    deadline: float = _setting(60.0, "seconds that one answer may take")
    tokens_a_day: int = _setting(
        1_000_000, "tokens, sent and answered, after which nothing is asked that day"
    )
    cost_a_day: float = _setting(1.0, "money after which nothing is asked that day, by the two prices below")
    price_in: float = _setting(0.0, "price of a million tokens sent")
    price_out: float = _setting(0.0, "price of a million tokens answered")


@dataclass(frozen=True, slots=True)
class EmbeddingSettings:
    endpoint: str = _setting(
        "",
        "the base address of an OpenAI-compatible endpoint that says what articles mean, so that stories join across languages; empty: off",
    )
    name: str = _setting("", "the embedding model, by its name at the endpoint; it is kept with what it says")
    key: str = _setting(
        "",
        "what the endpoint wants for a key; better not here but in BEATBOOK_EMBEDDINGS_KEY_FILE",
        is_secret=True,
    )
    near: float = _setting(
        0.8,
        "the cosine from which two articles in different languages are on the same thing; each model has its own scale",
    )
    deadline: float = _setting(30.0, "seconds that one answer, to 32 articles, may take")


def endpoint_fault(base_url: str) -> str | None:
    """Why this cannot be an endpoint's base address, in words that do not repeat it, or None."""
    try:
        parts = urlsplit(base_url)
        port = parts.port
    except ValueError:
        return "not a web address"
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return "must begin with http:// or https:// and a host, as in 'http://127.0.0.1:11434/v1'"
    if parts.username is not None or parts.password is not None:
        return "must not hold a user name or password"
    if "?" in base_url or "#" in base_url:
        return "must end with its path, without '?' and '#'"
    if port == 0 or not base_url.isascii() or any(c <= " " or c in "\\\x7f%" for c in base_url):
        return "not a web address"
    return None


def is_key(key: str) -> bool:
    """Whether it can be sent as a key, and be found again in an answer: ASCII without blanks, quotes or backslashes."""
    return all("!" <= c <= "~" and c not in '"\\' for c in key)


DRAFTS = ("", "week", "month")
"""Of which periods reviews are drafted."""

EDITORS = ("local", "off")
"""Who may see the editors' side."""


@dataclass(frozen=True, slots=True)
class Settings:
    desk: DeskSettings = DeskSettings()
    gather: GatherSettings = GatherSettings()
    web: WebSettings = WebSettings()
    model: ModelSettings = ModelSettings()
    embeddings: EmbeddingSettings = EmbeddingSettings()


def nearest(word: str, known: list[str]) -> str:
    """ " (did you mean 'x'?)", or nothing if no known word is near."""
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f" (did you mean '{near[0]}'?)" if near else ""


def read_settings(folder: Path, environ: Mapping[str, str]) -> Settings:
    """The settings of the desk in `folder`. Raises SettingsError naming the file or variable, the key and what is wrong."""
    path = folder / FILE
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not valid TOML: {error}") from error
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror}") from error
    settings = Settings()
    known = [f.name for f in fields(Settings)]
    for name, table in tables.items():
        if name not in known:
            raise SettingsError(f"{path}: unknown table [{name}]{nearest(name, known)}")
        if not isinstance(table, dict):
            raise SettingsError(f"{path}: '{name}' must be a table, [{name}]")
        for key, value in table.items():
            settings = _with(settings, name, key, value, f"{path}: [{name}] {key}")
    for variable, value in sorted(environ.items()):
        section, _, key = variable.removeprefix("BEATBOOK_").lower().partition("_")
        if not variable.startswith("BEATBOOK_") or section not in known or not key:
            continue
        if key.endswith("_file") and not _has(section, key):
            key, value = key.removesuffix("_file"), _secret(variable, value)
        settings = _with(settings, section, key, _typed(section, key, value, variable), variable)
    return _checked(settings, str(path))


def _has(section: str, key: str) -> bool:
    return any(f.name == key for f in fields(getattr(Settings(), section)))


def _is_secret(section: str, key: str) -> bool:
    return any(f.name == key and f.metadata["is_secret"] for f in fields(getattr(Settings(), section)))


def _secret(variable: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{variable}: {path} cannot be read") from error


def _typed(section: str, key: str, value: str, where: str) -> Any:
    """An environment variable's text as the type that its setting has."""
    if not _has(section, key):
        return value
    kind = type(getattr(getattr(Settings(), section), key))
    try:
        return kind(value)
    except ValueError as error:
        raise SettingsError(
            f"{where}: expected {'a number' if kind in (int, float) else 'text'}, got '{value}'"
        ) from error


def _with(settings: Settings, section: str, key: str, value: Any, where: str) -> Settings:
    table = getattr(settings, section)
    known = [f.name for f in fields(table)]
    if key not in known:
        raise SettingsError(f"{where}: unknown setting{nearest(key, known)}")
    want = type(getattr(table, key))
    if want is float and type(value) is int:
        value = float(value)
    if type(value) is not want:
        words = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}
        got = "" if _is_secret(section, key) else f", got {value!r}"
        raise SettingsError(f"{where}: expected {words[want]}{got}")
    return replace(settings, **{section: replace(table, **{key: value})})


def _checked(settings: Settings, where: str) -> Settings:
    try:
        _ = settings.desk.zone
    except (KeyError, ValueError, OSError) as error:
        raise SettingsError(
            f"{where}: [desk] time_zone: no such time zone: '{settings.desk.time_zone}'"
        ) from error
    if settings.desk.as_of:
        try:
            date.fromisoformat(settings.desk.as_of)
        except ValueError as error:
            raise SettingsError(
                f"{where}: [desk] as_of: not a day (YYYY-MM-DD): '{settings.desk.as_of}'"
            ) from error
    if settings.desk.drafts not in DRAFTS:
        raise SettingsError(
            f"{where}: [desk] drafts: must be '', 'week' or 'month', not '{settings.desk.drafts}'"
            + nearest(settings.desk.drafts, [d for d in DRAFTS if d])
        )
    low = {
        "gap": 0,
        "gap_allowed": 0,
        "connections": 1,
        "interval": 900,
        "deadline": 1,
        "max_bytes": 1024,
        "retries": 0,
    }
    for key in ("gap", "gap_allowed", "interval", "deadline"):
        if not math.isfinite(getattr(settings.gather, key)):
            raise SettingsError(f"{where}: [gather] {key}: must be a number of seconds")
    for key, least in (*low.items(), ("processes", 0)):
        if getattr(settings.gather, key) < least:
            raise SettingsError(f"{where}: [gather] {key}: must be at least {least}")
    if not 0 <= settings.web.port <= 65535:
        raise SettingsError(f"{where}: [web] port: must be between 0 and 65535")
    if settings.web.editors not in EDITORS:
        raise SettingsError(
            f"{where}: [web] editors: must be 'local' or 'off', not '{settings.web.editors}'"
            + nearest(settings.web.editors, list(EDITORS))
        )
    if not 1 <= settings.web.page_size <= 100:
        raise SettingsError(f"{where}: [web] page_size: must be between 1 and 100")
    if not 1 <= settings.web.session_days <= 400:
        raise SettingsError(f"{where}: [web] session_days: must be between 1 and 400")
    _check_model(settings.model, where)
    _check_embeddings(settings.embeddings, where)
    return settings


def _check_model(model: ModelSettings, where: str) -> None:
    if model.endpoint and (wrong := endpoint_fault(model.endpoint)):
        raise SettingsError(f"{where}: [model] endpoint: {wrong}")
    if model.name and not model.endpoint:
        raise SettingsError(f"{where}: [model] name: '{model.name}' has no endpoint to be asked at")
    if not model.name.isprintable():
        raise SettingsError(f"{where}: [model] name: must be on one line")
    if not is_key(model.key):
        raise SettingsError(f"{where}: [model] key: must be ASCII without blanks, quotes or backslashes")
    for key, least in (
        ("deadline", 1),
        ("tokens_a_day", 0),
        ("cost_a_day", 0),
        ("price_in", 0),
        ("price_out", 0),
    ):
        value = getattr(model, key)
        if not math.isfinite(value) or value < least:
            raise SettingsError(f"{where}: [model] {key}: must be a number, at least {least}")


def _check_embeddings(embeddings: EmbeddingSettings, where: str) -> None:
    where = f"{where}: [embeddings]"
    if embeddings.endpoint and (wrong := endpoint_fault(embeddings.endpoint)):
        raise SettingsError(f"{where} endpoint: {wrong}")
    if bool(embeddings.endpoint) != bool(embeddings.name):
        raise SettingsError(f"{where} endpoint and name: one of them is missing")
    if not embeddings.name.isprintable():
        raise SettingsError(f"{where} name: must be on one line")
    if not is_key(embeddings.key):
        raise SettingsError(f"{where} key: must be ASCII without blanks, quotes or backslashes")
    if not 0 < embeddings.near < 1:
        raise SettingsError(f"{where} near: must be between 0 and 1")
    if not math.isfinite(embeddings.deadline) or embeddings.deadline < 1:
        raise SettingsError(f"{where} deadline: must be a number, at least 1")


def default_file(name: str = "The Beatbook") -> str:
    """The text of a new desk.toml: every setting with its meaning, commented out at its default."""
    lines = ["# The settings of this desk. A line that starts with # shows the default.", ""]
    for part in fields(Settings):
        lines.append(f"[{part.name}]")
        for f in fields(getattr(Settings(), part.name)):
            value = f.default
            shown = (
                f'"{value}"'
                if isinstance(value, str)
                else str(value).lower()
                if isinstance(value, bool)
                else str(value)
            )
            mark = "# "
            if (part.name, f.name) == ("desk", "name"):
                mark, shown = "", '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
            lines += [f"# {f.metadata['says']}", f"{mark}{f.name} = {shown}"]
        lines.append("")
    return "\n".join(lines)
