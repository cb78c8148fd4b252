from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bot.__main__ import main
from bot.errors import BadSettingError
from bot.settings import Settings, read_settings
from tests.house.places import text

if TYPE_CHECKING:
    from pathlib import Path

LINE = re.compile(r"^# (?P<says>.+)\n(?P<name>[A-Z_]+)=(?P<value>.*)$", re.MULTILINE)
FOR_COMPOSE = {"VALKEY_PASSWORD"}


def test_every_setting_has_its_line_and_nothing_else_has_one() -> None:
    example = text(".env.example")
    named = [found["name"] for found in LINE.finditer(example)]
    assert len(named) == len(set(named)) == len(re.findall(r"^[A-Z_]+=", example, re.MULTILINE))
    assert set(named) == {name.upper() for name in Settings.model_fields} | FOR_COMPOSE


def test_the_values_shown_are_the_defaults(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    defaults = Settings()
    (tmp_path / ".env").write_text(text(".env.example"))
    assert Settings() == defaults
    for found in LINE.finditer(text(".env.example")):
        field = Settings.model_fields.get(found["name"].lower())
        if field:
            assert bool(found["value"]) == (field.default is not None), found["name"]


def test_a_file_in_another_encoding_is_one_line_that_names_it_and_the_mend(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text('PORT=4000\nHUMAN_WHO="François"\n', encoding="latin-1")
    assert main(["manifest"]) == 1
    assert capsys.readouterr().err == "meded: .env:2: is not UTF-8; save the file as UTF-8\n"


def test_a_file_that_begins_with_a_byte_order_mark_is_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("PORT=4000\n", encoding="utf-8-sig")
    assert Settings().port == 4000


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("MESSAGE_HOLDS=true", "MESSAGE_HOLD"),
        ("guest=members", "GUESTS"),
        ("STORE_LOG_HOUR=5", "STORE_LOG_HOURS"),
        ("VALKEY_PASSWORD=x", ""),
        ("SOMEBODY_ELSES=x", ""),
    ],
)
def test_a_misspelled_setting_is_named_with_the_one_that_is_meant(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, given: str, meant: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text(f"{given}\n")
    said = ""
    try:
        read_settings()
    except BadSettingError as error:
        said = str(error)
    name = given.partition("=")[0]
    assert said == (f".env: {name} is no setting; did you mean {meant}?" if meant else "")
