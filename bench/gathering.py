"""The whole line over HTTP: forty small sites of real pages, gathered, gathered again, and killed at random moments.

    python bench/gathering.py [--server ../shared/eval/serve.py] [--sites 40] [--kills 10] [--seed 1]

1. `beatbook gather` must bring in every page of every feed that answers.
2. A second run must make only conditional requests (the server's log shows them) and add nothing.
3. On a fresh desk, the gatherer is killed with -9 at random moments, then run once: nothing may be lost or doubled.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from beatbook.desk import Desk

HERE = Path(__file__).resolve().parent
SERVER = HERE.parent.parent / "shared" / "eval" / "serve.py"
RULE = "=US OR president OR government OR police"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--server", type=Path, default=SERVER)
    parser.add_argument("--sites", type=int, default=40)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        [sys.executable, str(options.server), "--port", str(port), "--sites", str(options.sites)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        time.sleep(2)
        with tempfile.TemporaryDirectory() as folder:
            run(Path(folder), base, options)
    finally:
        server.kill()


def run(folder: Path, base: str, options: argparse.Namespace) -> None:
    listed, broken = what_is_listed(base, options.sites)
    print(
        f"sites               {options.sites}, of which {len(broken)} have a feed that does not answer {broken or ''}"
    )
    print(f"pages in the feeds  {len(listed)}")

    desk = folder / "desk"
    make(desk, base, options.sites, broken)
    begun, before = time.monotonic(), len(asked(base))
    peak = watched("gather", "--desk", str(desk))
    seconds = time.monotonic() - begun
    first = asked(base)[before:]
    figures = status(desk)
    got = sum(figures["outcomes"].values())
    fetched = {r["path"] for r in first if "/a/" in r["path"] and r["status"] == 200}
    print(
        f"first run           {got} items, {len(fetched & listed)} of {len(listed)} pages fetched, {seconds:.0f} s"
    )
    print(f"  articles/s        {got / seconds:.0f}, start and feeds included")
    print(f"  read by           {paths(desk)}")
    print(f"  peak memory       {peak[0]:.0f} MB the gatherer, {peak[1]:.0f} MB the largest of its readers")
    print(f"  outcomes          {figures['outcomes']}")
    print(f"  documents         {figures['documents']}")

    before = len(asked(base))
    said = beatbook("gather", "--desk", str(desk))
    second = asked(base)[before:]
    bare = [r["path"] for r in second if not (r["inm"] or r["ims"])]
    print(
        f"second run          {len(second)} requests, {len(bare)} of them unconditional; {said.splitlines()[0]}"
    )
    print(f"  added             {status(desk)['versions'] - figures['versions']} versions")

    killed = folder / "killed"
    make(killed, base, options.sites, broken)
    chance = random.Random(options.seed)
    for _ in range(options.kills):
        process = subprocess.Popen(
            [sys.executable, "-m", "beatbook", "gather", "--desk", str(killed)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(chance.uniform(0.5, min(seconds, 12)))
        process.send_signal(signal.SIGKILL)
        process.wait()
    beatbook("gather", "--desk", str(killed))
    after = status(killed)
    with Desk.open(killed, environ={}) as opened, opened.store.engine.reading() as connection:
        whole = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
        loose = len(connection.exec_driver_sql("PRAGMA foreign_key_check").all())
        ids = {a.url for a in opened.export()}
        doubled = len(list(opened.export())) - len(ids)
    same = after["outcomes"] == figures["outcomes"]
    print(
        f"killed {options.kills} times      outcomes {'as in the first run' if same else after['outcomes']}"
    )
    print(
        f"  lost              {got - sum(after['outcomes'].values())}, doubled {doubled}, waiting {after['waiting'].get('page', 0)}"
    )
    print(f"  archive           integrity {whole}, {loose} loose references")


def paths(desk: Path) -> str:
    """What share of the articles was read in which way."""
    with Desk.open(desk, environ={}) as opened, opened.store.engine.reading() as connection:
        found = connection.exec_driver_sql(
            "SELECT path, count(*) FROM version WHERE path IS NOT NULL GROUP BY path"
        ).all()
    total = sum(n for _, n in found)
    return ", ".join(f"{path} {n / total:.1%}" for path, n in sorted(found, key=lambda x: -x[1]))


def watched(*args: str) -> tuple[float, float]:
    """Run a command; the peak resident memory of its process and of the largest of its children, in MB."""
    process = subprocess.Popen(
        [sys.executable, "-m", "beatbook", *args], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    own = child = 0.0
    while process.poll() is None:
        for status_file in Path("/proc").glob("[0-9]*/status"):
            try:
                said = dict(
                    line.split(":\t", 1) for line in status_file.read_text().splitlines() if ":\t" in line
                )
            except OSError:  # it has just ended
                continue
            high = float(said.get("VmHWM", "0 kB").split()[0]) / 1024
            if said["Pid"] == str(process.pid):
                own = max(own, high)
            elif said["PPid"] == str(process.pid):
                child = max(child, high)
        time.sleep(0.1)
    assert process.returncode == 0
    return own, child


def what_is_listed(base: str, sites: int) -> tuple[set[str], list[str]]:
    """The paths of the pages in all feeds, and the sites whose feed does not answer."""
    pages: set[str] = set()
    broken = []
    for n in range(sites):
        try:
            feed = urllib.request.urlopen(f"{base}/site{n:02}/feed.xml").read().decode()
            pages |= {link.removeprefix(base) for link in re.findall(r"<item>.*?<link>(.*?)</link>", feed)}
        except OSError:
            broken.append(f"site{n:02}")
    return pages, broken


def make(desk: Path, base: str, sites: int, broken: list[str]) -> None:
    beatbook("init", str(desk))
    for n in range(sites):
        if f"site{n:02}" not in broken:
            beatbook("source", "add", f"{base}/site{n:02}/", "--desk", str(desk))
    beatbook("beat", "add", "--title", "Government", "--rule", RULE, "--desk", str(desk))


def beatbook(*args: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "beatbook", *args], capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"beatbook {' '.join(args)} ended with {done.returncode}:\n{done.stderr[-3000:]}")
    return done.stdout


def status(desk: Path) -> dict[str, Any]:
    figures: dict[str, Any] = json.loads(beatbook("status", "--json", "--desk", str(desk)))
    return figures


def asked(base: str) -> list[dict[str, Any]]:
    lines = urllib.request.urlopen(f"{base}/_requests").read().decode().splitlines()
    return [r for r in map(json.loads, lines) if r["path"] != "/_requests"]


if __name__ == "__main__":
    main()
