"""Readers of members' pieces at the command line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from beatbook.cli import cli
from beatbook.desk import Desk
from beatbook.model import TokenKind


def run(*args: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, list(args))
    return result.exit_code, result.output


def key_of(output: str) -> str:
    (found,) = re.findall(r"^  ([A-Za-z0-9_-]{43})$", output, re.MULTILINE)
    return str(found)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BEATBOOK_DESK", raising=False)
    monkeypatch.setenv("BEATBOOK_WEB_BASE", "https://desk.example/")
    assert run("init", ".")[0] == 0
    return tmp_path


def test_a_reader_from_the_first_key_to_the_last(folder: Path) -> None:
    assert run("reader", "list") == (0, 'No readers. Add one: beatbook reader add "Ada Quay"\n')
    code, said = run("reader", "add", "Ada Quay", "--mail", "ada@paper.example")
    assert code == 0
    assert said.startswith("Ada Quay [ada-quay] may read members' pieces.\n")
    assert "at https://desk.example/sign-in/:" in said
    assert run("reader", "list") == (0, "ada-quay: Ada Quay <ada@paper.example>\n")
    first = key_of(said)
    with Desk.open(folder) as desk:
        ada = desk.readers().of(first, TokenKind.KEY)
        assert ada is not None
        assert desk.readers().sign_in(first, 30) is not None
        desk.readers().new_feeds(ada.slug)
    code, said = run("reader", "show", "ada-quay")
    assert code == 0
    lines = said.splitlines()
    assert lines[0] == "Ada Quay [ada-quay] <ada@paper.example>"
    assert sorted(line.split(":")[0].strip() for line in lines[1:]) == ["key", "own feeds", "signed in"]
    assert "not used yet" in next(line for line in lines if "own feeds" in line)
    assert "until " in next(line for line in lines if "signed in" in line)
    assert first not in said
    code, said = run("reader", "key", "ada-quay")
    second = key_of(said)
    assert code == 0
    with Desk.open(folder) as desk:
        assert desk.readers().of(first, TokenKind.KEY) is None
        assert desk.readers().of(second, TokenKind.KEY) == ada
        assert [t.kind for t in desk.store.tokens("ada-quay")] == [TokenKind.KEY, TokenKind.FEED]
    assert run("reader", "key", "ada-quay", "--feeds")[0] == 0
    with Desk.open(folder) as desk:
        assert [t.kind for t in desk.store.tokens("ada-quay")] == [TokenKind.KEY]
    assert run("reader", "drop", "ada-quay") == (0, "Ada Quay [ada-quay] reads members' pieces no more.\n")
    assert run("reader", "list")[1].startswith("No readers.")


@pytest.mark.parametrize("command", ["show", "key", "drop"])
def test_a_reader_that_there_is_not(folder: Path, command: str) -> None:
    run("reader", "add", "Ada Quay")
    code, said = run("reader", command, "ada-kay")
    assert (code, said) == (2, "beatbook: no reader 'ada-kay' (did you mean 'ada-quay'?)\n")


def test_what_no_reader_can_have(folder: Path) -> None:
    code, said = run("reader", "add", "Ada", "--mail", "a@b\nBcc: c@d")
    assert (code, said) == (2, "beatbook: not a mail address: 'a@b\\nBcc: c@d'\n")
    assert run("reader", "add", " ")[0] == 2


def test_the_doctor_says_when_keys_go_in_the_clear(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEATBOOK_WEB_BASE", "http://desk.example")
    assert "readers: " not in run("doctor")[1]
    run("reader", "add", "Ada Quay")
    assert "readers: their keys go over the network in the clear" in run("doctor")[1]
    monkeypatch.setenv("BEATBOOK_WEB_BASE", "https://desk.example")
    assert "readers: " not in run("doctor")[1]
