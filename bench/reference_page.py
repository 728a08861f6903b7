"""The reference page rebuilt: its ten items and 480 older ones imported, served, opened in a browser, taken as text.

    python bench/reference_page.py [--reference ../shared/reference/topic-archive-page.txt]

Every line of the reference must stand on the page, in its order: the day, the title, the description, each item's three
lines, the page numbers. What else the page says (the desk's own navigation) is printed below. Needs Chromium.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
REFERENCE = HERE.parent.parent / "shared" / "reference" / "topic-archive-page.txt"
SIGNED = re.compile(r"(.+) (\w+ \d{1,2}, \d{4})")
OLDER = 480
PAGES = "1 2 3 4 … 49"
"""How the page numbers read; the reference, as it was saved, has lost its ellipsis."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reference", type=Path, default=REFERENCE)
    lines = [
        line.strip()
        for line in parser.parse_args().reference.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    day, title, description, *items, last = lines
    last = PAGES if last.replace("…", " ").split() == PAGES.replace("…", " ").split() else last
    expected = [day, title, description, *items, last]
    rows = [row(n, *items[i : i + 3]) for n, i in enumerate(range(0, len(items), 3))]
    rows += older(min(r["published"] for r in rows))
    with tempfile.TemporaryDirectory() as folder:
        found, size = shown(
            Path(folder), rows, title, description, datetime.strptime(day, "%B %d, %Y").date()
        )
    missing, extra = compared(expected, found)
    print(f"items imported      {len(rows)}, {len(rows) - OLDER} of them the reference's")
    print(f"reference lines     {len(expected)}, {len(expected) - len(missing)} on the page in their order")
    for line in missing:
        print(f"  MISSING           {line}")
    print(f"page                {size / 1000:.1f} kB of HTML")
    print(f"the desk's own      {len(extra)} lines: {' · '.join(extra)[:400]}")
    sys.exit(1 if missing else 0)


def row(number: int, headline: str, deck: str, signed: str) -> dict[str, str]:
    found = SIGNED.fullmatch(signed)
    assert found is not None, signed
    return {
        "id": f"ref-{number:03}",
        "source": "NK News",
        "headline": headline,
        "deck": deck,
        "byline": found[1],
        "published": datetime.strptime(found[2], "%B %d, %Y").date().isoformat(),
        "language": "en",
        "text": deck,
    }


def older(before: str) -> list[dict[str, str]]:
    """Made-up items, each some days older than the one before."""
    chance, day = random.Random(480), date.fromisoformat(before)
    rows = []
    for n in range(OLDER):
        day -= timedelta(days=chance.randint(0, 6))
        rows.append(
            {
                "id": f"old-{n:03}",
                "source": "NK News",
                "headline": f"Older piece number {n + 1}",
                "deck": f"What the older piece number {n + 1} was about",
                "byline": chance.choice(["Ada Quay", "Bo Reed", "NK Pro", "NK News"]),
                "published": day.isoformat(),
                "language": "en",
                "text": "An older piece.",
            }
        )
    return rows


def shown(
    folder: Path, rows: list[dict[str, str]], title: str, description: str, day: date
) -> tuple[list[str], int]:
    """The archive page's text as a browser gives it, line by line, and its size in bytes."""
    desk = folder / "desk"
    (folder / "items.jsonl").write_text(
        "\n".join(json.dumps(r, ensure_ascii=False) for r in rows), encoding="utf-8"
    )
    beatbook("init", str(desk))
    beatbook("import", str(folder / "items.jsonl"), "--desk", str(desk))
    beatbook(
        "beat", "add", "--title", title, "--description", description, "--rule", "source:nk-news", "--slug", "beat",
        "--desk", str(desk),
    )  # fmt: skip
    command = [
        sys.executable,
        "-m",
        "beatbook",
        "run",
        "--no-gather",
        "--port",
        "0",
        "--as-of",
        day.isoformat(),
    ]
    server = subprocess.Popen([*command, "--desk", str(desk)], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        address = re.search(r"http://\S+", server.stdout.readline())
        assert address is not None
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
            page = browser.new_page()
            answer = page.goto(f"{address[0]}beats/beat/")
            assert answer is not None
            text, size = page.inner_text("body"), len(answer.body())
            browser.close()
    finally:
        server.terminate()
        server.wait()
    return [line for line in (re.sub(r"\s+", " ", part).strip() for part in text.splitlines()) if line], size


def chromium() -> str:
    import os
    import shutil

    found = os.environ.get("BEATBOOK_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        sys.exit("Chromium is not there: install it, or name it in BEATBOOK_CHROMIUM")
    return found


def beatbook(*args: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "beatbook", *args], capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"beatbook {' '.join(args)} ended with {done.returncode}:\n{done.stderr[-3000:]}")


def compared(expected: list[str], found: list[str]) -> tuple[list[str], list[str]]:
    """Lines expected and not found in their order, and lines found that nobody expected."""
    missing, extra, at = [], [], 0
    for line in expected:
        if line in found[at:]:
            where = found.index(line, at)
            extra += found[at:where]
            at = where + 1
        else:
            missing.append(line)
    return missing, extra + found[at:]


if __name__ == "__main__":
    main()
