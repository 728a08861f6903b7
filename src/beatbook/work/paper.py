"""A page as PDF, by the print path of a Chromium that this machine has: nothing else sets text, bidirectional and Chinese too, as the
same page is shown.

The page is one file, in a folder of its own that is gone afterwards. The browser is given no network: whatever name it looks up there is
none, and the page's own policy lets it load nothing. It is ended, with all that it started, when its time is over.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from beatbook.errors import InputError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
"""What browsers that can do it are called, those asked first first."""

SECONDS = 60.0
"""How long the browser may take. A review of a month takes two."""

SHOWN = 300
"""Characters of what the browser complained of that are shown."""

ARGUMENTS = (
    "--headless",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--disable-breakpad",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=",
)


def find_browser(named: str = "") -> Path:
    """The browser that was named, by its path or name, or one that is found. Raises InputError if there is none."""
    for name in (named,) if named else NAMES:
        if found := shutil.which(name):
            return Path(found).absolute()
    if named:
        raise InputError(f"{named}: no such program")
    raise InputError(
        "no Chromium or Chrome was found to make a PDF with: name one with --browser, or print the page from any browser"
    )


def pdf(page: bytes, browser: Path, seconds: float = SECONDS) -> bytes:
    """The page, whole HTML, as PDF. Raises InputError saying what the browser complained of."""
    with TemporaryDirectory(prefix="beatbook-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, made = folder / "page.html", folder / "page.pdf"
        source.write_bytes(page)
        said = _run(
            [
                str(browser),
                *ARGUMENTS,
                # A browser that runs as root refuses to start behind its sandbox.
                *(["--no-sandbox"] if os.geteuid() == 0 else []),
                f"--user-data-dir={folder / 'profile'}",
                f"--print-to-pdf={made}",
                source.as_uri(),
            ],
            folder,
            seconds,
        )
        body = made.read_bytes() if made.is_file() else b""
    if not body.startswith(b"%PDF-"):
        raise InputError(f"{browser.name} made no PDF" + (f": {said}" if said else ""))
    return body


def _run(command: list[str], folder: Path, seconds: float) -> str:
    """Run the browser to its end, or end it and its children; what it complained of last."""
    complaints = folder / "complaints"
    with complaints.open("wb") as errors:
        try:
            running = subprocess.Popen(  # noqa: S603 - the program that the operator has or names, and no shell
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                cwd=folder,
                env={**os.environ, "HOME": str(folder)},
                start_new_session=True,
            )
        except OSError as error:
            raise InputError(f"{command[0]}: cannot be run: {error.strerror}") from error
        try:
            running.wait(seconds)
        except subprocess.TimeoutExpired as error:
            raise InputError(
                f"{Path(command[0]).name} took longer than {seconds:g} seconds, and was ended"
            ) from error
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
            running.wait()
    last = complaints.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
    return " ".join("".join(c if c.isprintable() else " " for c in line) for line in last)[:SHOWN]
