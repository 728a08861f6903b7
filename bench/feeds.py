"""How far `parse_feed` agrees with a suite of feeds that carry their expectation in a comment.

    PYTHONPATH=src python bench/feeds.py FOLDER [--all]

FOLDER is a checkout of feedparser's `tests`. Each file's `Expect:` line is taken apart (with `ast`, nothing is run);
comparisons of title, link, id, dates, author and summary, of the feed or of an entry, are checked against our
reading, plain text with plain text; `Header:` lines become the response's headers. What differs is listed by reason.
Exit status 1 if a file crashed or took longer than `SLOW`.
"""

from __future__ import annotations

import argparse
import ast
import html
import html.parser
import re
import sys
import time
import urllib.parse
from collections import Counter, defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from beatbook.errors import ReadError
from beatbook.gather.feeds import parse_feed
from beatbook.model import Entry, FeedReading, Moment

SLOW = 10.0
BASE = "http://127.0.0.1:8097/"
HEADER = re.compile(rb"^Header:\s+([^:]+):(.+)$", re.MULTILINE)
EXPECT = re.compile(r"Expect:\s*(.+?)\s*(?:-->|\n)", re.DOTALL)


class Stripper(html.parser.HTMLParser):
    """An independent way from markup to text, for the expected values."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.silent += tag in ("script", "style")
        self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("script", "style") and self.silent > 0
        self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)


def plain(value: str) -> str:
    stripper = Stripper()
    stripper.feed(value)
    stripper.close()
    return re.sub(r"\s+", "", "".join(stripper.parts))


def address(path: str, location: str) -> str:
    """Where a file would be served from: under `BASE`, or where its Content-Location says if that is a web address."""
    joined = urllib.parse.urljoin(BASE, location) if location else BASE + "tests/" + path
    return joined if joined.startswith("http") else BASE + "tests/" + path


def says_same(ours: str | None, value: Any) -> bool:
    """Plain text with plain text: the expected value without its markup, or as it stands where it has none."""
    got = re.sub(r"\s+", "", ours or "")
    return isinstance(value, str) and got in (plain(value), re.sub(r"\s+", "", value))


def decoded(blob: bytes) -> str:
    for mark, name in ((b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16")):
        if blob.startswith(mark):
            return blob.decode(name, "replace")
    if blob.startswith(b"\xfe\xff"):
        return blob.decode("utf-16", "replace")
    if blob[:4].count(0) == 3:
        return blob.decode("utf-32-be" if blob[0] == 0 else "utf-32-le", "replace")
    if b"\0" in blob[:4]:
        return blob.decode("utf-16-be" if blob[0] == 0 else "utf-16-le", "replace")
    declared = re.search(rb"""encoding\s*=\s*["']([^"']+)""", blob[:200])
    for name in (declared[1].decode("ascii", "replace") if declared else "utf-8", "utf-8", "latin-1"):
        try:
            return blob.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return ""


def wanted(expectation: str) -> list[tuple[str, int | None, str, Any]]:
    """(scope, entry, field, value) for each comparison that we judge."""
    try:
        tree = ast.parse(expectation.strip(), mode="eval").body
    except (SyntaxError, ValueError):
        return []
    parts = tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]
    found = []
    for part in parts:
        if not (isinstance(part, ast.Compare) and len(part.ops) == 1 and isinstance(part.ops[0], ast.Eq)):
            continue
        path = trail(part.left)
        try:
            value = ast.literal_eval(part.comparators[0])
        except ValueError:
            continue
        if path and path[0] == "feed" and len(path) == 2:
            found.append(("feed", None, str(path[1]), value))
        elif path and path[0] == "entries" and len(path) == 3 and isinstance(path[1], int):
            found.append(("entry", path[1], str(path[2]), value))
    return found


def trail(node: ast.expr) -> list[Any]:
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Attribute):
        return [*trail(node.value), node.attr]
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return [*trail(node.value), node.slice.value]
    return []


def same_time(ours: Moment | None, value: Any) -> bool:
    if ours is None or not isinstance(value, tuple) or len(value) < 6:
        return False
    theirs = datetime(*value[:5], min(value[5], 59), tzinfo=UTC)
    return ours.instant == theirs if ours.at else ours.day == theirs.date()


def judge(
    reading: FeedReading, scope: str, n: int | None, field: str, value: Any
) -> tuple[str, bool, Any] | None:
    """(field judged, whether we agree, what we have), or None if it is none of ours."""
    if scope == "feed":
        if field == "title":
            return "feed title", says_same(reading.title, value), reading.title
        if field == "link":
            return "feed link", (reading.home or "") == value, reading.home
        return None
    entry: Entry | None = reading.entries[n] if n is not None and n < len(reading.entries) else None
    if field == "title":
        got = entry.headline if entry else None
        return "title", says_same(got, value), got
    if field in ("summary", "description"):
        got = entry.deck if entry else None
        return "summary", says_same(got, value), got
    if field == "link":
        got = entry.url if entry else None
        return "link", (got or "") == value, got
    if field in ("id", "guid"):
        got = entry.key if entry else None
        return "id", got == value, got
    if field == "author":
        got = [name.name for name in entry.byline] if entry else []
        names = re.sub(r"\(?\b[\w.+-]+@[\w.-]+\)?", "", value).strip()
        return "author", plain("".join(got)) == plain(re.sub(r"[,;]|\band\b", "", names)), got
    if field in ("published_parsed", "updated_parsed", "created_parsed"):
        ours = [m for m in (entry.published, entry.modified) if m] if entry else []
        return "date", any(same_time(m, value) for m in ours), [str(m) for m in ours]
    if field in ("published", "updated", "created"):
        raw = entry.raw_published if entry else None
        return "date text", raw == " ".join(value.split()), raw
    return None


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("folder", type=Path)
    options.add_argument("--all", action="store_true", help="list every disagreement")
    args = options.parse_args()
    agree: Counter[str] = Counter()
    total: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    misses: dict[str, list[str]] = defaultdict(list)
    files = crashed = slow = 0
    slowest = 0.0
    begun = time.perf_counter()
    for path in sorted(p for p in args.folder.rglob("*") if p.suffix in (".xml", ".json")):
        blob = path.read_bytes()
        text = decoded(blob)
        headers = {k.decode().strip().lower(): v.decode().strip() for k, v in HEADER.findall(blob)}
        expectation = EXPECT.search(text)
        checks = wanted(expectation[1]) if expectation else []
        files += 1
        t = time.perf_counter()
        where = f"{path.parent.name}/{path.name}"
        try:
            reading = parse_feed(
                blob,
                content_type=headers.get("content-type", "application/xml"),
                url=address(path.relative_to(args.folder).as_posix(), headers.get("content-location", "")),
            )
        except ReadError as e:
            refused[e.reason] += 1
            reading = FeedReading(None, ())
        except Exception as e:
            crashed += 1
            print(f"CRASH {where}: {type(e).__name__}: {e}")
            continue
        spent = time.perf_counter() - t
        slowest = max(slowest, spent)
        slow += spent > SLOW
        for scope, n, field, value in checks:
            judged = judge(reading, scope, n, field, value)
            if judged is None:
                continue
            name, right, got = judged
            total[name] += 1
            agree[name] += right
            if not right:
                misses[name].append(f"{where}: {field} expected {value!r}, got {got!r}")
    print(
        f"{files} files, {crashed} crashes, {slow} slow, slowest {slowest:.2f} s, all {time.perf_counter() - begun:.1f} s"
    )
    print("refused: " + (", ".join(f"{k} {v}" for k, v in sorted(refused.items())) or "none"))
    print(f"{'field':<12}{'agree':>7}{'of':>7}")
    for name in sorted(total):
        print(f"{name:<12}{agree[name]:>7}{total[name]:>7}")
    print(f"{'all':<12}{agree.total():>7}{total.total():>7}")
    for name, lines in sorted(misses.items()):
        print(f"\n{name}: {len(lines)} differ")
        for line in lines if args.all else lines[:8]:
            print("  " + line[:400])
    return 1 if crashed or slow else 0


if __name__ == "__main__":
    sys.exit(main())
