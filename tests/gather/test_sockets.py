"""Only one module speaks to the network."""

from __future__ import annotations

import ast
from pathlib import Path

import beatbook

NETWORK = {
    "httpx2",
    "httpcore2",
    "socket",
    "urllib.request",
    "http.client",
    "ftplib",
    "requests",
    "httpx",
    "aiohttp",
}


def test_only_the_client_imports_the_network() -> None:
    package = Path(beatbook.__file__).parent
    found = set()
    for path in package.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module, *(f"{node.module}.{a.name}" for a in node.names)]
            if NETWORK & set(names):
                found.add(path.relative_to(package).as_posix())
    outward = (
        found - {name for name in found if name.startswith("sample/")} - {"web/serve.py"}
    )  # those listen
    assert outward == {"gather/client.py"}
