"""All issues of a pack together, and how they are printed."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import flows.pack.read
from bot.__main__ import main
from flows.check.load import load
from flows.pack.read import CONTENT
from tests.pack_issues.pack_folder import CARD, DECIDE, SOURCE, PackFolder

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_the_copy_itself_is_sound(pack: PackFolder) -> None:
    assert load(pack.path).counts()["cards"] == len(load().cards)


def test_every_fault_is_reported_not_only_the_first(pack: PackFolder) -> None:
    pack.swap("cards/alternatives.md", "60–80%", "65–80%")
    pack.swap(CARD, "[^flag-buzzwords]", "[^flag-buzzword]")
    pack.swap(DECIDE, "to: smaller_programs", "to: smaller_program")
    pack.swap("tensions.yaml", "facts: [framework-identity,", "facts: [gone,")
    pack.swap(SOURCE, "2026-01-08", "2026-13-45")
    pack.swap("topics.yaml", "- title", "- \x07title")
    files = [fault.file for fault in pack.issues()]
    assert {"cards/alternatives.md", CARD, DECIDE, SOURCE, "tensions.yaml", "topics.yaml"} <= {
        *files
    }
    assert files == sorted(files)


def test_check_prints_every_fault_with_its_place_and_fails(
    pack: PackFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line = pack.swap(DECIDE, "to: smaller_programs", "to: smaller_program")
    other = pack.swap(CARD, "[^flag-buzzwords]", "[^flag-buzzword]")
    monkeypatch.setattr(flows.pack.read, "CONTENT", pack.path.parent)
    assert main(["check"]) == 1
    printed = capsys.readouterr()
    assert f"{DECIDE}:{line}: " in printed.err
    assert f"{CARD}:{other}: " in printed.err
    assert "Traceback" not in printed.err
    assert printed.out == ""


def test_check_of_a_sound_pack_prints_its_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(CONTENT / "masters", tmp_path / "masters")
    monkeypatch.setattr(flows.pack.read, "CONTENT", tmp_path)
    assert main(["check"]) == 0
    assert "32 cards" in capsys.readouterr().out
