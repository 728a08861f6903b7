"""Nothing of a members' piece comes out to whoever is no member: every address of the desk is asked for, and all that pages name,
after a reader and an editor have had them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import replace
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from beatbook.model import Tier
from beatbook.store.pieces import Append, SaveDraft, Withdraw
from beatbook.store.sqlite import SqliteStore
from beatbook.web import create_app
from beatbook.web.app import routes
from beatbook.work.readers import Readers

from . import desks, newsroom

SECRET = "Sevenfold lantern"
"""Words that only members' pieces, drafts and what was withdrawn have."""

GIVEN = {
    "beat": (newsroom.BEAT,),
    "period": ("2020-11",),
    "slug": ("review-2020-11", "opened", "closed", "gone", "draft"),
    "number": ("1", "2", "3"),
    "article": ("bill", "count"),
    "facet": ("month", "source", "author", "language"),
    "month": ("2020-11",),
    "source": ("nk-news",),
}
"""What stands in addresses in place of their parts."""


@pytest.fixture
def app(store: SqliteStore) -> Starlette:
    keeps = newsroom.strait(store)
    open_ = newsroom.document(keeps)
    closed = replace(open_, body=f"## {SECRET}\n\n{SECRET} burned.\n\n> {SECRET}[^1]\n\n{newsroom.BODY}")
    review = newsroom.review(Tier.MEMBERS)
    opened, shut = newsroom.analysis("opened"), newsroom.analysis("closed", Tier.MEMBERS)
    desks.publish(store, review, closed)
    store.apply(
        [Append(review.beat, review.slug, 1, replace(closed, body=f"{SECRET} came late."), desks.NOW)]
    )
    desks.publish(store, replace(opened, tier=Tier.MEMBERS), closed)
    desks.publish(store, opened, open_)
    desks.publish(store, replace(shut, tier=Tier.OPEN), closed)
    desks.publish(store, shut, closed)
    desks.publish(store, newsroom.analysis("gone"), closed)
    store.apply([Withdraw(review.beat, "gone", "It was wrong.", "editor", desks.NOW)])
    store.apply([SaveDraft(newsroom.analysis("draft"), closed, 0, "editor", desks.NOW)])
    return create_app(store, newsroom.TWO, desks.now)


def templated() -> set[str]:
    """The addresses of all routes that have only parts of `GIVEN`."""
    found = set()
    for route in routes():
        names = re.findall(r"{(\w+)(?::\w+)?}", route.path)
        if all(name in GIVEN for name in names):
            for values in itertools.product(*(GIVEN[name] for name in names)):
                said = dict(zip(names, values, strict=True))
                found.add(re.sub(r"{(\w+)(?::\w+)?}", lambda part, said=said: said[part[1]], route.path))  # type: ignore[misc]
    return found


def crawled(
    client: TestClient, begin: Iterable[str], headers: dict[str, str] | None = None
) -> dict[str, str]:
    """All that is answered to these addresses, and to those that the answers name."""
    waiting, answers = list(begin), dict[str, str]()
    while waiting:
        address = waiting.pop()
        if address in answers:
            continue
        answer = client.get(address, headers=headers)
        answers[address] = f"{answer.headers} {answer.text}"
        named = re.findall(
            r"""(?:href|src|url|"(?:home_page|feed|next)_url")["']?[=:>]\s*["']?([^"'<>\s]+)""", answer.text
        )
        for link in (*named, answer.headers.get("location", "")):
            parts = urlsplit(urljoin(address, unescape(link)))
            path = parts.path + (f"?{parts.query}" if parts.query else "")
            if parts.netloc in ("", "desk.example", "localhost") and path.startswith("/"):
                waiting.append(path)
    return answers


def test_what_is_for_members_comes_out_to_nobody_else(app: Starlette, store: SqliteStore) -> None:
    _, key = Readers(store, desks.now).add("Ada", "editor")
    begin = templated()
    editor = TestClient(app, base_url="http://localhost", client=("127.0.0.1", 5), follow_redirects=False)
    with TestClient(app, base_url="https://desk.example", follow_redirects=False) as reader:
        page = reader.get("/sign-in/").text
        token = re.search(r'name="token" value="([^"]+)"', page)
        assert token
        sent = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
        reader.post("/sign-in/", data={"token": token[1], "key": key}, headers=sent)
        had = crawled(reader, begin)
        assert sum(SECRET in answer for answer in had.values()) > 20
        everything = {*begin, *had, *crawled(editor, begin)}
    stranger = TestClient(app, base_url="https://desk.example", follow_redirects=False)
    passed_on = {"X-Forwarded-For": "127.0.0.1", "Host": "localhost"}
    proxied = TestClient(app, base_url="http://localhost", client=("127.0.0.1", 5), follow_redirects=False)
    answers = crawled(stranger, everything) | {
        f"proxied {a}": b for a, b in crawled(proxied, begin, passed_on).items()
    }
    assert len(answers) > 200
    assert [address for address, answer in answers.items() if SECRET in answer] == []
    assert not [address for address, answer in answers.items() if re.search(r"/my/[A-Za-z0-9_-]{43}", answer)]
