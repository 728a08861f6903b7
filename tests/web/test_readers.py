"""Readers of members' pieces: signing in and out, the cookie, and feeds at addresses of their own."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.cookies import SimpleCookie

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.testclient import TestClient
from structlog.testing import capture_logs

from beatbook.errors import StoreError
from beatbook.model import Tier, TokenKind
from beatbook.settings import Settings, WebSettings
from beatbook.store.sqlite import SqliteStore
from beatbook.web import app as app_module
from beatbook.web import create_app
from beatbook.web.members import may_read
from beatbook.web.senders import MOST
from beatbook.web.serve import no_tokens
from beatbook.web.site import Site
from beatbook.work.readers import Readers

from . import desks, newsroom
from .reading import all_of, assert_harmless, lines, parse, text

SENT = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
COOKIE = "__Host-beatbook"
WHOLE, NOTICE = "the whole piece", "a notice"

Desk = Callable[..., TestClient]


def told(request: Request) -> Response:
    """Stands for the page of a members' piece; it says of itself that anybody may keep it, as a page that forgot who asks would."""
    site = Site.of(request)
    whole = may_read(site, request, Tier(request.query_params.get("tier", "members")))
    return PlainTextResponse(WHOLE if whole else NOTICE, headers={"Cache-Control": "public, max-age=60"})


@pytest.fixture
def open_desk(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Opens the test's own desk with a members' piece at `/piece/`, and with its archive page as a list of such."""
    store.put_beat(desks.BEAT)
    monkeypatch.setattr(app_module, "PAGES", (*app_module.PAGES, ("/piece/", told)))

    def browser(
        settings: Settings = desks.SETTINGS, base: str = "https://desk.example", **more: object
    ) -> TestClient:
        app = create_app(store, settings, desks.now)
        return TestClient(app, base_url=base, follow_redirects=False, **more)  # type: ignore[arg-type]

    return browser


@pytest.fixture
def client(open_desk: Desk) -> Iterator[TestClient]:
    with open_desk() as client:
        yield client


@pytest.fixture
def key(store: SqliteStore) -> str:
    return Readers(store, desks.now).add("Ada <b>Quay</b>", "editor")[1]


def token_on(client: TestClient, address: str) -> str:
    return all_of(parse(client.get(address).text), "input", name="token")[0].get("value") or ""


def sign_in(client: TestClient, key: str, headers: dict[str, str] = SENT, **fields: str) -> Response:
    data = {"token": token_on(client, "/sign-in/"), "key": key, **fields}
    answer: Response = client.post("/sign-in/", data=data, headers=headers)  # type: ignore[assignment]
    return answer


def send(client: TestClient, address: str, headers: dict[str, str] = SENT, **fields: str) -> Response:
    data = {"token": token_on(client, "/me/"), **fields}
    answer: Response = client.post(address, data=data, headers=headers)  # type: ignore[assignment]
    return answer


def own_addresses(answer: Response) -> list[str]:
    tree = parse(answer.text)  # type: ignore[attr-defined]
    return [a.get("href") or "" for a in all_of(tree, "a") if "/my/" in (a.get("href") or "")]


# ---- signing in ---------------------------------------------------------------------------------------------------------------


def test_from_the_key_to_the_piece_and_out_again(client: TestClient, key: str) -> None:
    assert client.get("/piece/").text == NOTICE
    page = client.get("/sign-in/?to=/piece/")
    assert page.headers["cache-control"] == "no-store"
    tree = parse(page.text)
    assert_harmless(tree)
    (field,) = all_of(tree, "input", name="key")
    assert field.get("type") == "password"
    assert all_of(tree, "input", name="to")[0].get("value") == "/piece/"
    answer = sign_in(client, f" {key}\n", to="/piece/")
    assert (answer.status_code, answer.headers["location"]) == (303, "/piece/")
    assert answer.headers["cache-control"] == "no-store"
    assert client.get("/piece/").text == WHOLE
    page = client.get("/me/")
    assert_harmless(parse(page.text))
    assert "Signed in as Ada <b>Quay</b>" in lines(parse(page.text))
    assert "On this browser until January 4, 2021." in lines(parse(page.text))
    answer = send(client, "/sign-out/")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in/?said=out")
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert "You are signed out." in lines(parse(client.get("/sign-in/?said=out").text))
    assert client.get("/piece/").text == NOTICE


def test_the_session_is_no_more_after_signing_out_even_for_whoever_kept_the_cookie(
    client: TestClient, key: str
) -> None:
    sign_in(client, key)
    kept = client.cookies[COOKIE]
    send(client, "/sign-out/")
    client.cookies.clear()
    assert client.get("/piece/", headers={"Cookie": f"{COOKIE}={kept}"}).text == NOTICE


def test_the_cookie(client: TestClient, key: str) -> None:
    answer = sign_in(client, key)
    (cookie,) = SimpleCookie(answer.headers["set-cookie"]).values()
    assert cookie.key == COOKIE
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", cookie.value)
    assert (cookie["max-age"], cookie["path"], cookie["domain"]) == (str(30 * 86400), "/", "")
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "lax")
    assert cookie.value != key


@pytest.mark.parametrize(
    ("base", "asked", "name", "secure", "path"),
    [
        ("https://desk.example", "http://desk.example", "__Host-beatbook", True, "/"),
        ("https://paper.example/desk", "https://paper.example", "__Secure-beatbook", True, "/desk/"),
        ("", "https://192.168.0.7", "__Host-beatbook", True, "/"),
        ("", "http://192.168.0.7:8765", "beatbook", False, "/"),
        ("http://desk.internal", "http://desk.internal", "beatbook", False, "/"),
    ],
)
def test_the_cookie_by_how_the_desk_is_reached(
    open_desk: Desk, key: str, base: str, asked: str, name: str, secure: bool, path: str
) -> None:
    settings = replace(desks.SETTINGS, web=WebSettings(base=base, host="0.0.0.0", session_days=7))
    with open_desk(settings, asked) as client:
        answer = sign_in(client, key)
        assert answer.status_code == 303
        (cookie,) = SimpleCookie(answer.headers["set-cookie"]).values()
        assert (cookie.key, bool(cookie["secure"]), cookie["path"]) == (name, secure, path)
        assert cookie["max-age"] == str(7 * 86400)


def test_a_session_is_begun_anew_and_the_one_before_ends(
    client: TestClient, key: str, store: SqliteStore
) -> None:
    sign_in(client, key)
    first = client.cookies[COOKIE]
    sign_in(client, key)
    assert client.cookies[COOKIE] != first
    assert len(Readers(store, desks.now).tokens("ada-b-quay-b", TokenKind.SESSION)) == 1
    client.cookies.clear()
    planted = "p" * 43
    client.cookies.set(COOKIE, planted, domain="desk.example")
    answer = sign_in(client, key)
    assert planted not in answer.headers["set-cookie"]


def test_a_look_at_the_form_signs_nobody_in_whatever_the_address_says(client: TestClient, key: str) -> None:
    for address in (
        f"/sign-in/?key={key}",
        f"/sign-in/?token=x&key={key}",
        f"/me/?key={key}",
        f"/sign-in/{key}",
    ):
        answer = client.get(address)
        assert "set-cookie" not in answer.headers
        assert key not in answer.text
    assert client.get("/piece/").text == NOTICE
    for method in ("PUT", "DELETE", "PATCH"):
        assert client.request(method, "/sign-in/", data={"key": key}).status_code == 405


@pytest.mark.parametrize(
    "wrong", ["", "x" * 43, "'; DROP TABLE reader; --", "\x00", "x" * 3000, "키", "../../etc", "%00"]
)
def test_wrong_keys(client: TestClient, key: str, wrong: str) -> None:
    answer = sign_in(client, wrong)
    assert answer.status_code == 400
    assert "set-cookie" not in answer.headers
    tree = parse(answer.text)  # type: ignore[attr-defined]
    assert text(all_of(tree, "p", role="alert")[0]).startswith("This is nobody’s key.")
    assert len(wrong) < 3 or wrong not in answer.text  # type: ignore[attr-defined]


def test_keys_of_another_kind_do_not_sign_in(client: TestClient, key: str, store: SqliteStore) -> None:
    readers = Readers(store, desks.now)
    sign_in(client, key)
    for token in (client.cookies[COOKIE], readers.new_feeds("ada-b-quay-b")):
        assert sign_in(client, token).status_code == 400
    client.cookies.clear()
    client.cookies.set(COOKIE, key, domain="desk.example")
    assert client.get("/piece/").text == NOTICE


def test_wrong_keys_are_so_many_and_right_ones_do_not_count(open_desk: Desk, key: str) -> None:
    with open_desk(client=("203.0.113.5", 1)) as client, open_desk(client=("203.0.113.9", 1)) as other:
        for _ in range(MOST + 5):
            assert sign_in(client, key).status_code == 303
        for _ in range(MOST):
            assert sign_in(client, "x" * 43).status_code == 400
        answer = sign_in(client, key)
        assert (answer.status_code, answer.headers["retry-after"]) == (429, "3600")
        assert "set-cookie" not in answer.headers
        assert sign_in(other, key).status_code == 303


@pytest.mark.parametrize(
    "to",
    [
        "//evil.example/",
        "/\\evil.example/",
        "https://evil.example/",
        "javascript:alert(1)",
        "/a/\r\nSet-Cookie: x=1/",
        "/\t/evil.example/",
        "evil",
        "/" + "a" * 600 + "/",
        "/beats/?q=x",
        "/./\x00/",
    ],
)
def test_nobody_is_led_elsewhere(client: TestClient, key: str, to: str) -> None:
    answer = sign_in(client, key, to=to)
    assert (answer.status_code, answer.headers["location"]) == (303, "/me/")
    assert not all_of(parse(client.get("/sign-in/", params={"to": to}).text), "input", name="to")


def test_forms_from_elsewhere_are_not_taken(client: TestClient, key: str) -> None:
    good = token_on(client, "/sign-in/")
    cross = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    for data, headers in (
        ({"token": good, "key": key}, cross),
        ({"token": good, "key": key}, {"Origin": "https://evil.example"}),
        ({"token": good, "key": key}, {"Origin": "null", "Sec-Fetch-Site": "same-site"}),
        ({"token": "x", "key": key}, SENT),
        ({"key": key}, SENT),
    ):
        answer = client.post("/sign-in/", data=data, headers=headers)
        assert (answer.status_code, "set-cookie" in answer.headers) == (404, False)
    sign_in(client, key)
    mine = token_on(client, "/me/")
    assert mine != good
    for address in ("/me/", "/sign-out/"):
        for token, headers in ((good, SENT), (mine, cross), ("", SENT), ("é", SENT)):
            data = {"token": token, "do": "everywhere"}
            assert client.post(address, data=data, headers=headers).status_code == 404
    assert client.get("/piece/").text == WHOLE


def test_a_form_of_one_session_is_none_of_anothers(open_desk: Desk, key: str, store: SqliteStore) -> None:
    its = Readers(store, desks.now).add("Eve", "editor")[1]
    with open_desk() as client:
        sign_in(client, its)
        eves = token_on(client, "/me/")
        client.cookies.clear()
        sign_in(client, key)
        answer = client.post("/me/", data={"token": eves, "do": "everywhere"}, headers=SENT)
        assert answer.status_code == 404
        assert client.get("/piece/").text == WHOLE


@pytest.mark.parametrize(
    "cookie",
    ["", "x", "x" * 43, "x" * 5000, '"', "é", "a=b; c", "\x7f", "../../x", "None", "true", "' OR 1=1"],
)
def test_forged_cookies(client: TestClient, key: str, cookie: str) -> None:
    headers = [(b"cookie", f"{COOKIE}={cookie}".encode("latin-1", "replace"))]
    for address in ("/piece/", "/me/", "/sign-in/", "/"):
        answer = client.get(address, headers=headers)  # type: ignore[arg-type]
        assert answer.status_code == 200
        assert WHOLE not in answer.text
    for address in ("/me/", "/sign-out/"):
        answer = client.post(
            address,
            data={"token": "x"},
            headers=[*headers, *((k.encode(), v.encode()) for k, v in SENT.items())],
        )  # type: ignore[arg-type]
        assert answer.status_code == 404


def test_everywhere(open_desk: Desk, key: str) -> None:
    with open_desk() as one, open_desk() as other:
        sign_in(one, key)
        sign_in(other, key)
        answer = send(one, "/me/", do="everywhere")
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in/?said=everywhere")
        assert other.get("/piece/").text == NOTICE
        assert send(other, "/me/", do="feeds").status_code == 404


def test_a_form_that_asks_for_nothing_known(client: TestClient, key: str) -> None:
    sign_in(client, key)
    assert send(client, "/me/", do="x").status_code == 404
    assert send(client, "/me/").status_code == 404


# ---- what may be kept of it ---------------------------------------------------------------------------------------------------


def test_no_cache_shows_one_reader_what_is_anothers(client: TestClient, key: str) -> None:
    def headers(address: str) -> tuple[str, str]:
        answer = client.get(address)
        return answer.headers["cache-control"], answer.headers.get("vary", "")

    assert headers("/piece/") == ("public, max-age=60", "Cookie")
    assert headers("/piece/?tier=open") == ("public, max-age=60", "")
    sign_in(client, key)
    assert headers("/piece/") == ("private, no-store", "Cookie")
    assert headers("/piece/?tier=open") == ("public, max-age=60", "")
    assert client.get("/me/").headers["cache-control"] == "private, no-store"


def test_whoever_does_not_ask_for_a_members_piece_is_not_looked_up(
    client: TestClient, key: str, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client, key)
    asked = []
    whose = store.reader_of
    monkeypatch.setattr(store, "reader_of", lambda *a: asked.append(a) or whose(*a))
    for address in (
        "/",
        "/beats/",
        "/beats/defector-issues/",
        "/beats/defector-issues.rss",
        "/piece/?tier=open",
    ):
        assert client.get(address).status_code == 200
    assert asked == []
    assert client.get("/piece/").text == WHOLE
    assert len(asked) == 1
    client.cookies.clear()
    assert client.get("/piece/").text == NOTICE
    assert len(asked) == 1


def test_the_editors_read_everything_and_no_cache_keeps_it(open_desk: Desk) -> None:
    with open_desk(base="http://127.0.0.1:8765", client=("127.0.0.1", 5)) as client:
        answer = client.get("/piece/")
        assert (answer.text, answer.headers["cache-control"]) == (WHOLE, "private, no-store")


def test_the_way_to_the_form_stands_on_pages_once_there_are_readers(
    open_desk: Desk, store: SqliteStore
) -> None:
    with open_desk() as client:
        assert "For members" not in client.get("/").text
    Readers(store, desks.now).add("Ada", "editor")
    with open_desk() as client:
        (way,) = [a for a in all_of(parse(client.get("/").text), "a") if text(a) == "For members"]
        assert "Your key" in client.get(way.get("href") or "").text


# ---- feeds of one's own -------------------------------------------------------------------------------------------------------


def test_feeds_of_ones_own(client: TestClient, key: str) -> None:
    sign_in(client, key)
    assert "You have none yet." in lines(parse(client.get("/me/").text))
    answer = send(client, "/me/", do="feeds")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "private, no-store")
    assert_harmless(parse(answer.text))  # type: ignore[attr-defined]
    addresses = own_addresses(answer)
    ends = ["/front.rss", "/front.atom", "/front.json"]
    ends += [f"/beats/defector-issues.{kind}" for kind in ("rss", "atom", "json")]
    assert [re.sub(r"^https://desk\.example/my/[A-Za-z0-9_-]{43}", "", a) for a in addresses] == ends
    client.cookies.clear()
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "private, no-store"
        assert answer.headers["x-robots-tag"] == "noindex"
        assert "Cookie" in answer.headers["vary"]
        token = address.split("/my/")[1].split("/")[0]
        assert answer.text.count(token) == 1
        tag = answer.headers["etag"]
        again = client.get(address, headers={"If-None-Match": tag})
        assert (again.status_code, again.headers["cache-control"]) == (304, "private, no-store")
    feed = json.loads(client.get(addresses[5]).text)
    assert (feed["feed_url"], feed["home_page_url"]) == (
        addresses[5],
        "https://desk.example/beats/defector-issues/",
    )
    sign_in(client, key)
    assert (
        "You have had yours since December 5, 2020; they were last asked for on December 5, 2020."
        in lines(parse(client.get("/me/").text))
    )
    newer = own_addresses(send(client, "/me/", do="feeds"))
    assert [client.get(a).status_code for a in addresses] == [404] * 6
    assert [client.get(a).status_code for a in newer] == [200] * 6


def test_an_own_feed_has_members_pieces_whole(
    open_desk: Desk, store: SqliteStore, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lists = (("/beats/{beat}/pieces", lambda request, kind: told(request)),)
    monkeypatch.setattr(app_module, "LISTS", lists)
    token = Readers(store, desks.now).new_feeds("ada-b-quay-b")
    with open_desk() as client:
        public = client.get("/beats/defector-issues/pieces.rss")
        assert (public.text, public.headers["vary"]) == (NOTICE, "Cookie")
        own = client.get(f"/my/{token}/beats/defector-issues/pieces.rss")
        assert (own.text, own.headers["cache-control"]) == (WHOLE, "private, no-store")
        gone = client.get(f"/my/{'x' * 43}/beats/defector-issues/pieces.rss")
        assert gone.status_code == 404
        # Whoever is signed in elsewhere opens no address that is nobody's.
        sign_in(client, key)
        assert client.get(f"/my/{'x' * 43}/beats/defector-issues/pieces.rss").status_code == 404


@pytest.mark.parametrize("token", ["x", "x" * 43, "x" * 3000, "%00", "' OR 1=1", "é", "[", "x%2Fy"])
def test_own_addresses_that_are_nobodys(client: TestClient, key: str, token: str) -> None:
    answer = client.get(f"/my/{token}/beats/defector-issues.rss")
    assert answer.status_code == 404
    assert "no-store" in answer.headers["cache-control"]
    assert client.get(f"/my/{token}/").status_code == 404


def test_a_key_or_a_session_is_no_address(client: TestClient, key: str) -> None:
    sign_in(client, key)
    for token in (key, client.cookies[COOKIE]):
        assert client.get(f"/my/{token}/beats/defector-issues.rss").status_code == 404


def test_robots_are_told_to_leave_them(client: TestClient, open_desk: Desk) -> None:
    assert "Disallow: /my/\n" in client.get("/robots.txt").text
    settings = replace(desks.SETTINGS, web=WebSettings(base="https://paper.example/desk"))
    with open_desk(settings) as other:
        assert "Disallow: /desk/my/\n" in other.get("/robots.txt", headers={"Host": "paper.example"}).text


# ---- logs ---------------------------------------------------------------------------------------------------------------------


def test_no_token_comes_into_the_log_of_requests() -> None:
    for path in (
        "/my/SECRET/beats/x.rss",
        "/my/SECRET",
        "/my/SECRET?a=/my/SECRET/b",
        "//my/SECRET/x",
        "/MY/SECRET/x",
    ):
        args = ("127.0.0.1:5", "GET", path, "1.1", 200)
        record = logging.LogRecord("uvicorn.access", 20, "", 0, '%s - "%s %s HTTP/%s" %d', args, None)
        assert no_tokens(record)
        assert "SECRET" not in record.getMessage()
        assert "/…" in record.getMessage()


def test_no_token_comes_into_the_log_of_faults(
    client: TestClient, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise StoreError("disk")

    monkeypatch.setattr(store, "reader_of", broken)
    token = "S" * 43
    with capture_logs() as logged:
        assert client.get(f"/my/{token}/beats/defector-issues.rss").status_code == 503
    assert [entry["event"] for entry in logged] == ["page not made"]
    assert token not in repr(logged)


# ---- a real piece -------------------------------------------------------------------------------------------------------------


def test_a_members_piece_from_the_notice_to_the_whole(store: SqliteStore) -> None:
    desks.publish(store, newsroom.review(Tier.MEMBERS), newsroom.document(newsroom.strait(store)), desks.NOW)
    key = Readers(store, desks.now).add("Ada", "editor")[1]
    page, feed = "/beats/defector-issues/reviews/2020-11/", "/beats/defector-issues/pieces.json"
    app = create_app(store, newsroom.TWO, desks.now)
    with TestClient(app, base_url="https://desk.example", follow_redirects=False) as client:
        closed = client.get(page)
        assert newsroom.FINES not in closed.text
        assert (closed.headers["cache-control"], closed.headers["vary"]) == (
            "public, max-age=60",
            "Accept-Encoding, Cookie",
        )
        (way,) = [a for a in all_of(parse(closed.text), "a") if text(a) == "Sign in"]
        to = all_of(parse(client.get(way.get("href") or "").text), "input", name="to")[0].get("value") or ""
        assert to == page
        assert sign_in(client, key, to=to).headers["location"] == page
        whole = client.get(page, headers={"If-None-Match": closed.headers["etag"]})
        assert whole.status_code == 200
        assert newsroom.FINES in whole.text
        assert (whole.headers["cache-control"], whole.headers["vary"]) == (
            "private, no-store",
            "Accept-Encoding, Cookie",
        )
        assert newsroom.FINES in client.get(f"{page.rstrip('/')}.md").text
        assert newsroom.FINES in client.get(feed).text
        token = Readers(store, desks.now).new_feeds("ada")
        send(client, "/sign-out/")
        assert newsroom.FINES not in client.get(page).text
        assert client.get(f"{page.rstrip('/')}.md").status_code == 403
        for address in (
            feed,
            "/beats/defector-issues/reviews.json",
            "/beats/defector-issues.rss",
            "/front.atom",
        ):
            public, own = client.get(address), client.get(f"/my/{token}{address}")
            assert newsroom.FINES not in public.text, address
            assert newsroom.FINES in own.text, address
            assert own.text.count(token) == 1, address
            assert own.headers["cache-control"] == "private, no-store"
