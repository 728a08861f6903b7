"""What every answer carries, and what is not answered."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime

import pytest
from starlette.datastructures import Headers
from starlette.routing import Route
from starlette.testclient import TestClient

from beatbook.errors import StoreError
from beatbook.model import Moment, Version
from beatbook.settings import Settings, WebSettings
from beatbook.store.sqlite import SqliteStore
from beatbook.web import create_app
from beatbook.web.answers import HEADERS, Noticed, is_known, is_ours
from beatbook.web.app import known_hosts, routes

from . import desks
from .reading import parse

KNOWN = {
    "beat": "defector-issues",
    "source": "nk-news",
    "author": "jeongmin-kim",
    "article": "nk00003",
    "story": "nk00003",
    "series": "none",
    "facet": "month",
    "number": "1",
    "month": "2020-11",
    "announcement": "none",
    "period": "2020-10",
    "token": "none",
    "slug": "none",
    "figure": "none",
}


def addresses(client: TestClient) -> list[str]:
    """Every route of the app, once with what exists and once with what does not."""
    static = re.search(r'href="(/static/[^"]+\.css)"', client.get("/").text)
    assert static
    found = []
    for route in routes():
        assert isinstance(route, Route)
        for known in (True, False):
            path = route.path.replace("{name}", static[1].removeprefix("/static/") if known else "none")
            for key, value in KNOWN.items():
                path = re.sub(rf"{{{key}(:any)?}}", value if known else "none", path)
            assert "{" not in path, path
            found.append(path)
    return [*dict.fromkeys(found), "/nothing", "/static/../app.py", "/beats//", "/beats/a/b/c/"]


def test_every_route_and_method(client: TestClient) -> None:
    for address in addresses(client):
        for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
            answer = client.request(method, address, follow_redirects=False)
            for header, value in HEADERS.items():
                assert answer.headers[header] == value, (method, address)
            if method in ("GET", "HEAD"):
                assert answer.status_code in (200, 308, 404), (method, address)
            else:
                assert answer.status_code in (404, 405), (method, address)
            if method == "HEAD":
                assert answer.content == b""
            elif "html" in answer.headers.get("content-type", ""):
                parse(answer.text)


def test_pages_are_there(client: TestClient) -> None:
    there = [a for a in addresses(client) if client.get(a, follow_redirects=False).status_code == 200]
    timelines = (
        3 * 2 * (1 + 3 + 2)
    )  # of a beat, a story, an author; the newest and a month; page, feeds, data
    assert len(there) == 20 + 33 + 5 - 3 + timelines, (
        there
    )  # every page, feed and file; a search for nothing has no feed


def test_policy_allows_no_script() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert policy.startswith("default-src 'none';")
    assert "script-src" not in policy
    assert "unsafe" not in policy
    for part in ("form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'", "style-src 'self'"):
        assert part in policy


def test_405_names_the_methods(client: TestClient) -> None:
    answer = client.post("/beats/")
    assert answer.status_code == 405
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}
    assert "Only for reading" in answer.text


@pytest.mark.parametrize(
    "address", ["/", "/beats/defector-issues/", "/beats/defector-issues.rss", "/front.json", "/opml"]
)
def test_conditional(client: TestClient, address: str) -> None:
    first = client.get(address)
    tag, since = first.headers["etag"], first.headers["last-modified"]
    assert "max-age=" in first.headers["cache-control"]
    for headers in (
        {"If-None-Match": tag},
        {"If-None-Match": f'"other", {tag.removeprefix("W/")}'},
        {"If-None-Match": "*"},
        {"If-Modified-Since": since},
        {"If-None-Match": tag, "If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
    ):
        again = client.get(address, headers=headers)
        assert again.status_code == 304, headers
        assert again.content == b""
        assert again.headers["etag"] == tag
        assert again.headers["content-security-policy"]
    for headers in (
        {"If-None-Match": '"other"'},
        {"If-None-Match": '"other"', "If-Modified-Since": since},
        {"If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
        {"If-Modified-Since": "yesterday"},
        {"If-Modified-Since": "Fri, 31 Dec 9999 99:99:99 GMT"},
    ):
        assert client.get(address, headers=headers).status_code == 200, headers


def test_changed_list_is_sent_again_even_within_a_second(store: SqliteStore, own: TestClient) -> None:
    store.put_source(desks.NK_NEWS, desks.NOW)
    store.put_beat(desks.BEAT)
    before = own.get("/beats/defector-issues.rss")
    version = Version(headline="One", published=Moment(desks.NOW.date()))
    store.apply([desks.keep("a", "nk-news", version, beats=["defector-issues"])])
    for header, sent in (("if-none-match", "etag"), ("if-modified-since", "last-modified")):
        after = own.get("/beats/defector-issues.rss", headers={header: before.headers[sent]})
        assert after.status_code == 200
        assert "<title>One</title>" in after.text
    assert parsedate_to_datetime(after.headers["last-modified"]) > parsedate_to_datetime(
        before.headers["last-modified"]
    )


def test_noticed_forgets_the_oldest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("beatbook.web.answers.NOTICED", 2)
    clock = [datetime(2020, 1, 1, tzinfo=UTC)]
    noticed = Noticed(lambda: clock[0])
    first = noticed.since("/a", "1")
    clock[0] += timedelta(minutes=1)
    assert noticed.since("/a", "1") == first
    noticed.since("/b", "1")
    noticed.since("/c", "1")
    assert noticed.since("/a", "1") == clock[0]


def test_date_without_zone_is_utc() -> None:
    at = datetime(2020, 1, 1, tzinfo=UTC)
    said = format_datetime(at).replace("+0000", "-0000")
    assert is_known(Headers({"if-modified-since": said}), 'W/"x"', at)


@pytest.mark.parametrize(
    ("host", "known", "wanted"),
    [
        ("127.0.0.1:8765", set(), True),
        ("[::1]:8765", set(), True),
        ("localhost:8765", set(), True),
        ("testserver", set(), True),
        ("desk.local", set(), True),
        ("evil.example", set(), False),
        ("desk.example", {"desk.example"}, True),
        ("DESK.example.:443", {"desk.example"}, True),
        ("other.example", {"desk.example"}, False),
        ("other.example", {"*"}, True),
        ("", {"*"}, False),
        ("a b", {"*"}, False),
        ("a/b", {"*"}, False),
        ("a@b", {"*"}, False),
        ('a"b', {"*"}, False),
        ("a:port", {"*"}, False),
    ],
)
def test_host(host: str, known: set[str], wanted: bool) -> None:
    assert is_ours(host, frozenset(known)) is wanted


def test_known_hosts() -> None:
    def known(**web: object) -> frozenset[str]:
        return known_hosts(Settings(web=WebSettings(**web)))  # type: ignore[arg-type]

    assert known() == {"127.0.0.1"}
    assert known(base="https://desk.example/a") == {"desk.example", "127.0.0.1"}
    assert known(host="0.0.0.0") == {"*"}


def test_foreign_host_is_refused(client: TestClient) -> None:
    answer = client.get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert answer.headers["content-security-policy"]
    assert "evil.example" not in answer.text


def test_too_long(client: TestClient) -> None:
    assert client.get("/search/?q=" + "a" * 5000).status_code == 414
    assert client.get("/articles/" + "a" * 9000 + "/").status_code == 414
    assert client.get("/search/?" + "&".join(f"a{i}=1" for i in range(500))).status_code in (200, 414)


@pytest.mark.parametrize(
    "query",
    [
        "page=%00",
        "month=2020-13",
        "month=%FF",
        "month=2020-1",
        "page=1;page=2",
        "%FF=%FE&page=a",
        "page=" + "9" * 3000,
    ],
)
def test_odd_queries_never_fail(client: TestClient, query: str) -> None:
    for address in ("/beats/defector-issues/", "/beats/defector-issues.atom", "/sources/nk-news/"):
        assert client.get(f"{address}?{query}").status_code in (200, 404)


@pytest.mark.parametrize(
    "query", ["source=none", "author=%00", "language=xx", "month=0000-01", "source=" + "x" * 900]
)
def test_a_narrowing_that_finds_nothing_says_so(client: TestClient, query: str) -> None:
    answer = client.get(f"/beats/defector-issues/?{query}")
    assert answer.status_code == 200
    assert "Nothing is filed here that is narrowed like this." in answer.text


def test_missing_slash_leads_on(client: TestClient) -> None:
    for address, wanted in (
        ("/beats", "/beats/"),
        ("/beats/defector-issues?page=2", "/beats/defector-issues/?page=2"),
        ("/articles/a%2Fb", "/articles/a%2Fb/"),
        ("/articles//evil.example", "/articles/%2Fevil.example/"),
    ):
        answer = client.get(address, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (308, wanted)


class Broken(SqliteStore):
    """A store that fails as it is told to."""

    error: Exception = ValueError("the secret of the house")

    def beats(self) -> list[object]:  # type: ignore[override]
        raise self.error


@pytest.mark.parametrize(
    ("error", "status"), [(ValueError("the secret"), 500), (StoreError("the secret"), 503)]
)
def test_failure_says_nothing_of_itself(
    tmp_path_factory: pytest.TempPathFactory, error: Exception, status: int
) -> None:
    store = Broken(tmp_path_factory.mktemp("broken") / "desk.db")
    store.error = error
    with TestClient(create_app(store, desks.SETTINGS, desks.now), raise_server_exceptions=False) as client:
        answer = client.get("/beats/x/")
    store.close()
    assert answer.status_code == status
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    for header, value in HEADERS.items():
        assert answer.headers[header] == value
    parse(answer.text)


def test_assets_are_kept_for_ever(client: TestClient) -> None:
    page = client.get("/").text
    for match in re.findall(r'href="(/static/[^"]+)"', page):
        answer = client.get(match)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
        assert re.search(r"\.[0-9a-f]{16}\.(css|svg)$", match)
        assert len(answer.content) < 40_000


def test_plain(client: TestClient) -> None:
    assert client.get("/healthz").text == "ok\n"
    assert "Disallow: /search/" in client.get("/robots.txt").text
