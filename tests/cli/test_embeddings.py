"""What the command line says of embeddings: whether there is a model, what came of it, what it tied."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from beatbook.cli import cli
from beatbook.desk import Desk
from beatbook.work.lines import article_out
from tests.filing.meanings import MODEL, reports, vector_of
from tests.gather.stub import Answer, Stub, failing

KEY = "sk-canary-3Kp9wD2mTz6s"


def run(*args: str) -> str:
    result = CliRunner().invoke(cli, list(args))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output


def model_says(question: Any) -> Answer:
    texts = question["input"]
    return {"data": [{"index": n, "embedding": vector_of(t).tolist()} for n, t in enumerate(texts)]}


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run("init", "desk")
    monkeypatch.setenv("BEATBOOK_DESK", "desk")
    known = reports()
    lines = [json.dumps(article_out(known[k])) for k in ("strike-en", "strike-ko")]
    Path("articles.jsonl").write_text("\n".join(lines), encoding="utf-8")


def configured(monkeypatch: pytest.MonkeyPatch, stub: Stub, name: str = MODEL) -> None:
    monkeypatch.setenv("BEATBOOK_EMBEDDINGS_ENDPOINT", stub.url)
    monkeypatch.setenv("BEATBOOK_EMBEDDINGS_NAME", name)
    monkeypatch.setenv("BEATBOOK_EMBEDDINGS_KEY", KEY)


def test_none_is_configured() -> None:
    run("import", "articles.jsonl")
    assert "embeddings: none\n" in run("doctor")
    assert "Embeddings" not in run("status")


def test_what_came_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    with Stub(model_says) as stub:
        configured(monkeypatch, stub)
        run("import", "articles.jsonl")
        with Desk.open(Path("desk")) as opened:
            shown = run("story", "show", next(iter(opened.store.articles())).id)
        assert f"says much the same in another language (as {MODEL} has it, .94)" in shown
        assert "numbers: 2350, 7.5" in shown
        said = f"{MODEL} at {stub.url}; 2 articles with one"
        assert f"Embeddings: {said}\n" in run("status")
        assert f"embeddings: {said}\n" in run("doctor")
        figures = json.loads(run("status", "--json"))["embeddings"]
        assert figures == {"model": MODEL, "near": 0.8, "articles": {MODEL: 2}, "failed": None}
        configured(monkeypatch, stub, "another")
        assert f"0 articles with one; 2 articles with one of {MODEL}, not used" in run("status")
        assert KEY not in shown + run("status") + run("doctor") + run("status", "--json")


def test_a_failure_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with Stub(failing("500 Oh")) as stub:
        configured(monkeypatch, stub)
        done = run("import", "articles.jsonl")
        assert "2 articles grouped: 2 opened a story, 0 copies, 2 without an embedding." in done
        assert "UTC, model endpoint: http-500" in run("status")
        assert "BAD embeddings: " in run("doctor")
        assert json.loads(run("status", "--json"))["embeddings"]["failed"]["model"] == MODEL
