"""Every fault of the words of the language is reported, with the file and the mend."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from flows.check.language import check_language
from flows.language.files import LANGUAGE

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def speech(tmp_path: Path) -> Path:
    for file in LANGUAGE.glob("*.yaml"):
        shutil.copy(file, tmp_path)
    return tmp_path


def test_the_shipped_words_have_no_fault(speech: Path) -> None:
    assert check_language(speech) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("turns.yaml", "latter: [", "later: [", "latter is missing"),
        ("words.yaml", "rude: [", "rude_words: [", "rude is missing"),
        ("never-missed.yaml", "strain:\n", "strains:\n", "strain is missing"),
        ("messages.yaml", "take_as: ", "take_us: ", "no key take_us; do you mean take_as?"),
        ("messages.yaml", "{parts}", "{part}", "other_part needs {parts}"),
        ("replies.yaml", "en:\n", "en: [\n", "replies.yaml"),
    ],
)
def test_a_fault_names_file_and_mend(
    speech: Path, file: str, old: str, new: str, told: str
) -> None:
    text = (speech / file).read_text(encoding="utf-8")
    assert old in text
    (speech / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert any(told in str(fault) and file in str(fault) for fault in check_language(speech))


def test_a_file_that_is_gone_is_a_fault(speech: Path) -> None:
    (speech / "turns.yaml").unlink()
    assert any("turns.yaml" in str(fault) for fault in check_language(speech))
