"""The house: which room may import what, as docs/architecture says."""

from __future__ import annotations

import ast
from pathlib import Path

import beatbook

PACKAGE = Path(beatbook.__file__).parent

ROOMS = {
    "gather": {"gather"},
    "read": {"read"},
    "filing": {"filing", "read"},
    "writing": {"writing", "read", "filing"},
    "store": {"store", "filing"},  # the search index asks rules, and folds words as they do
    "work": {"work", "gather", "read", "filing", "writing", "store"},
    "web": {
        "web",
        "read",
        "filing",
        "store",
        "gather",
        "work",
    },  # the editors' page asks what a witness's word means
    "sample": {"sample"},
}
"""For each room, the rooms it may import from; all may use model, errors and settings."""

SHARED = {"model", "errors", "settings", "bylines", "periods", "__init__", "__version__", ""}


def imports(path: Path) -> set[str]:
    """The parts of our own package that a file imports anywhere, also inside functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("beatbook"):
            parts = node.module.split(".")
            found |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {a.name.split(".")[1] for a in node.names if a.name.startswith("beatbook.")}
    return found


def test_each_room_imports_only_what_it_may() -> None:
    wrong = [
        f"{path.relative_to(PACKAGE)} imports {part}"
        for room, allowed in ROOMS.items()
        for path in (PACKAGE / room).rglob("*.py")
        for part in imports(path) - SHARED - allowed
        if not (part == "desk" and path.name == "imports.py")
    ]
    assert wrong == []


def test_pure_rooms_know_no_clock_no_files_and_no_network() -> None:
    forbidden = {
        "os",
        "socket",
        "sqlite3",
        "sqlalchemy",
        "subprocess",
        "asyncio",
        "threading",
        "random",
        "time",
        "httpx2",
    }
    wrong = []
    for room in ("read", "filing", "writing"):
        for path in (PACKAGE / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
                if isinstance(node, ast.ImportFrom) and node.module:
                    names = [node.module]
                wrong += [f"{path.relative_to(PACKAGE)}: {n}" for n in names if n.split(".")[0] in forbidden]
                if isinstance(node, ast.Attribute) and node.attr in ("now", "today", "utcnow"):
                    wrong.append(f"{path.relative_to(PACKAGE)}: .{node.attr}")
    assert wrong == []


def test_sql_is_spoken_only_in_the_store() -> None:
    wrong = [
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if "store" not in path.relative_to(PACKAGE).parts
        and {"sqlalchemy", "pysqlite3", "alembic"} & outside(path)
    ]
    assert wrong == []


def outside(path: Path) -> set[str]:
    """The other packages that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {a.name.split(".")[0] for a in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found
