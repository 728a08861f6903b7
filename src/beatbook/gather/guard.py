"""The address rule: which addresses the desk may connect to, and which ports.

The rule judges the address that the socket will use, never the text of a URL: `http://2130706433/` and a name that
resolves to 127.0.0.1 are the same thing here. Everything that is not plainly the public internet is refused, so a
feed or a redirect cannot make the desk talk to the machine it runs on, to its neighbours or to a cloud's metadata.
Why these ranges and not a library's: docs/decisions/0101-address-guard.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

PORTS = frozenset({80, 443, 8080, 8443})
"""The ports a source may use without the operator's leave."""

_REFUSED_V4 = tuple(
    (ip_network(net), why)
    for net, why in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "a private network"),
        ("100.64.0.0/10", "a provider's shared network"),
        ("127.0.0.0/8", "this machine"),
        ("168.63.129.16/32", "a cloud's metadata service"),
        ("169.254.0.0/16", "link-local, or a cloud's metadata service"),
        ("172.16.0.0/12", "a private network"),
        ("192.0.0.0/24", "reserved for protocols"),
        ("192.0.2.0/24", "reserved for documentation"),
        ("192.88.99.0/24", "a retired relay"),
        ("192.168.0.0/16", "a private network"),
        ("198.18.0.0/15", "reserved for benchmarks"),
        ("198.51.100.0/24", "reserved for documentation"),
        ("203.0.113.0/24", "reserved for documentation"),
        ("224.0.0.0/3", "multicast or reserved"),
    )
)
_MAPPED = ip_network("::ffff:0:0/96")
_PUBLIC_V6 = ip_network("2000::/3")
_REFUSED_V6 = tuple(
    (ip_network(net), why)
    for net, why in (
        ("2001::/23", "reserved for protocols"),
        ("2001:db8::/32", "reserved for documentation"),
        ("2002::/16", "a 6to4 tunnel"),
        ("3fff::/20", "reserved for documentation"),
    )
)


def judge(address: str | IPv4Address | IPv6Address) -> str | None:
    """Why this address must not be connected to, or None if it may be. What is no address is refused too."""
    if isinstance(address, str):
        try:
            address = ip_address(address)
        except ValueError:
            return "not an address"
    if isinstance(address, IPv6Address):
        if address.scope_id is not None:
            return "an address of one network card"
        if address in _MAPPED:
            return judge(IPv4Address(int(address) & 0xFFFFFFFF))
        if address not in _PUBLIC_V6:
            return "not a public IPv6 address"
        return next((why for net, why in _REFUSED_V6 if address in net), None)
    return next((why for net, why in _REFUSED_V4 if address in net), None)


def pair(host: str, port: int) -> str:
    """How a host and port are written in a source's `allow`: `news.example:8000`, `[fd00::1]:8000`."""
    host = host.strip("[]").lower()
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def judge_port(host: str, port: int, allow: Collection[str]) -> str | None:
    """Why this port must not be used, or None. `allow` holds `pair`s that the operator has allowed."""
    if port in PORTS or pair(host, port) in allow:
        return None
    return f"port {port} is none of {', '.join(str(p) for p in sorted(PORTS))}"


def judge_all(host: str, port: int, addresses: Iterable[str], allow: Collection[str]) -> str | None:
    """Why a name that resolved to these addresses must not be connected to, or None.

    One bad answer refuses them all: a name that points at both the public internet and the desk's own network is
    an attack or a mistake, and choosing among its answers would let chance decide which.
    """
    if pair(host, port) in allow:
        return None
    for address in addresses:
        if why := judge(address):
            return f"{address} is {why}"
    return None
