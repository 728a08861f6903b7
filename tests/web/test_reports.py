"""Reports of errors: what a stranger may send, what becomes of it, and what an editor does with it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from beatbook.store.editions import BRIEF, LONGEST_REPORT, MOST_REPORTS, Publish, ReportError
from beatbook.store.intents import Keep
from beatbook.store.sqlite import SqliteStore
from beatbook.web import create_app
from beatbook.web.senders import MOST, Senders
from tests.conftest import NOW

from . import desks
from .reading import all_of, assert_harmless, first, lines, parse, text
from .test_briefs import AGROUND, FREED, LIMPET, desk, main_of

__all__ = ["desk"]

FORM = "/stories/f1/report/"
SENT = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
QUEUE = "/desk/reports/"


@pytest.fixture
def local(store: SqliteStore) -> Iterator[TestClient]:
    """A browser on this machine."""
    app = create_app(store, desks.SETTINGS, desks.now)
    with TestClient(
        app, base_url="http://127.0.0.1:8765", client=("127.0.0.1", 5), follow_redirects=False
    ) as client:
        yield client


def token(client: TestClient, address: str = FORM) -> str:
    return all_of(parse(client.get(address).text), "input", name="token")[0].get("value") or ""


def send(client: TestClient, headers: dict[str, str] = SENT, **fields: str):  # type: ignore[no-untyped-def]
    data = {"token": token(client), "brief": "1", "sentence": "1", "words": "It was Tuesday.", **fields}
    return client.post(FORM, data=data, headers=headers, follow_redirects=False)


# ---- a reader's side --------------------------------------------------------------------------------------------------------


def test_from_the_brief_to_the_queue(desk: dict[str, Keep], store: SqliteStore, own: TestClient) -> None:
    links = {text(e): e.get("href") or "" for e in all_of(parse(own.get("/stories/f1/").text), "a")}
    assert links["Report an error"] == f"{FORM}?brief=1"
    page = own.get(f"{FORM}?brief=1&sentence=2")
    assert page.headers["cache-control"] == "no-store"
    tree = parse(page.text)
    assert_harmless(tree)
    options = all_of(tree, "option")
    assert [text(e) for e in options][:3] == ["The whole brief", f"1. {AGROUND}", f"2. {FREED}"]
    assert [e.get("value") for e in options if e.get("selected") is not None] == ["2"]
    assert first(tree, "textarea").get("maxlength") == str(LONGEST_REPORT)
    answer = send(own, sentence="2", words=" It was\r\n\r\nTuesday. ")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{FORM}?said=sent")
    assert any(said.startswith("Thank you.") for said in main_of(own, answer.headers["location"]))
    (report,) = store.reports()
    assert (report.story, report.edition, report.sentence, report.words) == (
        "f1",
        1,
        FREED,
        "It was Tuesday.",
    )
    assert send(own, sentence="").status_code == 303
    assert store.reports()[1].sentence is None


def test_what_is_not_taken_is_named_and_kept(
    desk: dict[str, Keep], store: SqliteStore, own: TestClient
) -> None:
    for words, why in (
        (" \r\n ", "nothing is said to be wrong"),
        ("x" * (LONGEST_REPORT + 1), "it has 2,001 characters, and at most 2,000 are read"),
    ):
        answer = send(own, words=words, sentence="2")
        assert answer.status_code == 400
        tree = parse(answer.text)
        assert text(all_of(tree, "p", role="alert")[0]) == f"It was not sent: {why}."
        assert "".join(first(tree, "textarea").itertext()).strip() == words.strip()
        assert [e.get("value") for e in all_of(tree, "option") if e.get("selected") is not None] == ["2"]
    full = [ReportError("f1", 1, None, f"x{i}", desks.NOW) for i in range(MOST_REPORTS)]
    store.apply(full)
    answer = send(own)
    assert answer.status_code == 400
    assert "too many reports wait for the editors" in answer.text
    assert store.open_reports() == MOST_REPORTS


def test_where_there_is_no_brief(desk: dict[str, Keep], own: TestClient) -> None:
    assert own.get("/stories/u1/report/").status_code == 404
    assert own.get("/stories/none/report/").status_code == 404
    assert own.get(f"{FORM}?brief=7").status_code == 404
    assert own.get(f"{FORM}?brief=x&sentence=%00").status_code == 404
    assert own.get(f"{FORM}?sentence=99").status_code == 200
    assert send(own, brief="7").status_code == 404
    assert send(own, sentence="99").status_code == 404


def test_a_form_that_is_not_ours_is_not_taken(
    desk: dict[str, Keep], store: SqliteStore, own: TestClient
) -> None:
    good = {"token": token(own), "brief": "1", "words": "x"}
    cross = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    for data, headers in (
        (good, cross),
        (good, {"Origin": "https://evil.example"}),
        (good, {"Origin": "null", "Sec-Fetch-Site": "cross-site"}),
        (good, {"Sec-Fetch-Site": "none"}),
        ({**good, "token": "x"}, SENT),
        ({**good, "words": "x" * 70_000}, SENT),
        ({**good, **{f"f{i}": "x" for i in range(30)}}, SENT),
    ):
        assert own.post(FORM, data=data, headers=headers).status_code == 404, headers
    files = {"words": ("a.txt", b"x")}
    assert own.post(FORM, data=good, files=files, headers=SENT).status_code == 404
    assert own.post("/stories/f1%2Freport/", data=good, headers=SENT).status_code in (404, 405)
    assert store.open_reports() == 0
    # Where a browser does not say from where (plain http), the desk's own origin or none are fine.
    for headers in ({"Origin": "https://desk.example"}, {"Origin": "null"}, {}):
        assert own.post(FORM, data=good, headers=headers, follow_redirects=False).status_code == 303


def test_readers_do_not_see_the_editors_token(desk: dict[str, Keep], local: TestClient) -> None:
    assert token(local) != token(local, "/desk/stories/f1/")
    answer = local.post("/desk/stories/f1/", data={"token": token(local), "do": "strike"}, headers=SENT)
    assert answer.status_code == 404


def test_an_address_may_send_so_many_in_an_hour(
    desk: dict[str, Keep], store: SqliteStore, own: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [1000.0]
    monkeypatch.setattr("beatbook.web.senders.time.monotonic", lambda: clock[0])
    codes = [send(own).status_code for _ in range(MOST + 1)]
    assert codes == [303] * MOST + [429]
    assert send(own).headers["retry-after"] == "3600"
    assert store.open_reports() == MOST
    clock[0] += 3601
    assert send(own).status_code == 303


def test_senders_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("beatbook.web.senders.MOST", 1)
    monkeypatch.setattr("beatbook.web.senders.KNOWN", 3)
    senders = Senders()
    assert senders.may_send("192.0.2.1")
    assert not senders.may_send("192.0.2.1")
    assert senders.may_send("192.0.2.2")
    assert senders.may_send("2001:db8::1")
    assert not senders.may_send("2001:db8::2"), "one subscriber"
    assert senders.may_send(None)
    assert senders.may_send("192.0.2.1"), "forgotten"


# ---- the editors' side --------------------------------------------------------------------------------------------------------


def test_an_editor_closes_a_report(
    desk: dict[str, Keep], store: SqliteStore, own: TestClient, local: TestClient
) -> None:
    send(own, words="\u202eIt was <b>Tuesday</b>.")
    send(own, sentence="", words="All of it.")
    ways = all_of(parse(local.get("/").text), "nav", class_="ways")[0]
    assert ("Reports (2)", QUEUE) in [(text(e), e.get("href")) for e in all_of(ways, "a")]
    page = local.get(QUEUE)
    assert page.headers["cache-control"] == "no-store"
    tree = parse(page.text)
    assert_harmless(tree)
    items = all_of(first(tree, "ol"), "li")
    assert lines(items[0])[1:4] == [AGROUND, "A reader says:", "It was <b>Tuesday</b>."]
    assert lines(items[1])[1] == "The whole brief"
    links = {text(e): e.get("href") or "" for e in all_of(items[0], "a")}
    assert links["Ferry aground off Port Marrow"] == "/desk/stories/f1/"
    assert links["the brief as it was"].startswith("/stories/f1/briefs/1/#:~:text=The%20ferry%20ran")
    fields = {"token": token(local, QUEUE), "number": str(store.reports()[0].number), "answer": "Struck out."}
    answer = local.post(QUEUE, data=fields, headers={**SENT, "Origin": "http://127.0.0.1:8765"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{QUEUE}#report-{fields['number']}")
    after = main_of(local, QUEUE)
    assert "1 report is open." in after
    assert "closed December 5, 2020, 09:00 UTC, by editor: Struck out." in after
    for number in ("x", "", "99", "9" * 40, "-1", "١"):
        wrong = local.post(QUEUE, data={**fields, "number": number}, headers=SENT)
        assert wrong.status_code == 404, number
    assert own.get(QUEUE).status_code == 404
    assert own.post(QUEUE, data=fields, headers=SENT).status_code == 404
    assert "Reports (" not in own.get("/").text


def test_the_queue_has_pages(desk: dict[str, Keep], store: SqliteStore, local: TestClient) -> None:
    store.apply([ReportError("f1", 1, None, f"Wrong {i}", desks.NOW) for i in range(60)])
    one = parse(local.get(QUEUE).text)
    assert len(all_of(first(one, "ol"), "li")) == 50
    more = {text(e): e.get("href") or "" for e in all_of(one, "a")}["More that are open"]
    assert len(all_of(first(parse(local.get(more).text), "ol"), "li")) == 10


def test_an_editor_strikes_a_sentence_out_and_allows_it_again(
    desk: dict[str, Keep], store: SqliteStore, local: TestClient
) -> None:
    def press(do: str, what: str) -> str:
        tree = parse(local.get("/desk/stories/f1/").text)
        button = next(e for e in all_of(tree, "button") if e.get("aria-label") == what)
        form = next(f for f in all_of(tree, "form") if button in list(f.iter()))
        fields = {e.get("name") or "": e.get("value") or "" for e in all_of(form, "input")}
        answer = local.post("/desk/stories/f1/", data={**fields, "do": do}, headers=SENT)
        assert answer.status_code == 303
        said = all_of(parse(local.get(answer.headers["location"]).text), "p", role="status")
        return text(said[0])

    store.free(BRIEF)
    page = main_of(local, "/desk/stories/f1/")
    assert "It may sink." in page
    assert "Why: unsupported: nobody says so" in page
    assert press("strike", f"Strike out: {AGROUND}").startswith("Done.")
    assert [s.text for s in store.struck("f1")] == [AGROUND]
    assert store.briefs(["f1"])["f1"].waits
    assert any("to be written again" in said for said in main_of(local, "/stories/f1/"))
    assert press("allow", f"Allow again: {AGROUND}").startswith("Done.")
    assert store.struck("f1") == []
    fields = {"token": token(local, "/desk/stories/f1/"), "sentence": "none"}
    store.apply([Publish(store.briefs(["f1"])["f1"].brief, NOW)])
    assert not store.briefs(["f1"])["f1"].waits
    answer = local.post("/desk/stories/f1/", data={**fields, "do": "write-again"}, headers=SENT)
    assert "Done." in local.get(answer.headers["location"]).text
    assert store.briefs(["f1"])["f1"].waits
    for do, why in (
        ("strike", "the brief has no such sentence"),
        ("allow", "that sentence is not struck out"),
    ):
        answer = local.post("/desk/stories/f1/", data={**fields, "do": do}, headers=SENT)
        assert f"Nothing was changed: {why}" in local.get(answer.headers["location"]).text


def test_editors_see_the_words_in_the_full_text(
    desk: dict[str, Keep], local: TestClient, own: TestClient
) -> None:
    links = [e.get("href") or "" for e in all_of(parse(local.get("/stories/f1/").text), "a") if text(e) == "In the full text"]  # fmt: skip
    assert links[1].startswith("/desk/articles/f2/?version=1&mark=12-")
    tree = parse(local.get(links[1]).text)
    marks = [e for e in all_of(tree, "mark") if e.get("id") == "cited"]
    assert [text(e) for e in marks] == [FREED]
    assert LIMPET in local.get(links[1]).text
    for odd in ("?version=1&mark=5-2", "?version=1&mark=0-999999", "?version=x&mark=1-2", "?mark=%D9%A1-2"):
        answer = local.get(f"/desk/articles/f2/{odd}")
        assert answer.status_code == 200
        parse(answer.text)
    assert "In the full text" not in own.get("/stories/f1/").text
