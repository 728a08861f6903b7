"""The settings: where they come from, and what is said of those that cannot be used."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from beatbook.errors import SettingsError
from beatbook.settings import Settings, default_file, read_settings


def read(tmp_path: Path, text: str = "", **environ: str) -> Settings:
    (tmp_path / "desk.toml").write_text(text, encoding="utf-8")
    return read_settings(tmp_path, environ)


def test_defaults_file_and_environment_in_that_order(tmp_path: Path) -> None:
    assert read(tmp_path) == Settings()
    assert read(tmp_path, "[gather]\ngap = 2").gather.gap == 2.0
    assert read(tmp_path, "[gather]\ngap = 2", BEATBOOK_GATHER_GAP="3.5").gather.gap == 3.5
    assert read(tmp_path, BEATBOOK_WEB_PORT="9000", BEATBOOK_DESK="/somewhere").web.port == 9000


def test_a_secret_may_lie_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "contact").write_text("desk@tide.example\n")
    assert (
        read(tmp_path, BEATBOOK_GATHER_CONTACT_FILE=str(tmp_path / "contact")).gather.contact
        == "desk@tide.example"
    )
    with pytest.raises(SettingsError, match="cannot be read"):
        read(tmp_path, BEATBOOK_GATHER_CONTACT_FILE="/nowhere")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[gather]\ngpa = 1", r"\[gather\] gpa: unknown setting \(did you mean 'gap'\?\)"),
        ("[gahter]\ngap = 1", r"unknown table \[gahter\] \(did you mean 'gather'\?\)"),
        ("gather = 1", "must be a table"),
        ("[gather]\ngap = 'x'", "expected a number, got 'x'"),
        ("[gather]\ngap = inf", "gap: must be a number of seconds"),
        ("[gather]\nretries = true", "expected a whole number, got True"),
        ("[gather]\ninterval = 10", "interval: must be at least 900"),
        ("[web]\nport = 99999", "port: must be between"),
        ("[web]\npage_size = 0", "page_size: must be between"),
        ("[desk]\ntime_zone = 'Mars/Olympus'", "no such time zone: 'Mars/Olympus'"),
        ("[desk]\ntime_zone = '../../etc/passwd'", "no such time zone"),
        ("[desk]\nas_of = 'soon'", "as_of: not a day"),
        ("[desk]\ndrafts = 'weak'", "drafts: must be '', 'week' or 'month', not 'weak' .did you mean 'week'"),
        ("[desk", "not valid TOML"),
        ("[model]\nendpoint = 'ftp://a.example'", r"\[model\] endpoint: must begin with http"),
        ("[model]\nendpoint = 'http://a.example/?k=1'", "endpoint: must end with its path"),
        ("[model]\nname = 'small'", "'small' has no endpoint"),
        ("[model]\nname = \"a\\nb\"\nendpoint = 'http://a.example'", "must be on one line"),
        ("[model]\ndeadline = 0", "deadline: must be a number, at least 1"),
        ("[model]\ncost_a_day = nan", "cost_a_day: must be a number"),
        (
            "[embeddings]\nendpoint = 'ftp://a.example'\nname = 'm'",
            r"\[embeddings\] endpoint: must begin with http",
        ),
        ("[embeddings]\nname = 'm'", "endpoint and name: one of them is missing"),
        ("[embeddings]\nendpoint = 'http://a.example'", "endpoint and name: one of them is missing"),
        ("[embeddings]\nname = \"a\\tb\"\nendpoint = 'http://a.example'", "must be on one line"),
        ("[embeddings]\nkey = 'a b'", "key: must be ASCII"),
        ("[embeddings]\nnear = 1", "near: must be between 0 and 1"),
        ("[embeddings]\nnear = nan", "near: must be between 0 and 1"),
        ("[embeddings]\ndeadline = inf", "deadline: must be a number, at least 1"),
        ("[model]\ntokens_a_day = -1", "tokens_a_day: must be a number, at least 0"),
    ],
)
def test_what_cannot_be_used_is_named(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(SettingsError, match=says) as caught:
        read(tmp_path, text)
    assert "desk.toml" in str(caught.value)


def test_a_variable_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"BEATBOOK_GATHER_GAP: expected a number, got 'much'"):
        read(tmp_path, BEATBOOK_GATHER_GAP="much")
    with pytest.raises(SettingsError, match=r"BEATBOOK_GATHER_GPA: unknown setting \(did you mean 'gap'"):
        read(tmp_path, BEATBOOK_GATHER_GPA="1")


def test_the_default_file_says_every_setting_and_changes_none(tmp_path: Path) -> None:
    text = default_file('The "Harbour" Desk')
    assert read(tmp_path, text).desk.name == 'The "Harbour" Desk'
    shown = tomllib.loads(_uncommented(text))
    for part in fields(Settings):
        assert set(shown[part.name]) == {f.name for f in fields(getattr(Settings(), part.name))}


def _uncommented(text: str) -> str:
    """The file with its commented-out settings switched on, and its explanations still comments."""
    lines = []
    for line in text.splitlines():
        key = line.removeprefix("# ").split(" = ")[0]
        lines.append(line.removeprefix("# ") if " = " in line and key.isidentifier() else line)
    return "\n".join(lines)


def test_a_key_is_shown_nowhere(tmp_path: Path) -> None:
    canary = "sk-canary-7Qz4vB1x"
    (tmp_path / "key").write_text(canary + "\n")
    text = "[model]\nendpoint = 'http://a.example/v1'\nname = 'small'"
    for settings in (
        read(tmp_path, text, BEATBOOK_MODEL_KEY_FILE=str(tmp_path / "key")),
        read(tmp_path, text, BEATBOOK_MODEL_KEY=canary),
        read(tmp_path, f"{text}\nkey = '{canary}'"),
    ):
        assert settings.model.key == canary
        assert canary not in repr(settings)
    for wrong in (f"key = ['{canary}']", f"key = '{canary} {canary}'", f"key = '{canary}'\nnmae = 'x'"):
        with pytest.raises(SettingsError) as caught:
            read(tmp_path, "[model]\n" + wrong)
        assert canary not in repr(caught.value)
    with pytest.raises(SettingsError) as caught:
        read(tmp_path, f"[model]\nendpoint = 'http://user:{canary}@a.example/v1'")
    assert canary not in repr(caught.value)


def test_where_a_desk_is_served_here(tmp_path: Path) -> None:
    assert read(tmp_path, "").web.local == "http://127.0.0.1:8765"
    assert read(tmp_path, "[web]\nhost = '::1'\nport = 80").web.local == "http://[::1]:80"
