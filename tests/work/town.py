"""A small web on loopback whose pages a test can set and change, and which remembers what it was asked."""

from __future__ import annotations

import hashlib
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from beatbook.desk import Desk
from beatbook.filing.beatfile import write_beat
from beatbook.model import Beat, FeedKind, Source
from tests.conftest import Clock

PROSE = (
    "The ferry was stopped in the strait early on Tuesday after the harbour master had closed the northern channel, "
    "the operator said. Forty passengers waited on deck for three hours while a pilot boat came out from the quay.",
    "“Nobody was in danger at any time,” the harbour master, Ada Quay, told reporters on the pier. She said that the "
    "channel would stay closed until divers had looked at the wreck of a barge that went down on Sunday.",
    "The operator runs six crossings a day. It said that tickets for the stopped crossing would be paid back, and that "
    "the evening boats would leave from the southern pier instead.",
)


WORDS = [
    "harbour",
    "pilot",
    "tide",
    "ferry",
    "crew",
    "captain",
    "quay",
    "pier",
    "channel",
    "barge",
    "divers",
    "wreck",
    "anchor",
    "lighthouse",
    "customs",
    "cargo",
    "market",
    "nets",
    "boats",
    "storm",
    "wind",
    "evening",
    "morning",
    "council",
    "mayor",
    "engineers",
    "bridge",
    "ticket",
    "passengers",
    "families",
    "workers",
    "union",
    "strike",
    "wages",
    "hours",
    "budget",
    "repairs",
    "crane",
    "dock",
    "warehouse",
    "insurers",
    "company",
    "owners",
    "lawyers",
    "court",
    "judge",
    "report",
    "inquiry",
    "witness",
    "police",
    "rescue",
    "signal",
    "radio",
    "charts",
    "depth",
    "sand",
    "dredger",
    "island",
    "village",
    "school",
    "clinic",
    "road",
    "railway",
    "station",
    "winter",
    "summer",
    "licence",
    "inspector",
    "safety",
    "rule",
    "fine",
    "appeal",
    "letter",
    "meeting",
    "vote",
    "promise",
    "delay",
    "weather",
    "forecast",
    "fog",
    "ice",
    "current",
    "rope",
    "hull",
]


def prose(headline: str) -> tuple[str, ...]:
    """Three paragraphs that no other page has."""
    chance = random.Random(headline)

    def sentence() -> str:
        return " ".join(["The", *chance.choices(WORDS, k=17)]) + "."

    name = "".join(chance.choices("aeioubdgklmnprtvz", k=7)).capitalize()
    return tuple(
        " ".join([f"{headline} on day {i}, Captain {name} said.", sentence(), sentence()]) for i in range(3)
    )


def page(headline: str, *paragraphs: str) -> str:
    body = "".join(f"<p>{p}</p>" for p in paragraphs or PROSE)
    return (
        f'<!doctype html><html lang="en"><head><title>{headline} - The Tide</title></head>'
        f"<body><main><article><h1>{headline}</h1>{body}</article></main></body></html>"
    )


def rss(base: str, *items: tuple[str, str], more: str = "") -> str:
    entries = "".join(
        f"<item><title>{title}</title><link>{base}{path}</link><guid>{path}</guid>"
        f"<pubDate>Tue, 03 Nov 2026 08:00:00 GMT</pubDate><description>About {title.lower()}.</description></item>"
        for path, title in items
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Tide</title><link>{base}/</link>{entries}{more}</channel></rss>'


@dataclass
class Answer:
    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class Town:
    """`pages` maps a path to an answer, or to a function that makes one; `asked` is the log (path, headers, status)."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer | Callable[[], Answer]] = {}
        self.asked: list[tuple[str, dict[str, str], int]] = []
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.town = self
        self.pair = f"127.0.0.1:{self._server.server_address[1]}"
        self.base = f"http://{self.pair}"

    def put(self, path: str, body: str | bytes, status: int = 200, **headers: str) -> None:
        raw = body.encode() if isinstance(body, str) else body
        kind = "application/rss+xml" if raw[:5] == b"<?xml" else "text/html; charset=utf-8"
        named = {k.replace("_", "-"): v for k, v in headers.items()}
        self.pages[path] = Answer(raw, status, {"Content-Type": kind} | named)

    def publish(self, *items: tuple[str, str], more: tuple[str, ...] = ()) -> None:
        """Articles of these paths and headlines, whose words no other has (but for `more`), and the feed that lists them."""
        for path, title in items:
            self.put(path, page(title, *prose(title), *more))
        self.put("/feed", rss(self.base, *items))

    def paths(self, since: int = 0) -> list[str]:
        return [path for path, _, _ in self.asked[since:]]

    def __enter__(self) -> Town:
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    town: Town


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        found = self.server.town.pages.get(self.path) or Answer(b"not here", 404)
        answer = found() if callable(found) else found
        etag = '"' + hashlib.sha256(answer.body).hexdigest()[:12] + '"'
        fresh = answer.status == 200 and self.headers.get("If-None-Match") == etag
        status = 304 if fresh else answer.status
        self.server.town.asked.append((self.path, dict(self.headers), status))
        self.send_response(status)
        for name, value in ({"ETag": etag} | answer.headers).items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0" if fresh else str(len(answer.body)))
        self.end_headers()
        if not fresh:
            self.wfile.write(answer.body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: what was asked is in `Town.asked`."""


@contextmanager
def desk_of(town: Town, folder: Path, clock: Clock, rule: str) -> Iterator[Desk]:
    """A desk that watches the town's paper, with one reader and a beat by this rule."""
    Desk.init(folder)
    with Desk.open(folder, now=clock, environ={"BEATBOOK_GATHER_PROCESSES": "1"}) as desk:
        _watch(desk, town)
        desk.store.put_beat(Beat("strait", "The Strait", rule))
        yield desk


def _watch(desk: Desk, town: Town) -> None:
    desk.add_source(Source("tide", "The Tide", allow=(town.pair,)), [(f"{town.base}/feed", FeedKind.FEED)])


# ---- processes that are killed --------------------------------------------------------------------------------------------


def desk_on_disk(town: Town, folder: Path) -> None:
    """A desk for other processes that watches the town's paper, with a beat in a file."""
    Desk.init(folder)
    with Desk.open(folder, environ={}) as desk:
        _watch(desk, town)
        beat = write_beat(Beat("strait", "The Strait", "ferry"))
        (folder / "beats" / "strait.toml").write_text(beat, encoding="utf-8")
        desk.load_beats()


def killed_and_run(command: str, folder: Path, waits: Sequence[float]) -> str:
    """Start the command on a desk and kill it, each time after so many seconds; then let it end. What it prints."""
    line = [sys.executable, "-m", "beatbook", command, "--desk", str(folder)]
    for wait in waits:
        process = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
    done = subprocess.run(line, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def is_sound(desk: Desk) -> bool:
    """Whether the archive's file is whole, and every row that another names is there."""
    with desk.store.engine.reading() as connection:
        whole = connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        return whole and not connection.exec_driver_sql("PRAGMA foreign_key_check").all()
