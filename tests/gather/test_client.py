"""The client against a server that does its worst. Bounds on time are generous: they catch hanging, not slowness."""

from __future__ import annotations

import asyncio
import gzip
import time
import tracemalloc
import zlib
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest
from lab import Lab, Recorder, lab, moved, ok, resolving

from beatbook.errors import FetchError
from beatbook.gather import reasons
from beatbook.gather.client import Client, Limits, retry_after, user_agent
from beatbook.model import Fetched

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
SHORT = Limits(deadline=1.0, connect=0.5, silence=0.7, rate_after=0.3, rate=1000.0, body=200_000)
HANG = 10.0
"""Seconds after which a test says that something hung."""


def client(**options: object) -> Client:
    return Client(user_agent("https://desk.example/about"), now=lambda: NOW, limits=SHORT, **options)  # type: ignore[arg-type]


def run(test: Callable[[], Awaitable[None]]) -> None:
    async def bounded() -> None:
        async with asyncio.timeout(HANG):
            await test()

    asyncio.run(bounded())


def fetch_once(answer: object, **options: object) -> Fetched:
    got: list[Fetched] = []

    async def test() -> None:
        async with lab(x=answer) as server, client() as ours:  # type: ignore[arg-type]
            got.append(await ours.fetch(server.url("/x"), allow=server.allow, **options))  # type: ignore[arg-type]

    run(test)
    return got[0]


def fails(answer: object, **options: object) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetch_once(answer, **options)
    assert caught.value.reason in reasons.WORDS or caught.value.reason.startswith("http-")
    return caught.value


# ---- what goes well, and what we say ------------------------------------------------------------------------------------


def test_a_plain_answer() -> None:
    got = fetch_once(ok(b"hello", "Content-Type: text/plain; charset=utf-8", 'ETag: "a"', "X: 1", "x: 2"))
    assert (got.status, got.body, got.at, got.permanent_url) == (200, b"hello", NOW, None)
    assert got.final_url == got.url
    assert got.headers[1:] == (
        ("Content-Type", "text/plain; charset=utf-8"),
        ("ETag", '"a"'),
        ("X", "1"),
        ("x", "2"),
    )


def test_what_we_send_is_honest_and_little(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    async def test() -> None:
        async with lab(x=ok(b"", "Set-Cookie: a=b")) as server, client() as ours:
            await ours.fetch(server.url("/x?q=1#part"), allow=server.allow)  # 404, but a connection was made
            raise AssertionError

    with pytest.raises(FetchError):
        run(test)

    async def again() -> None:
        async with lab(x=ok(b"", "Set-Cookie: a=b")) as server, client() as ours:
            for _ in range(2):
                await ours.fetch(server.url("/x"), allow=server.allow, accept="text/html")
            assert set(server.head()) == {"host", "user-agent", "accept", "accept-encoding"}
            assert server.head()["user-agent"].startswith("Beatbook/")
            assert "+https://desk.example/about" in server.head()["user-agent"]
            assert server.head()["accept-encoding"] == "gzip, deflate"
            assert server.connections == 1  # kept alive

    run(again)


@pytest.mark.parametrize("etag", ['"abc"', 'W/"x y"', "no-quotes", '"', '"\xe4\xf6"', '\t"odd"', '"a", "b"'])
def test_validators_go_back_byte_for_byte(etag: str) -> None:
    async def test() -> None:
        async with lab(x=b'HTTP/1.1 304 Not Modified\r\nETag: "new"\r\nContent-Length: 77\r\n\r\n') as server:
            async with client() as ours:
                for _ in range(2):
                    got = await ours.fetch(
                        server.url("/x"),
                        etag=etag,
                        last_modified="Sat, 1 Jan 2000 00:00:00 +0000",
                        allow=server.allow,
                    )
                    assert (got.status, got.body, got.header("etag")) == (304, b"", '"new"')
            sent = server.requests[0]
            assert b"If-None-Match: " + etag.encode("latin-1").strip() + b"\r\n" in sent
            assert b"If-Modified-Since: Sat, 1 Jan 2000 00:00:00 +0000\r\n" in sent

    run(test)


@pytest.mark.parametrize("etag", ["a\r\nX: y", "a\0b", "€"])
def test_a_validator_that_cannot_have_been_one_is_not_sent(etag: str) -> None:
    async def test() -> None:
        async with lab(x=ok(b"y")) as server, client() as ours:
            await ours.fetch(server.url("/x"), etag=etag, allow=server.allow)
            assert "if-none-match" not in server.head()

    run(test)


def test_a_304_that_nobody_asked_for_is_a_failure() -> None:
    assert fails(b"HTTP/1.1 304 Not Modified\r\n\r\n").reason == "http-304"


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(b"hello", mtime=0)),
        ("x-gzip", gzip.compress(b"hello", mtime=0)),
        ("GZIP", gzip.compress(b"hel", mtime=0) + gzip.compress(b"lo", mtime=0)),
        ("gzip", gzip.compress(b"hello", mtime=0) + b"\0" * 20),
        ("deflate", zlib.compress(b"hello")),
        ("deflate", zlib.compress(b"hello")[2:-4]),
        ("identity", b"hello"),
    ],
)
def test_codings(coding: str, packed: bytes) -> None:
    assert fetch_once(ok(packed, f"Content-Encoding: {coding}")).body == b"hello"


# ---- addresses -----------------------------------------------------------------------------------------------------------


def refused_at(url: str, answers: list[list[str]], allow: frozenset[str] = frozenset()) -> FetchError:
    recorder = Recorder()

    async def test() -> None:
        async with client(backend=recorder, resolver=resolving(*answers)) as ours:
            await ours.fetch(url, allow=allow)

    with pytest.raises(FetchError) as caught:
        run(test)
    assert recorder.connects == []
    return caught.value


@pytest.mark.parametrize(
    "bad", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "64:ff9b::7f00:1", "fe80::1%2"]
)
def test_a_bad_answer_is_never_connected_to(bad: str) -> None:
    assert refused_at("http://a.example/", [[bad]]).reason == "address"
    assert refused_at("https://a.example/", [["8.8.8.8", bad]]).reason == "address"


@pytest.mark.parametrize(
    "spelling",
    ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0x7f.1", "127。0。0。1", "0", "[::1]", "[::ffff:127.0.0.1]", "127.0.0.1.", "localhost"],
)  # fmt: skip
def test_spellings_are_judged_by_what_they_resolve_to(spelling: str) -> None:
    recorder = Recorder()

    async def test() -> None:
        async with client(backend=recorder) as ours:  # the real resolver: these need no name server
            await ours.fetch(f"http://{spelling}/")

    with pytest.raises(FetchError) as caught:
        run(test)
    assert caught.value.reason in ("address", "dns", "url")
    assert recorder.connects == []


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "ftp://a.example/", "gopher://a.example/", "data:text/plain,x", "javascript:alert(1)", "//a.example/x",
        "a.example", "", "http://", "http:///x", "http://good@127.0.0.1/", "http://a:b@a.example/", "http://a.example\\@127.0.0.1/",
        "http://a.example/ x", "http://a.example/\r\nX: y", "http://a.example/\0", "http://[fe80::1%25lo]/", "http://a%2eexample/",
        "http://a.example:0/", "http://a.example:99999/", "http://a.example:x/", "http://①②⑦.⓪.⓪.①/", "http://[::1/", "http://" + "a" * 5000,
    ],
)  # fmt: skip
def test_addresses_that_are_none(url: str) -> None:
    error = refused_at(url, [["8.8.8.8"]])
    assert (error.reason, error.permanent) == ("url", True)


@pytest.mark.parametrize("port", [22, 25, 81, 6379, 9200])
def test_odd_ports(port: int) -> None:
    assert refused_at(f"http://a.example:{port}/", [["8.8.8.8"]]).reason == "port"


def test_what_the_operator_allowed_is_connected_to_and_nothing_else() -> None:
    async def test() -> None:
        recorder = Recorder(really=True)
        async with lab(x=ok(b"in")) as server:
            async with client(backend=recorder, resolver=resolving(["127.0.0.1"])) as ours:
                allow = frozenset({f"lab.test:{server.port}"})
                assert (await ours.fetch(server.url("/x", "lab.test"), allow=allow)).body == b"in"
                for url, leave in (
                    (server.url("/x", "lab.test"), frozenset[str]()),  # another source's leave
                    (server.url("/x", "other.test"), allow),
                    ("http://lab.test/x", allow),
                ):
                    with pytest.raises(FetchError) as caught:
                        await ours.fetch(url, allow=leave)
                    assert caught.value.reason in ("port", "address")
            assert recorder.connects == [("127.0.0.1", server.port)]

    run(test)


def test_rebinding_finds_no_second_look() -> None:
    """The name is resolved once for each connection, and that very answer is connected to."""

    async def test() -> None:
        recorder = Recorder()
        async with client(backend=recorder, resolver=resolving(["8.8.8.8"], ["127.0.0.1"])) as ours:
            with pytest.raises(FetchError) as first:
                await ours.fetch("http://a.example/")
            with pytest.raises(FetchError) as second:
                await ours.fetch("http://a.example/")
        assert (first.value.reason, second.value.reason) == ("connect", "address")
        assert recorder.connects == [("8.8.8.8", 80)]

    run(test)


def test_a_name_without_address() -> None:
    async def nobody(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    async def test() -> None:
        async with client(resolver=nobody) as ours:
            await ours.fetch("http://a.example/")

    with pytest.raises(FetchError, match="dns"):
        run(test)
    assert refused_at("http://a.example/", [[]]).reason == "dns"


# ---- redirects -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_and_permanent_ones_named(status: int) -> None:
    async def test() -> None:
        async with lab(a=moved(status, "b?x=1#part"), y=ok(b"")) as server, client() as ours:
            server.answers["/b?x=1"] = ok(b"there")
            got = await ours.fetch(server.url("/a"), allow=server.allow, etag='"e"')
            assert (got.body, got.url, got.final_url) == (b"there", server.url("/a"), server.url("/b?x=1"))
            assert got.permanent_url == (server.url("/b?x=1") if status in (301, 308) else None)
            assert server.head()["if-none-match"] == '"e"'
            assert "referer" not in server.head()

    run(test)


def test_one_temporary_hop_makes_the_whole_way_temporary() -> None:
    async def test() -> None:
        async with (
            lab(a=moved(301, "/b"), b=moved(302, "/c"), c=moved(308, "/d"), d=ok(b".")) as server,
            client() as ours,
        ):
            got = await ours.fetch(server.url("/a"), allow=server.allow)
            assert (got.final_url, got.permanent_url) == (server.url("/d"), None)

    run(test)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    ("to", "reason"),
    [
        ("http://127.0.0.2/", "address"), ("http://169.254.169.254/latest/", "address"), ("http://[::1]/", "address"),
        ("http://2130706433/", "address"), ("file:///etc/passwd", "url"), ("ftp://a.example/", "url"), ("gopher://x/", "url"),
        ("data:text/html,x", "url"), ("javascript:x", "url"), ("", "redirects"), ("  ", "redirects"), ("/a", "redirects"),
        ("http://127.0.0.1:6379/", "port"), ("http://u:p@a.example/", "url"), ("http://a.example\\@b/", "url"), ("//[::1]/", "address"),
    ],
)  # fmt: skip
def test_each_hop_is_judged(status: int, to: str, reason: str) -> None:
    async def test() -> None:
        async with lab(a=moved(status, to)) as server, client() as ours:
            await ours.fetch(server.url("/a"), allow=server.allow)

    with pytest.raises(FetchError) as caught:
        run(test)
    assert caught.value.reason == reason
    assert caught.value.url.endswith("/a")


def test_a_redirect_without_location_a_loop_and_a_long_way() -> None:
    async def test() -> None:
        answers = {f"n{i}": moved(302, f"/n{i + 1}") for i in range(300)}
        async with lab(
            none=b"HTTP/1.1 302 X\r\nContent-Length: 0\r\n\r\n",
            p=moved(301, "/q"),
            q=moved(301, "/p"),
            **answers,
        ) as server:
            server.answers["/n300"] = ok(b"end")
            async with client() as ours:
                for path, said in (("/none", "without a target"), ("/p", "a loop"), ("/n0", "more than 5")):
                    with pytest.raises(FetchError, match=said) as caught:
                        await ours.fetch(server.url(path), allow=server.allow)
                    assert caught.value.reason == "redirects"
                assert (await ours.fetch(server.url("/n295"), allow=server.allow)).body == b"end"
                two_hosts = moved(302, server.url("/z", "other.test"))
                server.answers["/z"] = two_hosts
                assert len(server.requests) < 30

    run(test)


def test_meta_refresh_is_not_followed() -> None:
    body = b'<meta http-equiv="refresh" content="0; url=http://127.0.0.1/">'
    assert fetch_once(ok(body)).body == body


# ---- statuses ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "permanent"),
    [
        (400, True),
        (401, True),
        (403, True),
        (404, True),
        (410, True),
        (408, False),
        (429, False),
        (500, False),
        (503, False),
        (300, False),
        (206, False),
    ],
)
def test_statuses_that_bring_nothing(status: int, permanent: bool) -> None:
    error = fails(f"HTTP/1.1 {status} X\r\nContent-Length: 4\r\n\r\noops".encode())
    assert (error.reason, error.permanent) == (f"http-{status}", permanent)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120), ("0", 0), (" 7 ", 7), ("99999999999999", 31 * 86400), ("Fri, 20 Nov 2026 12:10:00 GMT", 600),
        ("Fri, 20 Nov 2020 12:10:00 GMT", 0), ("-5", None), ("soon", None), ("1.5", None), ("²", None), ("", None),
    ],
)  # fmt: skip
def test_retry_after(status: int, said: str, seconds: float | None) -> None:
    error = fails(
        f"HTTP/1.1 {status} X\r\nRetry-After: {said}\r\nContent-Length: 0\r\n\r\n".encode("latin-1")
    )
    assert error.retry_after == seconds


def test_retry_after_is_read_against_the_servers_own_clock() -> None:
    headers = [("Date", "Fri, 20 Nov 2026 10:00:00 GMT"), ("Retry-After", "Fri, 20 Nov 2026 10:05:00 GMT")]
    assert retry_after(headers, NOW) == 300


def test_retry_after_counts_only_where_it_belongs() -> None:
    assert fails(b"HTTP/1.1 404 X\r\nRetry-After: 9\r\nContent-Length: 0\r\n\r\n").retry_after is None


# ---- answers that lie, burst and never end -----------------------------------------------------------------------------------

BOMB = gzip.compress(b"\0" * 50_000_000, mtime=0)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (ok(b"x" * 200_001), "too-large"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nx", "too-large"),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 200_001, "too-large"),
        (ok(BOMB, "Content-Encoding: gzip"), "too-large"),
        (ok(zlib.compress(b"\0" * 9_000_000), "Content-Encoding: deflate"), "too-large"),
        (ok(gzip.compress(BOMB, mtime=0), "Content-Encoding: gzip, gzip"), "encoding"),
        (ok(b"x", "Content-Encoding: br"), "encoding"),
        (ok(b"x", "Content-Encoding: zstd"), "encoding"),
        (ok(b"x", "Content-Encoding: gzip", "Content-Encoding: deflate"), "encoding"),
        (ok(b"plain text", "Content-Encoding: gzip"), "encoding"),
        (ok(gzip.compress(b"a", mtime=0) + b"junk", "Content-Encoding: gzip"), "encoding"),
        (ok(gzip.compress(b"hello" * 99, mtime=0)[:-9], "Content-Encoding: gzip"), "truncated"),
        (ok(gzip.compress(b"hello", mtime=0)[:-1] + b"\xff", "Content-Encoding: gzip"), "encoding"),
        (ok(zlib.compress(b"hello" * 99)[:-6], "Content-Encoding: deflate"), "truncated"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", "silent"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n", "protocol"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffffffff\r\nx", "protocol"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello", "protocol"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello", "protocol"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 1_000_000 + b"\r\n\r\n", "headers"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 100_000 + b"\r\n", "headers"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n" + b"X: y\r\n" * 300 + b"\r\n", "headers"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX: " + b"a" * 70_000 + b"\r\n\r\n", "headers"),
        (b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "protocol"),
        (b"HTTP/1.1 200 OK\r\nX: a\0b\r\nContent-Length: 0\r\n\r\n", "protocol"),
        (b"<html>HTTP/0.9</html>", "protocol"),
        (b"ICY 200 OK\r\n\r\n", "protocol"),
        (b"\x16\x03\x01\x02\x00", "protocol"),
        (b"HTTP/1.1 999999 X\r\n\r\n", "protocol"),
        (b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n", "protocol"),
    ],
)  # fmt: skip
def test_answers_that_lie(answer: bytes, reason: str) -> None:
    found = fails(answer).reason
    assert (
        found == reason
        or (reason == "silent" and found in ("timeout", "truncated"))
        or (reason == "protocol" and found == "connect")
    )


def test_a_body_that_stops_short() -> None:
    async def cut(head: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhello")
        await writer.drain()

    assert fails(cut).reason == "truncated"

    async def cut_chunk(head: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n50\r\nhel")
        await writer.drain()

    assert fails(cut_chunk).reason == "truncated"


def test_no_answer_at_all() -> None:
    async def nothing(head: bytes, writer: asyncio.StreamWriter) -> None:
        return

    assert fails(nothing).reason == "connect"


def dripping(
    head: bytes, drop: bytes, every: float
) -> Callable[[bytes, asyncio.StreamWriter], Awaitable[None]]:
    async def drip(_: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while True:
            writer.write(drop)
            await writer.drain()
            await asyncio.sleep(every)

    return drip


@pytest.mark.parametrize(
    ("answer", "reasons_taken"),
    [
        (dripping(b"HTTP/1.1 200 OK\r\nX: ", b"a", 0.05), {"timeout"}),
        (dripping(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n", 0.05), {"timeout"}),
        (dripping(b"", b"HTTP/1.1 102 Wait\r\n\r\n", 0.02), {"timeout"}),
        (dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n", b"a", 0.05), {"slow", "timeout"}),
        (
            dripping(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n", 0.05),
            {"slow", "timeout"},
        ),
        (dripping(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", b"a=b;", 0.05), {"timeout"}),
        (dripping(b"HTTP/1.1 200 OK\r\n\r\n", b"a", 3600), {"timeout"}),
        (dripping(b"", b"", 3600), {"timeout"}),
    ],
)
def test_slow_servers_are_left_and_others_do_not_wait(answer: object, reasons_taken: set[str]) -> None:
    async def test() -> None:
        async with lab(slow=answer, quick=ok(b"q")) as server, client() as ours:  # type: ignore[arg-type]
            begun = time.monotonic()
            slow = asyncio.create_task(ours.fetch(server.url("/slow"), allow=server.allow))
            await asyncio.sleep(0.1)
            assert (await ours.fetch(server.url("/quick"), allow=server.allow)).body == b"q"
            assert not slow.done()
            with pytest.raises(FetchError) as caught:
                await slow
            assert caught.value.reason in reasons_taken
            assert time.monotonic() - begun < SHORT.deadline + 1.0

    run(test)


def test_tls_that_never_shakes_hands() -> None:
    async def test() -> None:
        async def mute(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.read()
            writer.close()

        async def rude(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"HTTP/1.1 200 OK\r\n\r\nplain")
            await writer.drain()
            writer.close()

        for handler, taken in ((mute, {"timeout"}), (rude, {"tls", "connect"})):
            server = await asyncio.start_server(handler, "127.0.0.1", 0)
            port = server.sockets[0].getsockname()[1]
            async with client() as ours:
                with pytest.raises(FetchError) as caught:
                    await ours.fetch(f"https://127.0.0.1:{port}/", allow=frozenset({f"127.0.0.1:{port}"}))
            server.close()
            assert caught.value.reason in taken

    run(test)


def test_a_bomb_costs_little_memory() -> None:
    big = gzip.compress(b"\0" * 100_000_000, mtime=0)
    tracemalloc.start()
    try:
        assert fails(ok(big, "Content-Encoding: gzip")).reason == "too-large"
        assert tracemalloc.get_traced_memory()[1] < 24_000_000
    finally:
        tracemalloc.stop()


def test_a_failed_request_leaves_the_client_usable() -> None:
    async def test() -> None:
        async with lab(bad=ok(BOMB, "Content-Encoding: gzip"), good=ok(b"g")) as server, client() as ours:
            for _ in range(5):
                with pytest.raises(FetchError):
                    await ours.fetch(server.url("/bad"), allow=server.allow)
                assert (await ours.fetch(server.url("/good"), allow=server.allow)).body == b"g"

    run(test)


def test_options_are_checked() -> None:
    with pytest.raises(ValueError, match="user agent"):
        Client("bad\r\nagent")
    with pytest.raises(ValueError, match="times"):
        Limits(deadline=0)
    assert user_agent("a\r\nb <c>") == user_agent("ab<c>")
    assert isinstance(Lab(), Lab)
