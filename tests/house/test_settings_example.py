from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.settings import Settings
from tests.house.places import text

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

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
