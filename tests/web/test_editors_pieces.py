"""The editors' pages of pieces: what is drafted, a file that is edited and checked, published, withdrawn and dropped; and nothing that was
written is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from beatbook.model import Document, PieceState, Tier
from beatbook.store.intents import Keep
from beatbook.store.pieces import SaveDraft
from beatbook.store.sqlite import SqliteStore
from beatbook.web import create_app

from . import desks, newsroom
from .newsroom import BEAT, COUNT
from .reading import all_of, assert_harmless, first, lines, parse, text
from .test_editors_story import SENT

LIST = "/desk/pieces/"
PAGE = f"/desk/pieces/{BEAT}/why-fewer/"
FILE = f"""+++
title = "Why fewer came"
deck = "A look at the count"
byline = ["Ida Korhonen"]
+++
I think that it was the weather.

{COUNT}[^1]

[^1]: /articles/count/ "{COUNT}"
"""


@pytest.fixture
def keeps(store: SqliteStore) -> dict[str, Keep]:
    return newsroom.strait(store)


@pytest.fixture
def local(store: SqliteStore, keeps: dict[str, Keep]) -> Iterator[TestClient]:
    """An editor's browser, on this machine."""
    app = create_app(store, newsroom.TWO, desks.now)
    with TestClient(
        app, base_url="http://127.0.0.1:8765", client=("127.0.0.1", 5), follow_redirects=False
    ) as client:
        yield client


def send(client: TestClient, address: str = PAGE, **fields: str) -> str:
    """What the page says after its form was sent."""
    tree = parse(client.get(address).text)
    token = all_of(tree, "input", name="token")[0].get("value") or ""
    base = [e.get("value") or "" for e in all_of(tree, "input", name="base")]
    data = {"token": token, **({"base": base[0]} if base else {}), **fields}
    answer = client.post(address, data=data, headers=SENT)
    assert answer.status_code in (200, 303), answer.text
    while answer.status_code == 303:
        answer = client.get(answer.headers["location"])
    assert answer.headers["cache-control"] == "no-store"
    tree = parse(answer.text)
    assert_harmless(tree)
    return answer.text


def status(page: str) -> str:
    return " ".join(text(e) for e in parse(page).iter() if e.get("role") == "status")


def typed(page: str, name: str = "text") -> str:
    """What stands in the field to edit."""
    area = next(e for e in all_of(parse(page), "textarea") if e.get("id") == name)
    return area.text or ""


def test_a_piece_from_its_first_word_to_its_withdrawal(store: SqliteStore, local: TestClient) -> None:
    page = send(local, LIST, do="analysis", beat=BEAT, slug="why-fewer")
    assert typed(page).startswith("+++\ntitle = ")
    assert store.piece(BEAT, "why-fewer") is None

    page = send(local, do="check", text=FILE)
    assert "Every sentence may be published." in page
    assert typed(page) == FILE
    assert store.piece(BEAT, "why-fewer") is None, "a check keeps nothing"
    preview = next(e for e in all_of(parse(page), "section") if "preview" in (e.get("class") or ""))
    assert f"{COUNT}1" in lines(preview)

    assert status(send(local, do="save", text=FILE)) == "Saved."
    found = store.piece(BEAT, "why-fewer")
    assert found is not None
    assert (found.state, found.byline[0].name) == (PieceState.DRAFT, "Ida Korhonen")
    assert "Why fewer came" in local.get(LIST).text
    again = typed(local.get(PAGE).text)
    assert status(send(local, do="save", text=again)) == "Saved."
    assert typed(local.get(PAGE).text) == again, "the file of what was saved says the same"

    assert status(send(local, do="publish", text=again)) == "Published."
    public = local.get(f"/beats/{BEAT}/pieces/why-fewer/")
    assert public.status_code == 200
    assert "Ida Korhonen" in public.text
    assert store.draft_of(BEAT, "why-fewer") is None
    assert typed(local.get(PAGE).text) == again

    page = send(local, do="withdraw", why="The count was of another year.")
    assert status(page).startswith("Withdrawn.")
    assert local.get(f"/beats/{BEAT}/pieces/why-fewer/").status_code == 410
    assert status(send(local, do="put-back")) == "It is there again."
    assert local.get(f"/beats/{BEAT}/pieces/why-fewer/").status_code == 200


def test_what_is_not_borne_out_is_not_published(store: SqliteStore, local: TestClient) -> None:
    wrong = FILE.replace("\n\nSo far 195", "\n\nSo far 295")
    for do in ("check", "publish"):
        page = send(local, do=do, text=wrong)
        assert "1 sentence keeps it from being published." in page
        fault = all_of(parse(page), "ol", class_="faults")[0]
        link = all_of(fault, "a")[0]
        assert text(link).startswith("So far 295")
        at = next(e for e in parse(page).iter() if e.get("id") == (link.get("href") or "")[1:])
        assert "fault" in (at.get("class") or "")
    assert "Saved, but not published." in status(page)
    found = store.piece(BEAT, "why-fewer")
    assert found is not None
    assert found.state is PieceState.DRAFT
    assert "295" in typed(local.get(PAGE).text)


@pytest.mark.parametrize(
    ("file", "why"),
    [
        ("no front matter", "+++"),
        (FILE.replace(f'"{COUNT}"', '"Words that nobody wrote."'), "1"),
        (FILE.replace("[^1]: ", "[^2]: "), "1"),
        (FILE.replace("title =", "titel ="), "titel"),
    ],
)
def test_a_file_that_cannot_be_read_is_not_lost(
    store: SqliteStore, local: TestClient, file: str, why: str
) -> None:
    for do in ("check", "save", "publish"):
        page = send(local, do=do, text=file)
        assert typed(page) == file
        assert status(page).startswith("Nothing was changed:")
        assert why in status(page)
    assert store.piece(BEAT, "why-fewer") is None


def test_two_editors(store: SqliteStore, local: TestClient) -> None:
    """What the first saved and what the second wrote are both shown, and nothing is kept until the second says so."""
    send(local, do="save", text=FILE)
    page = local.get(PAGE).text
    token = all_of(parse(page), "input", name="token")[0].get("value") or ""
    base = all_of(parse(page), "input", name="base")[0].get("value") or ""
    mine, theirs = FILE.replace("the weather", "the war"), FILE.replace("the weather", "the wind")
    assert status(send(local, do="save", text=theirs)) == "Saved."
    answer = local.post(PAGE, data={"token": token, "base": base, "do": "save", "text": mine}, headers=SENT)
    assert "It was changed meanwhile, by editor." in answer.text
    assert typed(answer.text) == mine
    assert "the wind" in typed(answer.text, "theirs")
    assert "the wind" in typed(local.get(PAGE).text)
    new = all_of(parse(answer.text), "input", name="base")[0].get("value") or ""
    again = local.post(PAGE, data={"token": token, "base": new, "do": "save", "text": mine}, headers=SENT)
    assert again.status_code == 303
    assert "the war" in typed(local.get(PAGE).text)


def test_a_draft_is_dropped(store: SqliteStore, keeps: dict[str, Keep], local: TestClient) -> None:
    send(local, do="save", text=FILE)
    page = send(local, do="drop")
    assert "There are no drafts." in page
    assert store.piece(BEAT, "why-fewer") is None
    desks.publish(store, newsroom.analysis(), Document("As it was", "", "Quiet."))
    send(local, do="save", text=FILE)
    assert "with a draft of the next" in local.get(PAGE).text
    assert status(send(local, do="drop")) == "The draft is dropped."
    assert "As it was" in local.get(PAGE).text
    assert status(send(local, do="drop")).startswith("Nothing was changed:")


def test_list(store: SqliteStore, keeps: dict[str, Keep], local: TestClient) -> None:
    assert "There are no drafts." in local.get(LIST).text
    desks.publish(store, newsroom.review(Tier.MEMBERS), newsroom.document(keeps))
    store.apply([SaveDraft(newsroom.analysis(), Document("Why", "", "So."), 0, "editor", desks.NOW)])
    tree = parse(local.get(LIST).text)
    assert_harmless(tree)
    assert [text(e) for e in all_of(tree, "h3")] == [
        "Why",
        "Review",
        "Timeline",
        "Analysis",
        "The strait in Nov. 2020",
    ]
    said = lines(first(tree, "main"))
    assert any(
        line.startswith("Review, Defector Issues · published · ") and line.endswith("Members")
        for line in said
    )
    assert all_of(tree, "input", id_="period-review")[0].get("value") == "2020-11"
    assert LIST in [e.get("href") for e in all_of(parse(local.get("/").text), "a")]


def test_a_review_is_drafted(store: SqliteStore, local: TestClient) -> None:
    page = send(local, LIST, do="review", beat=BEAT, period="2020-11")
    assert "Review, draft" in page
    found = store.piece(BEAT, "review-2020-11")
    assert found is not None
    assert "Nov. 2020" in typed(page)
    assert "Drafted anew." in send(local, f"/desk/pieces/{BEAT}/review-2020-11/", do="redraw")


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"do": "review", "beat": BEAT, "period": "2019-01"}, "no article"),
        ({"do": "review", "beat": BEAT, "period": "soon"}, "soon"),
        ({"do": "review", "beat": "none", "period": "2020-11"}, "none"),
        ({"do": "timeline", "beat": BEAT, "period": "2020-13"}, "2020-13"),
        ({"do": "figure", "figure": f"{BEAT} arrivals"}, "arrivals"),
        ({"do": "analysis", "beat": BEAT, "slug": "Not so!"}, "letters"),
        ({"do": "analysis", "beat": "none", "slug": "so"}, "no beat"),
    ],
)
def test_what_cannot_be_drafted_is_said(
    store: SqliteStore, local: TestClient, fields: dict[str, str], why: str
) -> None:
    page = send(local, LIST, **fields)
    assert status(page).startswith("Nothing was changed:")
    assert why in status(page)
    assert not store.pieces(states=tuple(PieceState))


def test_forms_that_are_not_ours_change_nothing(store: SqliteStore, local: TestClient) -> None:
    token = all_of(parse(local.get(PAGE).text), "input", name="token")[0].get("value") or ""
    fields = {"do": "save", "text": FILE, "base": "0"}
    for data, headers in (
        (fields, SENT),
        ({**fields, "token": "x"}, SENT),
        ({**fields, "token": token}, {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}),
        ({**fields, "token": token, "base": "x"}, SENT),
        ({**fields, "token": token, "do": "sell"}, SENT),
        ({"do": "save", "base": "0", "token": token}, SENT),
        ({**fields, "token": token, "text": "x" * 3_000_000}, SENT),
    ):
        assert local.post(PAGE, data=data, headers=headers).status_code == 404
    assert store.piece(BEAT, "why-fewer") is None
    assert local.post(LIST, data={"do": "analysis", "token": "x"}, headers=SENT).status_code == 404


def test_a_long_draft_is_taken(store: SqliteStore, local: TestClient) -> None:
    long = FILE.replace("I think", "올해 지금까지 백구십오 명이 건너왔다.\n\n" * 2500 + "I think")
    assert len(long.encode()) > 100_000
    assert status(send(local, do="save", text=long)) == "Saved."


def test_nobody_else_sees_them(store: SqliteStore, keeps: dict[str, Keep], own: TestClient) -> None:
    for address in (LIST, PAGE):
        assert own.get(address).status_code == 404
        assert own.post(address, data={"do": "save"}).status_code == 404
    assert "/desk/" not in own.get("/").text


def test_no_such_page(local: TestClient) -> None:
    for address in ("/desk/pieces/none/why-fewer/", f"/desk/pieces/{BEAT}/Not%20so/"):
        assert local.get(address).status_code == 404


@pytest.mark.parametrize(
    "bad", (Path(__file__).parent.parent / "cases" / "payloads.txt").read_text("utf-8").splitlines()
)
def test_hostile_drafts(store: SqliteStore, local: TestClient, bad: str) -> None:
    """Nothing that stands in a file runs or leads astray, and what was typed is there as it was."""
    body = f"{bad}\n\n[a]({bad}) [b](<{bad}>) ![c]({bad})\n\n> {bad}\n\n* {bad}\n\n## {bad}\n"
    file = FILE.replace("I think", body)
    page = send(local, do="check", text=file)
    assert_harmless(parse(page))
    assert typed(page).split() == file.split()
