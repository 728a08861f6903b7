"""The program as it runs: served, gathered and stopped, in a process of its own."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.work.town import Town, page, rss


@contextmanager
def running(*args: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`beatbook ARGS` and the address in its output; it is stopped at the end and must end well."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "beatbook", *args],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        said = ""
        while "Desk is at http" not in said:
            line = process.stdout.readline()
            assert line, process.stderr.read() if process.stderr else ""
            said = line
        address = re.search(r"http://\S+", said)
        assert address is not None
        yield process, address[0]
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=30)
        assert "Traceback" not in errors
    finally:
        process.kill()
        process.communicate()


def get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=20) as answer:
        return str(answer.read().decode())


@pytest.mark.slow
def test_run_gathers_what_is_due_and_serves_it(tmp_path: Path) -> None:
    beatbook = [sys.executable, "-m", "beatbook"]
    with Town() as town:
        town.put(
            "/", '<html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head></html>'
        )
        town.put("/feed", rss(town.base, ("/1", "Ferry stopped")))
        town.put("/1", page("Ferry stopped"))
        desk = str(tmp_path / "desk")
        subprocess.run(
            [*beatbook, "init", desk, "--name", "The Strait Desk"], check=True, capture_output=True
        )
        added = subprocess.run(
            [*beatbook, "source", "add", town.base, "-d", desk], check=True, capture_output=True, text=True
        )
        assert f"{town.base}/feed" in added.stdout
        assert "allowed for this source" in added.stderr
        subprocess.run(
            [*beatbook, "beat", "add", "--title", "Strait", "--rule", "ferry", "-d", desk],
            check=True,
            capture_output=True,
        )
        with running("run", "--port", "0", "-d", desk) as (_, address):
            until = time.monotonic() + 60
            while "Ferry stopped" not in get(f"{address}beats/strait/") and time.monotonic() < until:
                time.sleep(0.3)
            assert "Ferry stopped" in get(f"{address}beats/strait/")
            assert "Ferry stopped" in get(f"{address}beats/strait.atom")
            assert get(f"{address}healthz").strip() == "ok"
            with pytest.raises(urllib.error.HTTPError) as caught:
                get(f"{address}beats/nothing/")
            assert caught.value.code == 404
            caught.value.close()


@pytest.mark.slow
def test_the_demo_from_nothing_to_pages(tmp_path: Path) -> None:
    folder = str(tmp_path / "demo")
    with running("demo", folder, "--port", "0", "--press-port", "0") as (_, address):
        front = get(address)
        assert "The Strait Desk" in front
        assert "Crossings" in front
        assert "October" in get(f"{address}beats/crossings/")
        sources = get(f"{address}sources/evening-lantern/")
        assert "not well-formed" in sources
    status = subprocess.run(
        [sys.executable, "-m", "beatbook", "status", "-d", folder], capture_output=True, text=True, check=True
    )
    assert "filed" in status.stdout
    pieces = subprocess.run(
        [sys.executable, "-m", "beatbook", "piece", "list", "crossings", "-d", folder],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "review-2026-09" in pieces.stdout
    assert "timeline-2026-08" in pieces.stdout
    figures = [
        sys.executable,
        "-m",
        "beatbook",
        "figures",
        "show",
        "crossings",
        "arrivals-by-year",
        "-d",
        folder,
    ]
    shown = subprocess.run(figures, capture_output=True, text=True, check=True).stdout
    assert "each year\n  at least 1,000 as of" in shown
    assert "2026 (not over)\n  236 as of" in shown
