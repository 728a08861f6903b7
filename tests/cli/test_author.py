"""Names that are one person's, at the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from beatbook.cli import cli


def test_an_editor_joins_names_and_takes_it_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BEATBOOK_DESK", raising=False)

    def run(*args: str) -> tuple[int, str]:
        result = CliRunner().invoke(cli, list(args))
        return result.exit_code, result.output

    assert run("init", ".")[0] == 0
    rows = [
        {"id": k, "headline": "One", "byline": [b], "text": "Words."}
        for k, b in (("a", "J. Quay"), ("b", "Joan Quay"))
    ]
    Path("lines.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    run("import", "lines.jsonl")
    assert run("author", "list") == (0, "No names are joined.\n")
    assert run("author", "merge", "j-quay", "joan-quay") == (0, "Joan Quay [joan-quay]: 2 articles\n")
    assert run("author", "list") == (0, "J. Quay [j-quay] is Joan Quay [joan-quay]\n")
    assert run("author", "merge", "joan-quay", "j-quay")[0] == 2
    assert run("author", "undo", "j-quay") == (0, "J. Quay [j-quay]: 1 article\n")
    assert run("author", "undo", "j-quay")[0] == 2
