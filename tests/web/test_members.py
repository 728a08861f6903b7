"""Who may read what: decided once for each request, and only where it matters."""

from __future__ import annotations

import pytest
from starlette.requests import Request

from beatbook.model import Tier
from beatbook.store.sqlite import SqliteStore
from beatbook.web.members import may_read, own_address, reader_of
from beatbook.web.site import Site
from beatbook.web.urls import Urls
from beatbook.work.readers import Readers

from . import desks


def asked(cookie: str = "", peer: str = "203.0.113.5", host: str = "desk.example", **params: str) -> Request:
    headers = [(b"host", host.encode()), *([(b"cookie", cookie.encode())] if cookie else [])]
    return Request(
        {
            "type": "http",
            "http_version": "1.1",
            "method": "GET",
            "scheme": "https",
            "path": "/",
            "query_string": b"",
            "client": (peer, 1),
            "headers": headers,
            "path_params": params,
        }
    )


@pytest.fixture
def site(store: SqliteStore) -> Site:
    return Site(store, desks.SETTINGS, desks.now)


def test_what_is_open_is_open(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    request = asked("__Host-beatbook=" + "x" * 43)
    monkeypatch.delattr(site, "readers")
    assert may_read(site, request, Tier.OPEN)
    assert request.scope.get("state", {}) == {}


def test_members_pieces_are_for_readers_and_editors(site: Site, store: SqliteStore) -> None:
    readers = Readers(store, desks.now)
    _, key = readers.add("Ada", "editor")
    found = readers.sign_in(key, 30)
    assert found is not None
    for cookie, whole in (
        ("", False),
        (f"__Host-beatbook={found[1]}", True),
        (f"a=b; __Host-beatbook={found[1]}; c=d", True),
        (f"beatbook={found[1]}", False),
        (f"__Host-beatbook={key}", False),
        (f"__Host-beatbook={found[1]}x", False),
    ):
        request = asked(cookie)
        assert may_read(site, request, Tier.MEMBERS) is whole, cookie
        assert request.scope["state"]["varies"] is True
        assert request.scope["state"]["private"] is whole
        assert (reader_of(site, request) is not None) is whole
    assert may_read(site, asked(peer="127.0.0.1", host="127.0.0.1"), Tier.MEMBERS)
    assert not may_read(site, asked(peer="127.0.0.1"), Tier.MEMBERS)


def test_what_was_found_private_stays_so(site: Site, store: SqliteStore) -> None:
    request = asked(peer="127.0.0.1", host="127.0.0.1")
    assert may_read(site, request, Tier.MEMBERS)
    assert reader_of(site, request) is None
    assert request.scope["state"]["private"] is True


def test_own_addresses(site: Site) -> None:
    assert own_address(site, asked(), "/beats/x.rss") == "/beats/x.rss"
    assert own_address(site, asked(token="T"), "/beats/x.rss?page=2") == "/my/T/beats/x.rss?page=2"


def test_own_addresses_of_a_desk_with_a_path() -> None:
    urls = Urls("https://paper.example/desk")
    assert urls.own("T", urls.feed(urls.beat("x"), "rss")) == "/desk/my/T/beats/x.rss"
    assert urls.own("T", urls.feed(urls.front(), "rss")) == "/desk/my/T/front.rss"
