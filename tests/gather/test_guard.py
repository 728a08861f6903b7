"""The address rule, from its ranges: the edges of each, one step outside, and the disguises."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beatbook.gather import guard

# First and last address of every refused range.
REFUSED_SAID = """
0.0.0.0 0.255.255.255 10.0.0.0 10.255.255.255 100.64.0.0 100.127.255.255 127.0.0.0 127.0.0.1 127.255.255.255
168.63.129.16 169.254.0.0 169.254.169.254 169.254.255.255 172.16.0.0 172.31.255.255 192.0.0.0 192.0.0.255 192.0.2.0
192.0.2.255 192.88.99.0 192.88.99.255 192.168.0.0 192.168.255.255 198.18.0.0 198.19.255.255 198.51.100.0
198.51.100.255 203.0.113.0 203.0.113.255 224.0.0.0 239.255.255.255 240.0.0.0 255.255.255.255
:: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.1.2.3 ::ffff:169.254.169.254 ::ffff:0:127.0.0.1 64:ff9b::7f00:1
64:ff9b:1::1 100::1 1fff:ffff::1 2001::1 2001:0:1:2:3:4:5:6 2001:1ff:ffff::1 2001:db8::1 2002:7f00:1:: 2002:808:808::1
3fff::1 3fff:fff:ffff::1 4000::1 5f00::1 fc00::1 fdff:ffff::1 fe80::1 fe80::1%lo fec0::1 ff02::1 ff0e::1
"""

# One step outside each of them, and some that everybody knows.
TAKEN_SAID = """
1.0.0.0 1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0 168.63.129.15
168.63.129.17 169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0 191.255.255.255 192.0.1.0 192.0.3.0 192.88.98.255
192.88.100.0 192.167.255.255 192.169.0.0 192.175.48.1 198.17.255.255 198.20.0.0 198.51.99.255 198.51.101.0
203.0.112.255 203.0.114.0 223.255.255.255 ::ffff:8.8.8.8
2000::1 2001:200::1 2001:4860:4860::8888 2001:db7:ffff::1 2001:db9::1 2003::1 2606:4700:4700::1111 3ffe::1 3fff:1000::1
"""


@pytest.mark.parametrize("address", REFUSED_SAID.split())
def test_refuses(address: str) -> None:
    assert guard.judge(address)


@pytest.mark.parametrize("address", TAKEN_SAID.split())
def test_takes(address: str) -> None:
    assert guard.judge(address) is None


@pytest.mark.parametrize(
    "text", ["", "localhost", "2130706433", "127.1", "0x7f.0.0.1", "1.2.3.4/8", "example.com"]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    assert guard.judge(text) == "not an address"


@settings(deadline=None)
@given(st.ip_addresses(v=4))
def test_a_mapped_address_is_judged_as_what_it_maps(address: IPv4Address) -> None:
    assert guard.judge(IPv6Address(f"::ffff:{address}")) == guard.judge(address)


@settings(deadline=None)
@given(st.ip_addresses())
def test_what_the_standard_library_calls_private_is_refused(address: IPv4Address | IPv6Address) -> None:
    if address.is_loopback or address.is_link_local or address.is_multicast or address.is_unspecified:
        assert guard.judge(address)
    assert guard.judge(address) == guard.judge(str(address)) or ip_address(str(address)) == address


def test_one_bad_answer_refuses_all() -> None:
    assert guard.judge_all("a.example", 80, ["8.8.8.8", "10.0.0.1"], frozenset())
    assert guard.judge_all("a.example", 80, ["8.8.8.8", "1.1.1.1"], frozenset()) is None


def test_what_the_operator_allowed() -> None:
    allow = frozenset({"desk.example:9000", "[fd00::1]:80"})
    assert guard.judge_all("desk.example", 9000, ["10.0.0.1"], allow) is None
    assert guard.judge_all("desk.example", 80, ["10.0.0.1"], allow)
    assert guard.judge_all("fd00::1", 80, ["fd00::1"], allow) is None
    assert guard.judge_port("Desk.Example", 9000, allow) is None
    assert guard.judge_port("other.example", 9000, allow)
    assert all(guard.judge_port("other.example", port, frozenset()) is None for port in (80, 443, 8080, 8443))
    assert all(guard.judge_port("other.example", port, frozenset()) for port in (22, 25, 6379, 11211, 0))
