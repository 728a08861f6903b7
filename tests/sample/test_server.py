"""The sample press over real HTTP: feeds, pages, the clock, conditional requests."""

from __future__ import annotations

import http.client
import json
import re
import tomllib
from collections.abc import Iterator
from datetime import datetime
from html import unescape

import feedparser
import pytest

from beatbook.model import Tier
from beatbook.sample.pages import MADE_UP
from beatbook.sample.press import CLOSING, HERE, VELM, address
from beatbook.sample.server import PressServer

SEPTEMBER = datetime(2026, 9, 15, 12, tzinfo=VELM)


@pytest.fixture(scope="module")
def press() -> Iterator[PressServer]:
    with PressServer() as server:
        yield server


class Client:
    """One kept-alive connection to the press."""

    def __init__(self, press: PressServer) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", press.port, timeout=10)

    def get(
        self, path: str, method: str = "GET", **headers: str
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        sent = {k.replace("_", "-"): v for k, v in headers.items()}
        self._line.request(method, path.encode("ascii").decode(), headers=sent)
        answer = self._line.getresponse()
        return answer.status, answer.headers, answer.read()

    def close(self) -> None:
        self._line.close()


@pytest.fixture
def client(press: PressServer) -> Iterator[Client]:
    press.clock = CLOSING
    client = Client(press)
    yield client
    client.close()


def path_of(press: PressServer, id: str) -> str:
    article = press.press.article(id)
    assert article
    outlet = press.press.outlet(article.outlet)
    assert outlet
    return address(outlet, article)


def links(html: str) -> set[str]:
    return {unescape(h) for h in re.findall(r'(?:href|src)="(/[^"]*)"', html)}


# ---- feeds ---------------------------------------------------------------------------------------------------------------


def test_every_feed_lists_all_its_outlet_has(press: PressServer, client: Client) -> None:
    forms = set()
    for outlet in press.press.outlets:
        expected = {
            press.base + path_of(press, a.id) for a in press.press.articles if a.outlet == outlet.slug
        }
        expected |= {
            f"{press.base}/{o.outlet}/{o.path}" for o in press.press.oddities if o.outlet == outlet.slug
        }
        for spec in outlet.feeds:
            forms.add(spec.form)
            status, headers, body = client.get(f"/{outlet.slug}/{spec.path}")
            assert status == 200
            if spec.form == "sitemap":
                found = {unescape(u) for u in re.findall(r"<loc>(.*?)</loc>", body.decode())}
            elif spec.form == "json":
                found = {i["url"] for i in json.loads(body)["items"]}
            else:
                read = feedparser.parse(body, response_headers={"content-type": headers["Content-Type"]})
                assert bool(read.bozo) == spec.broken, (outlet.slug, read.get("bozo_exception"))
                found = {e.link for e in read.entries}
            assert found == expected, outlet.slug
    assert forms == {"rss", "rdf", "atom", "json", "sitemap"}


def test_the_broken_feed_still_says_something(press: PressServer, client: Client) -> None:
    broken = [(o, f) for o in press.press.outlets for f in o.feeds if f.broken]
    assert len(broken) == 1
    outlet, spec = broken[0]
    _status, headers, body = client.get(f"/{outlet.slug}/{spec.path}")
    read = feedparser.parse(body, response_headers={"content-type": headers["Content-Type"]})
    assert read.bozo
    assert all(e.title and e.link for e in read.entries)


def test_home_pages_announce_the_feeds(press: PressServer, client: Client) -> None:
    for served, outlet in zip(press.outlets, press.press.outlets, strict=True):
        html = client.get(f"/{outlet.slug}/")[2].decode(outlet.encoding)
        announced = re.findall(r'<link rel="alternate" type="[^"]+" title="[^"]+" href="([^"]+)"', html)
        wanted = [f"/{outlet.slug}/{f.path}" for f in outlet.feeds if f.form != "sitemap"]
        wanted += [f"/{outlet.slug}/comments/feed/"] if outlet.comments else []
        assert announced == wanted
        assert served.home == f"{press.base}/{outlet.slug}/"
        assert len(served.feeds) == len(outlet.feeds)
    assert [o.slug for o in press.outlets if o.tier is Tier.MEMBERS] == ["farshore"]
    assert [o.slug for o in press.press.outlets if o.comments] == ["quayside"]


# ---- pages ----------------------------------------------------------------------------------------------------------------


def test_every_link_answers_and_every_page_says_it_is_made_up(press: PressServer, client: Client) -> None:
    encodings = {outlet.slug: outlet.encoding for outlet in press.press.outlets}
    seen: dict[str, int] = {}
    todo = ["/"]
    while todo:
        path = todo.pop()
        if path in seen:
            continue
        seen[path], headers, body = client.get(path)
        if headers["Content-Type"].startswith("text/html"):
            html = unescape(body.decode(encodings.get(path.split("/")[1], "utf-8")))
            assert any(said in html for said in MADE_UP.values()), path
            assert "Beatbook" in html.split("</article>")[-1], path
            todo += links(html) - seen.keys()
    assert set(seen.values()) == {200}, [p for p, s in seen.items() if s != 200]
    assert set(seen) >= {path_of(press, a.id) for a in press.press.articles}


@pytest.mark.parametrize(
    ("outlet", "encoding", "said"),
    [
        ("sinbo", "euc-kr", b"euc-kr"),
        ("rundschau", "windows-1252", b"windows-1252"),
        ("wanbao", "gb18030", b"gb2312"),
    ],
)
def test_pages_in_old_encodings_decode(
    press: PressServer, client: Client, outlet: str, encoding: str, said: bytes
) -> None:
    for article in (a for a in press.press.articles if a.outlet == outlet):
        _status, headers, body = client.get(path_of(press, article.id))
        assert headers["Content-Type"] == "text/html"
        assert b"charset=" + said in body[:300]
        html = body.decode(encoding)
        assert article.headline in unescape(html)
        assert "&#" not in html.replace("&#39;", "").replace("&#34;", "")


def test_a_german_paper_appeals_between_its_paragraphs(press: PressServer, client: Client) -> None:
    outlet = press.press.outlet("rundschau")
    assert outlet
    for article in (a for a in press.press.articles if a.outlet == "rundschau"):
        html = unescape(client.get(path_of(press, article.id))[2].decode(outlet.encoding))
        told = re.findall(r"<p>(.*?)</p>", html.split('<div class="text">')[1])
        assert told[2] == outlet.notices["owners"], article.id


def test_members_pieces_end_in_a_notice(press: PressServer, client: Client) -> None:
    members = [a for a in press.press.articles if a.members]
    assert len(members) >= 5
    for article in members:
        html = client.get(path_of(press, article.id))[2].decode()
        assert 'class="paywall"' in html
        assert '"isAccessibleForFree": false' in html
        assert article.byline == ("Farshore Pro",)
        assert not article.blocks[-1].text.endswith(".")


def test_the_wire_notice_stands_where_it_does_harm(press: PressServer, client: Client) -> None:
    first = client.get(path_of(press, "lantern/guard-copy"))[2].decode()
    body = first.split('<div id="body">')[1]
    assert re.findall(r"<p>(.*?)</p>", body)[0].startswith("Orrin Wire Service, founded in 1911")
    last = client.get(path_of(press, "ows/guard-crosses"))[2].decode()
    assert "founded in 1911" in last.split('itemprop="articleBody"')[1].split("</div>")[0]


def test_oddities_hold_no_article(press: PressServer, client: Client) -> None:
    truth = tomllib.loads((HERE / "truth.toml").read_text(encoding="utf-8"))["oddity"]
    assert [(o["outlet"], o["path"], o["kind"]) for o in truth] == [
        (o.outlet, o.path, o.kind) for o in press.press.oddities
    ]
    assert len(truth) >= 4
    for o in truth:
        status, _headers, body = client.get(f"/{o['outlet']}/{o['path']}")
        assert status == (404 if o["kind"] == "gone" else 200)
        assert b"<article" not in body


def test_robots(press: PressServer, client: Client) -> None:
    whole = client.get("/robots.txt")[2].decode()
    for outlet in press.press.outlets:
        rule = f"Disallow: /{outlet.slug}/private/"
        assert rule in whole
        assert rule in client.get(f"/{outlet.slug}/robots.txt")[2].decode()
    assert f"Sitemap: {press.base}/ows/news-sitemap.xml" in whole


@pytest.mark.parametrize(
    "path", ["/nowhere", "/farshore", "/tern/none.html", "/tern/?page=99", "/tern/?page=x%20"]
)
def test_what_is_not_there_answers_404_or_a_page(client: Client, path: str) -> None:
    status, _headers, body = client.get(path)
    assert status == (200 if path.endswith("x%20") else 404)
    assert b"made up" in body


# ---- the clock and conditional requests --------------------------------------------------------------------------------------


def test_the_clock_hides_what_is_later(press: PressServer, client: Client) -> None:
    path, later = path_of(press, "farshore/arrivals-206"), path_of(press, "ows/meridian-aground")
    press.clock = SEPTEMBER
    assert "216 since the start" in client.get(path)[2].decode()
    assert client.get(later)[0] == 404
    few = len(feedparser.parse(client.get("/farshore/feed/")[2]).entries)
    press.clock = CLOSING
    page = client.get(path)[2].decode()
    assert "206 since the start" in page
    assert "Correction, Sept. 18" in page
    assert client.get(later)[0] == 200
    assert len(feedparser.parse(client.get("/farshore/feed/")[2]).entries) > few


def test_a_silent_change_leaves_the_dates(press: PressServer, client: Client) -> None:
    path = path_of(press, "courier/balloon-ban")
    press.clock = datetime(2026, 8, 13, 8, tzinfo=VELM)
    before = client.get(path)
    press.clock = SEPTEMBER
    after = client.get(path, If_None_Match=before[1]["ETag"])
    assert "Prison for balloons" in before[2].decode()
    assert after[0] == 200
    assert "divides Assembly" in after[2].decode()
    said = [re.search(r'modified_time" content="([^"]+)', m[2].decode()) for m in (before, after)]
    assert said[0]
    assert said[1]
    assert said[0][1] == said[1][1]


def test_unchanged_pages_answer_304(press: PressServer, client: Client) -> None:
    for path in ("/ows/latest.atom", "/farshore/feed/", "/ows/", path_of(press, "ows/ferry-grey-lark")):
        status, headers, body = client.get(path)
        assert (status, bool(body)) == (200, True)
        assert client.get(path, If_None_Match=headers["ETag"])[0] == 304
        assert client.get(path, If_Modified_Since=headers["Last-Modified"])[::2] == (304, b"")
        assert client.get(path, If_None_Match='"other"', If_Modified_Since=headers["Last-Modified"])[0] == 200
        assert client.get(path, If_Modified_Since="nonsense")[0] == 200


def test_a_changed_feed_answers_anew(press: PressServer, client: Client) -> None:
    press.clock = SEPTEMBER
    _status, headers, _body = client.get("/gull/feed.json")
    press.clock = CLOSING
    assert client.get("/gull/feed.json", If_None_Match=headers["ETag"])[0] == 200
    assert client.get("/gull/feed.json", If_Modified_Since=headers["Last-Modified"])[0] == 200


def test_requests_are_logged_with_their_conditions(press: PressServer, client: Client) -> None:
    press.requests.clear()
    _status, headers, _body = client.get("/tern/index.rdf", User_Agent="beatbook-test")
    client.get("/tern/index.rdf", If_None_Match=headers["ETag"])
    client.get("/tern/index.rdf", method="HEAD")
    client.get("/tern/none.html")
    assert [(s.path, s.status, s.method) for s in press.requests] == [
        ("/tern/index.rdf", 200, "GET"),
        ("/tern/index.rdf", 304, "GET"),
        ("/tern/index.rdf", 200, "HEAD"),
        ("/tern/none.html", 404, "GET"),
    ]
    assert press.requests[0].user_agent == "beatbook-test"
    assert press.requests[1].if_none_match == headers["ETag"]


def test_the_clock_wants_a_zone(press: PressServer) -> None:
    with pytest.raises(ValueError, match="zone"):
        press.clock = datetime(2026, 9, 1)
