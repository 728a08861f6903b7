"""A model's endpoint: what is sent, to whom, and what becomes of answers that are none."""

from __future__ import annotations

import gzip
import json
import logging
import threading
import time
import traceback
import zlib
from collections.abc import Iterator

import pytest

from beatbook.errors import EndpointError
from beatbook.gather.endpoint import Endpoint
from beatbook.settings import endpoint_fault
from tests.gather.stub import Answer, Stub, failing, ok

KEY = "sk-canary-7Qz4vB1xLw9e"
DEADLINE = 0.6


def asked(answer: Answer, key: str = KEY) -> object:
    with Stub(answer) as stub:
        return Endpoint(stub.url, key, deadline=DEADLINE).ask("/chat/completions", {"model": "m"})


def fails(answer: Answer) -> EndpointError:
    with pytest.raises(EndpointError) as caught:
        asked(answer)
    return caught.value


def test_a_question_and_its_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with Stub({"data": ["ü", 1]}) as stub:
        endpoint = Endpoint(stub.url + "/", KEY)
        for _ in range(2):
            assert endpoint.ask("/embeddings", {"input": ["é\ud800"]}) == {"data": ["ü", 1]}
        assert stub.asked[0] == {"input": ["é?"]}
        lines = stub.heads[1].split("\r\n")
        assert lines[0] == "POST /v1/embeddings HTTP/1.1"
        sent = {k.lower(): v for k, _, v in (x.partition(": ") for x in lines[1:]) if k}
        assert set(sent) == {
            *("host", "user-agent", "accept", "accept-encoding", "content-type", "content-length"),
            "authorization",
        }
        assert (sent["authorization"], sent["accept-encoding"]) == (f"Bearer {KEY}", "gzip")


def test_no_key_no_header() -> None:
    with Stub([]) as stub:
        Endpoint(stub.url).ask("/x", {})
        assert "authorization" not in stub.heads[0].lower()


def test_it_can_be_asked_by_several_threads_at_once() -> None:
    with Stub(lambda question: {"n": question["n"]}) as stub:
        endpoint, got = Endpoint(stub.url), {}
        threads = [
            threading.Thread(target=lambda n=n: got.__setitem__(n, endpoint.ask("/x", {"n": n})))
            for n in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert got == {n: {"n": n} for n in range(8)}


def endless(head: bytes, piece: bytes, every: float = 0.0) -> Iterator[bytes]:
    yield head
    while True:
        yield piece
        time.sleep(every)


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (endless(b"", b"", 0.05), "timeout"),
        (endless(b"HTTP/1.1 200 OK\r\nX: ", b"a", 0.02), "timeout"),
        (endless(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n", 0.02), "timeout"),
        (endless(CHUNKED, b"1\r\n \r\n", 0.02), "timeout"),
        (endless(b"HTTP/1.1 200 OK\r\nContent-Length: 999999\r\n\r\n", b" ", 0.02), "timeout"),
        (endless(CHUNKED, b"1000\r\n" + b" " * 4096 + b"\r\n"), "too-large"),
        (ok(b" " * 10_000_000), "too-large"),
        (ok(gzip.compress(b" " * 50_000_000), "Content-Encoding: gzip"), "too-large"),
        (ok(zlib.compress(b"{}"), "Content-Encoding: br"), "encoding"),
        (ok(b"{}", "Content-Encoding: gzip"), "encoding"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}", "truncated"),
        (b"", "connect"),
        (b"nonsense\r\n\r\n", "protocol"),
        (ok(b""), "not-json"),
        (ok(b"<html>busy</html>"), "not-json"),
        (ok(b"\xff\xfe{}"), "not-json"),
        (ok(b'{"a": NaN}'), "not-json"),
        (ok(b'{"a": ' + b"9" * 100_000 + b"}"), "not-json"),
        (ok(b"[" * 500_000), "not-json"),
        (failing("500 Oh"), "http-500"),
        (failing("401 No"), "http-401"),
    ],
)
def test_what_is_no_answer_is_an_error_in_time(answer: Answer, reason: str) -> None:
    begun = time.monotonic()
    assert fails(answer).reason == reason
    assert time.monotonic() - begun < DEADLINE + 2


def test_gzip_is_read() -> None:
    assert asked(ok(gzip.compress(b'{"a":1}'), "Content-Encoding: gzip")) == {"a": 1}


@pytest.mark.parametrize("status", ["429 Slow down", "503 Later"])
def test_how_long_to_wait(status: str) -> None:
    assert fails(failing(status, "Retry-After: 17")).retry_after == 17
    assert fails(failing(status)).retry_after is None


def test_redirects_are_not_followed() -> None:
    with Stub({}) as other:
        for status in (301, 302, 303, 307, 308):
            error = fails(failing(f"{status} There", f"Location: {other.url}/x"))
            assert error.reason == "redirects"
        assert other.heads == []


def test_a_name_that_hangs_does_not_outlive_the_deadline() -> None:
    async def hanging(host: str, port: int) -> list[str]:
        import asyncio

        await asyncio.get_running_loop().run_in_executor(None, time.sleep, 2.0)
        return ["127.0.0.1"]

    begun = time.monotonic()
    with pytest.raises(EndpointError, match="timeout"):
        Endpoint("http://model.test/v1", deadline=0.2, resolver=hanging).ask("/x", {})
    assert time.monotonic() - begun < 1.5


def test_only_the_named_host_and_port() -> None:
    async def elsewhere(host: str, port: int) -> list[str]:
        assert (host, port) == ("model.test", 81)
        return []

    with pytest.raises(EndpointError, match="dns"):
        Endpoint("http://model.test:81/v1", resolver=elsewhere).ask("/x", {})


@pytest.mark.parametrize(
    "url",
    [
        *("", "ftp://a.example/v1", "file:///etc/passwd", "a.example/v1", "http://", "http:///v1"),
        *(
            "http://a.example:0/",
            "http://a.example:99999/",
            "http://a.example/v1?key=1",
            "http://a.example/#x",
        ),
        *("http://a.example/v 1", "http://a.example/\r\nX: y", "http://a.ex%61mple/", "http://é.example/"),
        "http://user:secret@a.example/v1",
    ],
)
def test_addresses_that_cannot_be_used(url: str) -> None:
    said = endpoint_fault(url)
    assert said
    assert "secret" not in said
    with pytest.raises(ValueError, match="endpoint"):
        Endpoint(url)


@pytest.mark.parametrize("key", ["a b", "a\r\nX: y", 'a"b', "a\\b", "schlüssel"])
def test_keys_that_cannot_be_used(key: str) -> None:
    with pytest.raises(ValueError, match="key") as caught:
        Endpoint("http://127.0.0.1/v1", key)
    assert key not in str(caught.value)


# ---- the key ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer",
    [
        {"says": f"your key is {KEY}"},
        [{KEY: 1}],
        ok(json.dumps({"a": KEY}).replace("s", "\\u0073", 1).encode()),
        ok(f"broken {KEY}".encode()),
        f"HTTP/1.1 {KEY}\r\n\r\n".encode(),
        failing(f"500 {KEY}", f"X: {KEY}"),
        failing("302 There", f"Location: http://{KEY}.example/"),
        failing("429 Wait", f"Retry-After: {KEY}"),
        ok(b"{}", f"Content-Encoding: {KEY}"),
        endless(f"HTTP/1.1 200 {KEY}\r\n".encode(), f"X: {KEY}\r\n".encode(), 0.05),
        {"fine": True},
    ],
)
def test_the_key_is_told_to_nobody(
    answer: Answer, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    # httpcore logs an answer's headers when asked to: that is the server's text, so it is not in this.
    caplog.set_level(logging.DEBUG, "beatbook")
    told = ""
    try:
        told = repr(asked(answer))
    except EndpointError as error:
        told = repr(error) + str(error.args) + "".join(traceback.format_exception(error))
    out = capfd.readouterr()
    assert KEY not in told + caplog.text + out.out + out.err
    assert KEY not in repr(Endpoint("http://127.0.0.1/v1", KEY))


def test_the_key_is_not_logged_by_those_below(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    asked({"fine": True})
    fails(failing("500 Oh"))
    assert caplog.records
    assert KEY not in caplog.text


def test_what_stands_for_a_key_may_occur_in_an_answer() -> None:
    assert asked({"model": "ollama/x"}, key="ollama") == {"model": "ollama/x"}
