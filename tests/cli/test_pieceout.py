"""Pieces as PDF and as mail: what is in them, and what cannot be put into them."""

from __future__ import annotations

import email
import os
import re
import shutil
import subprocess
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from email import policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from beatbook.cli import cli
from beatbook.desk import Desk
from beatbook.errors import InputError
from beatbook.model import (
    Bound,
    Charted,
    Citation,
    Days,
    Document,
    Figure,
    Name,
    Observation,
    Piece,
    PieceKind,
    Point,
    Span,
    Stated,
    Tier,
)
from beatbook.store.pieces import Append, PublishDraft, SaveDraft, Withdraw
from beatbook.work import paper
from tests.browser.conftest import chromium
from tests.web.reading import all_of, assert_harmless, lines, parse, text

AT = datetime(2026, 12, 1, 8, 30, tzinfo=UTC)
LATER = datetime(2026, 12, 5, 8, 30, tzinfo=UTC)
YEAR = Days(date(2026, 1, 1), date(2026, 12, 31))
SPAN = Span("tide-7", 0, 34, "v")
OBSERVED = Observation(
    "ferries", 12, Bound.EXACT, "", YEAR, date(2026, 11, 30), date(2026, 11, 30), "Twelve.", SPAN
)
FERRIES = Charted(
    Figure("ferries", "Ferries in the strait", ("ferries",)),
    (
        Point(
            YEAR,
            YEAR.last,
            values=(Stated(12, Bound.EXACT, date(2026, 11, 30), (), (OBSERVED,)),),
            is_open=True,
        ),
    ),
    date(2026, 11, 30),
)
CITED = Citation(
    "1",
    "Two ferries ran aground on Tuesday",
    SPAN,
    "The Tide",
    "Two ferries aground off Gull Rock",
    "https://tide.example/7?a=1&b=2",
    date(2026, 11, 3),
)
COUNTED = Citation("c1", "11 of 14 sources could be read.")
BODY = """## The ferries
Two ferries ran aground on Tuesday.[^1]
Nobody was hurt, and *both* were towed [to the harbour](/beats/strait/).

![How many ferries ran](figure:ferries)

> “It was the fog,” said 선장 Kim.[^1]

- First <b>point</b>.
- Second point.

## Coverage
11 of 14 sources could be read.[^c1]
"""
TITLE = "The strait in Nov. 2026: what’s ahead"
DOCUMENT = Document(TITLE, "An analytical look at November – 11월", BODY, (CITED, COUNTED), (FERRIES,))
REVIEW = Piece(
    "strait",
    "review-2026-11",
    PieceKind.REVIEW,
    Tier.MEMBERS,
    period=Days(date(2026, 11, 1), date(2026, 11, 30)),
)
LATE = Document(
    TITLE, "", "A third ferry was found.[^1]\n", (replace(CITED, words="A third ferry was found"),)
)


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, list(args))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desk with one published review for members."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BEATBOOK_DESK", raising=False)
    monkeypatch.setenv("BEATBOOK_WEB_BASE", "https://desk.example")
    monkeypatch.setenv("BEATBOOK_DESK_SIGN_MEMBERS", "Strait Pro é")
    assert run("init", ".").exit_code == 0
    assert run("beat", "add", "--title", "Strait", "--rule", "ferry").exit_code == 0
    publish(tmp_path)
    return tmp_path


def publish(
    folder: Path, piece: Piece = REVIEW, document: Document = DOCUMENT, byline: tuple[Name, ...] = ()
) -> None:
    with Desk.open(folder) as desk:
        desk.load_beats()
        desk.store.apply([SaveDraft(piece, document, 0, "ada", AT)])
        draft = desk.store.draft_of(piece.beat, piece.slug)
        assert draft is not None
        desk.store.apply([PublishDraft(piece.beat, piece.slug, draft.number, byline, "ada", AT)])


def mailed(*args: str) -> EmailMessage:
    result = run("piece", "mail", "strait", "review-2026-11", "--from", "desk@desk.example", *args)
    assert result.exit_code == 0, result.output
    return read(result.stdout_bytes)


def read(body: bytes) -> EmailMessage:
    found = email.message_from_bytes(body, policy=policy.default)
    assert isinstance(found, EmailMessage)
    assert not found.defects
    return found


def parts(message: EmailMessage) -> tuple[str, str]:
    assert message.get_content_type() == "multipart/alternative"
    plain, html = message.iter_parts()
    assert [plain.get_content_type(), html.get_content_type()] == ["text/plain", "text/html"]
    assert isinstance(plain, EmailMessage)
    assert isinstance(html, EmailMessage)
    return plain.get_content(), html.get_content()


# ---- mail ---------------------------------------------------------------------------------------------------------------------


def test_a_mail_and_its_headers(folder: Path) -> None:
    result = run(
        "piece",
        "mail",
        "strait",
        "review-2026-11",
        "--from",
        "desk@desk.example",
        "--to",
        "ada@paper.example",
    )
    raw = result.stdout_bytes
    assert raw.isascii()
    assert b"\r" not in raw
    assert max(map(len, raw.split(b"\n"))) <= 998
    found = read(raw)
    assert str(found["from"]) == "Strait Pro é <desk@desk.example>"
    assert str(found["to"]) == "ada@paper.example"
    assert "bcc" not in found
    assert str(found["subject"]) == TITLE
    assert found["date"].datetime == AT
    assert str(found["message-id"]) == "<strait.review-2026-11.1@desk.example>"
    assert str(found["content-language"]) == "en"
    assert "list-unsubscribe" not in found
    assert found["mime-version"] == "1.0"
    assert run("piece", "mail", "strait", "review-2026-11", "--from", "desk@desk.example").exit_code == 0


def test_the_text_comes_first_and_says_it_all(folder: Path) -> None:
    plain, _ = parts(mailed())
    assert plain.startswith(f"{TITLE}\n\nAn analytical look at November – 11월\n")
    assert "Two ferries ran aground on Tuesday.[1]" in plain
    assert "to the harbour <https://desk.example/beats/strait/>" in plain
    assert "[Chart: How many ferries ran]\n\n* 2026: 12\n" in plain
    assert "* First <b>point</b>.\n" in plain
    assert (
        "[1] The Tide, “Two ferries aground off Gull Rock”, 2026-11-03, <https://tide.example/7?a=1&b=2>"
        in plain
    )
    assert plain.endswith(
        "\n-- \nStrait Pro é, December 1, 2026\nOn the web: https://desk.example/beats/strait/reviews/2026-11/\n"
    )


def test_the_page_of_a_mail_needs_no_style_sheet_and_shows_no_drawing(folder: Path) -> None:
    _, html = parts(mailed())
    tree = parse(html)
    said = lines(tree)
    assert TITLE in said
    assert "First <b>point</b>." in said
    assert not [e for tag in ("style", "svg", "script", "img", "link") for e in all_of(tree, tag)]
    assert [e for e in all_of(tree, "p") if "font" in (e.get("style") or "")]
    rows = [[text(cell) for cell in row] for row in all_of(tree, "tr")]
    assert any("2026" in row[0] and "12" in row[1] for row in rows), rows
    page = "https://desk.example/beats/strait/reviews/2026-11/"
    addresses = {e.get("href") or "" for e in all_of(tree, "a")}
    assert page in addresses
    assert f"{page}#e1" in addresses
    assert "https://desk.example/beats/strait/" in addresses
    assert all(a.startswith("https://") for a in addresses), addresses
    assert any(a.startswith("https://tide.example/7?a=1&b=2") for a in addresses)


def test_a_members_piece_is_whole_unless_it_is_to_be_public(folder: Path) -> None:
    for part in parts(mailed()):
        assert "ran aground on Tuesday" in part
    found = mailed("--public")
    assert str(found["message-id"]) == "<strait.review-2026-11.1.public@desk.example>"
    for part in parts(found):
        assert "An analytical look at November" in part
        assert "https://desk.example/beats/strait/reviews/2026-11/" in part
        assert "ran aground" not in part
        assert "Gull Rock" not in part
        assert "12" not in re.sub(r"2026-1\d|#\w+|\d+px", "", part).replace("December 1, 2026", "")


def test_several_get_it_and_none_is_told_who_else(folder: Path) -> None:
    found = mailed("--to", "ada@paper.example", "--to", "eve@paper.example", "--to", "ada@paper.example")
    assert str(found["to"]) == "undisclosed-recipients:;"
    assert str(found["bcc"]) == "ada@paper.example, eve@paper.example"
    run("reader", "add", "Ida", "--mail", "ida@paper.example")
    run("reader", "add", "Ann")
    assert str(mailed("--readers")["to"]) == "ida@paper.example"


@pytest.mark.parametrize(
    ("said", "header"),
    [
        ("stop@desk.example", "<mailto:stop@desk.example>"),
        ("https://desk.example/stop?list=1", "<https://desk.example/stop?list=1>"),
    ],
)
def test_a_way_to_get_no_more(folder: Path, said: str, header: str) -> None:
    found = mailed("--unsubscribe", said)
    assert str(found["list-unsubscribe"]) == header
    plain, html = parts(found)
    assert f"To get no more of these: {header[1:-1]}" in plain
    assert header[1:-1] in {e.get("href") for e in all_of(parse(html), "a")}


@pytest.mark.parametrize("option", ["--to", "--from", "--unsubscribe"])
@pytest.mark.parametrize(
    "said",
    [
        "ada@paper.example\nBcc: eve@paper.example",
        "ada@paper.example\r\n\r\nHello",
        "ada",
        "ada@paper.example, eve@paper.example",
        "Ada <ada@paper.example>",
        "https://desk.example/\nX: y",
        "javascript://desk.example/%0aalert(1)",
        "ada@pap\u2028er.example",
        "a>@paper.example",
    ],
)
def test_nothing_is_put_into_headers(folder: Path, option: str, said: str) -> None:
    args = ["piece", "mail", "strait", "review-2026-11", "--from", "desk@desk.example", option, said]
    result = run(*args)
    assert (result.exit_code, result.stdout_bytes) == (2, b"")


def test_whatever_a_piece_is_called(folder: Path) -> None:
    bad = (
        'Evil\r\nBcc: eve@paper.example\r\n\r\n<script>alert(1)</script> "=?utf-8?q?x?=" \u202e'
        + "long " * 300
    )
    document = replace(
        DOCUMENT, title=bad, deck=bad, body="</style><script>alert(1)</script>\n\n[x](javascript:alert(1))\n"
    )
    publish(
        folder, replace(REVIEW, slug="evil", kind=PieceKind.ANALYSIS, period=None), document, (Name(bad),)
    )
    result = run(
        "piece", "mail", "strait", "evil", "--from", "desk@desk.example", "--to", "ada@paper.example"
    )
    assert result.exit_code == 0, result.output
    found = read(result.stdout_bytes)
    assert sorted(found.keys()) == sorted(
        ["From", "To", "Subject", "Date", "Message-ID", "Content-Language", "MIME-Version", "Content-Type"]
    )
    plain, html = parts(found)
    assert "\u202e" not in plain
    styled = re.compile(r' style="[^"<>]*"')
    assert not re.search(r"url\(|expression|import|@", "".join(styled.findall(html)))
    assert_harmless(parse(styled.sub("", html)))
    assert str(found["subject"]).startswith(
        'Evil Bcc: eve@paper.example <script>alert(1)</script> "= ?utf-8?q?x?=" long'
    )


def test_what_came_late_is_in_it(folder: Path) -> None:
    with Desk.open(folder) as desk:
        desk.store.apply([Append("strait", "review-2026-11", 1, LATE, LATER)])
    found = mailed()
    assert str(found["message-id"]) == "<strait.review-2026-11.1.1@desk.example>"
    for part in parts(found):
        assert "A third ferry was found." in part


def test_a_mail_as_a_file_ends_its_lines_as_mail_does(folder: Path) -> None:
    result = run("piece", "mail", "strait", "review-2026-11", "--from", "desk@desk.example", "--out", "n.eml")
    assert (result.exit_code, result.stdout) == (0, "")
    body = Path("n.eml").read_bytes()
    assert body.count(b"\n") == body.count(b"\r\n")
    assert str(read(body)["subject"]) == TITLE


def test_a_mail_needs_the_desks_address(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BEATBOOK_WEB_BASE")
    result = run("piece", "mail", "strait", "review-2026-11", "--from", "desk@desk.example")
    assert result.exit_code == 2
    assert "set base in the table [web] of desk.toml" in result.output


@pytest.mark.parametrize("command", [["pdf"], ["mail", "--from", "desk@desk.example"]])
def test_what_is_not_there(folder: Path, command: list[str]) -> None:
    def said(*args: str) -> tuple[int, str]:
        result = run("piece", command[0], *args, *command[1:])
        return result.exit_code, result.output

    assert said("strait", "review-2026-12")[0] == 2
    assert "did you mean 'review-2026-11'?" in said("strait", "review-2026-1")[1]
    assert "no beat 'strai' (did you mean 'strait'?)" in said("strai", "review-2026-11")[1]
    assert "has 1 edition" in said("strait", "review-2026-11", "--edition", "7")[1]
    with Desk.open(folder) as desk:
        desk.store.apply([SaveDraft(replace(REVIEW, slug="draft"), DOCUMENT, 0, "ada", AT)])
    assert "publish it first" in said("strait", "draft")[1]
    with Desk.open(folder) as desk:
        desk.store.apply([Withdraw("strait", "review-2026-11", "It was wrong.", "ada", AT)])
    assert "was withdrawn: It was wrong." in said("strait", "review-2026-11")[1]


# ---- PDF ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.browser
def test_a_pdf(folder: Path) -> None:
    browser = chromium()
    if browser is None:
        words = "no Chromium found: install chromium or set BEATBOOK_CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(words)
        pytest.skip(words)
    result = run("piece", "pdf", "strait", "review-2026-11", "--browser", browser)
    assert result.exit_code == 0, result.output
    body = Path("review-2026-11.pdf").read_bytes()
    assert body.startswith(b"%PDF-")
    assert 10_000 < len(body) < 2_000_000
    width, height = re.findall(rb"/MediaBox ?\[0 0 ([0-9.]+) ([0-9.]+)", body)[0]
    assert (round(float(width)), round(float(height))) == (595, 842)
    assert b"https://desk.example/beats/strait/reviews/2026-11/" in body
    assert b"file:" not in body
    if shutil.which("pdftotext"):
        reader = subprocess.run(
            ["pdftotext", "-layout", "review-2026-11.pdf", "-"], capture_output=True, check=True
        )
        said = " ".join(reader.stdout.decode().replace(" / ", "/").split())
        for words in (
            TITLE,
            "Strait Pro é, December 1, 2026",
            "Two ferries ran aground",
            "1/1",
            "Two ferries aground off",
        ):
            assert words in said
    result = run(
        "piece", "pdf", "strait", "review-2026-11", "--browser", browser, "--paper", "letter", "--out", "-"
    )
    width, height = re.findall(rb"/MediaBox ?\[0 0 ([0-9.]+) ([0-9.]+)", result.stdout_bytes)[0]
    assert (round(float(width)), round(float(height))) == (612, 792)


def test_the_page_that_is_printed_needs_nothing_besides_itself(folder: Path) -> None:
    from beatbook.web.outgoing import print_page

    bad = replace(DOCUMENT, title="</title></style><script>alert(1)</script>", charts=(FERRIES,))
    publish(folder, replace(REVIEW, slug="evil", kind=PieceKind.ANALYSIS, period=None), bad)
    with Desk.open(folder) as desk:
        edition = desk.store.piece_edition("strait", "evil")
        assert edition is not None
        page = print_page(desk.site(), edition, AT).decode()
    tree = parse(page)
    assert not [e for tag in ("script", "link", "img", "iframe") for e in all_of(tree, tag)]
    (policy_of,) = [e.get("content") or "" for e in all_of(tree, "meta") if e.get("http-equiv")]
    assert policy_of.startswith("default-src 'none'; style-src 'unsafe-inline';")
    assert len([e for e in all_of(tree, "svg") if e.get("role") == "img"]) == 1
    assert "url(" not in page.replace("url(#", "")
    addresses = [e.get("href") or "" for e in all_of(tree, "a")]
    assert all(a.startswith(("https://", "#e", "#s")) for a in addresses), addresses


def test_no_browser_and_none_that_works(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def said(*args: str) -> tuple[int, str]:
        result = run("piece", "pdf", "strait", "review-2026-11", *args)
        return result.exit_code, result.output

    assert said("--browser", "/nowhere/chromium") == (2, "beatbook: /nowhere/chromium: no such program\n")
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\necho one >&2\necho 'no \x1b[31mdisplay' >&2\nexit 1\n")
    broken.chmod(0o755)
    assert said("--browser", str(broken)) == (2, "beatbook: broken made no PDF: no  [31mdisplay\n")
    monkeypatch.setenv("PATH", str(tmp_path))
    code, output = said()
    assert code == 2
    assert "print the page from any browser" in output


def test_a_browser_that_hangs_is_ended_with_its_children(tmp_path: Path) -> None:
    hanging, alive = tmp_path / "hanging", tmp_path / "alive"
    hanging.write_text(f"#!/bin/sh\n(while :; do date > {alive}; sleep 0.05; done) &\nsleep 60\n")
    hanging.chmod(0o755)
    started = time.monotonic()
    with pytest.raises(InputError, match=r"took longer than 0\.5 seconds"):
        paper.pdf(b"<p>x", hanging, 0.5)
    assert time.monotonic() - started < 10
    alive.unlink(missing_ok=True)
    time.sleep(0.3)
    assert not alive.exists()
