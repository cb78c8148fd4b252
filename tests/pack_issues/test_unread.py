"""Files that nothing reads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from flows.check.load import load

if TYPE_CHECKING:
    from tests.pack_issues.pack_folder import PackFolder


@pytest.mark.parametrize(
    ("file", "pattern"),
    [
        ("flows/week.yml", r"is not read, .*; rename it to week.yaml"),
        ("flows/old/week.yaml", r"is not read; move its files into flows"),
        ("cards/notes.txt", r"is not read, only files ending in .md are; rename it, or take it"),
        ("cards/a.markdown", r"rename it to a.md"),
        ("examples/funding.yml", r"rename it to funding.yaml"),
        ("examples/decide/a.yml", r"rename it to a.yaml"),
        ("examples/decide/old/a.yaml", r"move its files into examples/decide"),
        ("sources.yaml", r"is not read; rename it to source.yaml"),
        ("pack.yml", r"is not read; rename it to pack.yaml"),
        ("card/a.md", r"is not read; rename it to cards"),
        ("img/a.png", r"is not read; the folders are flows, cards, options, examples"),
        ("notes.txt", r"is not read; the files are pack.yaml, source.yaml"),
    ],
)
def test_a_file_that_nothing_reads(pack: PackFolder, file: str, pattern: str) -> None:
    path = pack.path / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("", encoding="utf-8")
    (found,) = (issue for issue in pack.issues() if "is not read" in issue.what)
    assert file.startswith(found.file)
    assert re.search(pattern, found.what), found.what


@pytest.mark.parametrize("file", [".DS_Store", "README.md", "LICENSE", "flows/.x", "cards/a.md~"])
def test_a_file_that_may_lie_beside(pack: PackFolder, file: str) -> None:
    (pack.path / file).write_text("", encoding="utf-8")
    assert load(pack.path)


def test_using_a_pack_passes_over_what_lies_among_its_examples(pack: PackFolder) -> None:
    (pack.path / "examples/notes.txt").write_text("later\n", encoding="utf-8")
    (pack.path / "examples/funding.yaml").write_text("a: [", encoding="utf-8")
    assert load(pack.path)
    assert {one.file for one in pack.issues()} == {"examples/notes.txt", "examples/funding.yaml"}
