"""How quick, small and sound the pages are.

    PYTHONPATH=src python bench/pages.py [--articles 9000] [--authors 90] [--requests 200] [--no-browser] [--no-nu]

Measures the archive page of a large beat (first, middle and last page) against a route of the same framework that
answers three bytes, one after the other in the same run: the ratio is what to compare, for machines differ. Then every
page of a made-up desk goes through html5lib's strict parser, through the Nu HTML checker if `java` and the npm package
`vnu-jar` can be had, and through axe in Chromium, light and dark. Exits with 1 if anything is found.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from beatbook.web import create_app

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.browser.conftest import ARGUMENTS, chromium, fill
from tests.browser.test_pages import ARCHIVE, PAGES, TAGS
from tests.web import desks

BASE = "http://127.0.0.1"
HEADERS = {"accept-encoding": "identity"}


def timed(ask: Callable[[], object], times: int) -> tuple[float, float]:
    """The median and the 95th percentile of `ask`, in milliseconds."""
    for _ in range(10):
        ask()
    found = []
    for _ in range(times):
        start = time.perf_counter()
        ask()
        found.append((time.perf_counter() - start) * 1000)
    return statistics.median(found), statistics.quantiles(found, n=20)[-1]


def speed(folder: Path, articles: int, authors: int, times: int) -> None:
    store = desks.reference_desk(folder / "large.db", older=articles - 10, authors=authors)
    app = create_app(store, desks.SETTINGS, desks.now)
    plain = Starlette(routes=[Route("/", lambda request: PlainTextResponse("ok\n"))])
    last = -(-articles // desks.SETTINGS.web.page_size)
    with TestClient(app, base_url=BASE) as client, TestClient(plain, base_url=BASE) as nothing:
        floor, floor95 = timed(lambda: nothing.get("/", headers=HEADERS), times)
        print(f"{'':34}{'p50 ms':>9}{'p95 ms':>9}{'ratio':>8}{'bytes':>9}")
        print(f"{'a route that says ok':34}{floor:9.2f}{floor95:9.2f}{1:8.1f}{3:9}")
        for name, address in (
            (f"archive, page 1 of {last}", ARCHIVE),
            (f"archive, page {last // 2}", f"{ARCHIVE}?page={last // 2}"),
            (f"archive, page {last}", f"{ARCHIVE}?page={last}"),
            ("archive, one month", f"{ARCHIVE}?month=2020-11"),
            ("archive, one author", f"{ARCHIVE}?author=jeongmin-kim"),
            ("archive as Atom", "/beats/defector-issues.atom"),
            ("front", "/"),
            ("source", "/sources/nk-news/"),
            ("article", "/articles/nk00003/"),
        ):
            p50, p95 = timed(lambda address=address: client.get(address, headers=HEADERS), times)  # type: ignore[misc]
            size = len(client.get(address, headers=HEADERS).content)
            print(f"{name:34}{p50:9.2f}{p95:9.2f}{p50 / floor:8.1f}{size:9}")
    store.close()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The made-up desk of the browser tests on a port of this machine."""
    store = desks.reference_desk(folder / "small.db")
    fill(store)
    app = create_app(store, desks.SETTINGS, desks.now)
    server = uvicorn.Server(
        uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", lifespan="off")
    )
    thread = Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"{BASE}:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()
    store.close()


def pages_of(folder: Path) -> dict[str, str]:
    """Every page's HTML by address."""
    with served(folder) as address:
        import httpx2

        with httpx2.Client(base_url=address) as client:
            return {path: client.get(path).text for path in PAGES}


def strict(pages: dict[str, str]) -> int:
    import html5lib

    wrong = 0
    for path, html in pages.items():
        try:
            html5lib.HTMLParser(strict=True).parse(html)
        except html5lib.html5parser.ParseError as error:
            wrong += 1
            print(f"  {path}: {error}")
    print(f"html5lib, strict: {len(pages)} pages, {wrong} wrong")
    return wrong


def nu(pages: dict[str, str], folder: Path) -> int:
    """The Nu HTML checker over pages and style sheet; 0 with a word where it cannot be had."""
    if not shutil.which("java") or not shutil.which("npm"):
        print("Nu HTML checker: not run, java or npm is missing")
        return 0
    packed = subprocess.run(
        ["npm", "pack", "vnu-jar", "--silent"], cwd=folder, capture_output=True, text=True
    )
    if packed.returncode:
        print("Nu HTML checker: not run, vnu-jar cannot be had")
        return 0
    subprocess.run(["tar", "xzf", packed.stdout.strip().splitlines()[-1]], cwd=folder, check=True)
    (jar,) = folder.rglob("vnu.jar")
    names = {}
    for i, (path, html) in enumerate(pages.items()):
        name = folder / f"page{i}.html"
        name.write_text(html, encoding="utf-8")
        names[name.name] = path
    style = Path(__file__).parent.parent / "src" / "beatbook" / "web" / "static" / "beatbook.css"
    icon = style.with_suffix(".svg")
    shutil.copy(style, folder / style.name)
    shutil.copy(icon, folder / icon.name)
    files = [str(folder / n) for n in names]
    found = 0
    for extra in (files, ["--css", str(folder / style.name)], ["--svg", str(folder / icon.name)]):
        command = ["java", "-jar", str(jar), "--format", "json", "--exit-zero-always", *extra]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stderr
        for message in json.loads(said)["messages"]:
            kind = message.get("subType") or message["type"]
            where = names.get(Path(message.get("url", "")).name, Path(message.get("url", "")).name)
            found += message["type"] == "error"
            print(f"  {kind} {where}: {message['message']} {message.get('extract', '')[:120]!r}")
    print(f"Nu HTML checker: {len(pages)} pages, the style sheet and the icon, {found} errors")
    return found


def axe(folder: Path) -> int:
    """axe over every page in Chromium, light and dark; 0 with a word where there is no Chromium."""
    path = chromium()
    if path is None:
        print("axe: not run, no Chromium")
        return 0
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    checker, found = Axe(), 0
    options = {"runOnly": {"type": "tag", "values": TAGS}}
    with served(folder) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        for scheme in ("light", "dark"):
            context = browser.new_context(base_url=address, color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
            page = context.new_page()
            for where in PAGES:
                page.goto(where)
                page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
                results = checker.run(page, options=options)
                found += results.violations_count
                if results.violations_count:
                    print(f"  {scheme} {where}: {results.generate_report()}")
        browser.close()
    print(f"axe: {len(PAGES)} pages, light and dark, {found} violations")
    return found


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--articles", type=int, default=9000)
    options.add_argument("--authors", type=int, default=90, help="made-up authors, 26 times as many names")
    options.add_argument("--requests", type=int, default=200)
    options.add_argument("--no-browser", action="store_true")
    options.add_argument("--no-nu", action="store_true")
    said = options.parse_args()
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("speed", "pages", "nu", "axe"):
            (folder / part).mkdir()
        speed(folder / "speed", said.articles, said.authors, said.requests)
        pages = pages_of(folder / "pages")
        wrong += strict(pages)
        if not said.no_nu:
            wrong += nu(pages, folder / "nu")
        if not said.no_browser:
            wrong += axe(folder / "axe")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
