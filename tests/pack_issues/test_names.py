"""Names: ids that are none, or nearly others."""

from __future__ import annotations

import shutil

import pytest

from tests.pack_issues.pack_folder import CARD, DECIDE, SOURCE, PackFolder


@pytest.mark.parametrize(
    ("file", "old", "new", "pattern"),
    [
        (DECIDE, "id: decide", "id: de-cide", r"id is no id; write de_cide instead of de-cide"),
        (DECIDE, "  support:\n", "  sup port:\n", r"write sup_port instead of sup port"),
        (DECIDE, "  support:\n", "  2nd:\n", r"start with a letter, and use only a-z, 0-9 and _"),
        (SOURCE, "  myth: {", "  The Myth: {", r"write the-myth instead of The Myth"),
        (SOURCE, "section: myth", "section: mith", r"there is no section mith; do you mean myth\?"),
        ("topics.yaml", "cards: [necessity", "cards: [necesity", r"do you mean necessity\?"),
        (DECIDE, "start: identity", "start: identify", r"there is no question identify"),
    ],
)
def test_a_name_that_is_none_or_is_nearly_another(
    pack: PackFolder, file: str, old: str, new: str, pattern: str
) -> None:
    pack.says(file, pack.swap(file, old, new), pattern)


@pytest.mark.parametrize(
    ("name", "pattern"),
    [("Red Flags", "write red-flags instead"), ("none", "reserved"), ("other", "reserved")],
)
def test_a_card_whose_file_has_a_name_that_is_none(
    pack: PackFolder, name: str, pattern: str
) -> None:
    (pack.path / CARD).rename(pack.path / f"cards/{name}.md")
    pack.says(f"cards/{name}.md", 0, pattern)


def test_two_flows_of_one_id(pack: PackFolder) -> None:
    shutil.copy(pack.path / DECIDE, pack.path / "flows/alpha.yaml")
    line = pack.line("flows/alpha.yaml", "id: decide")
    pack.says("flows/alpha.yaml", line, r"id decide differs from the file's name")


def test_a_file_that_cannot_be_read_is_not_missed_by_what_names_it(pack: PackFolder) -> None:
    (pack.path / DECIDE).write_text("questions: [\n", encoding="utf-8")
    (pack.path / CARD).write_text("no front matter\n", encoding="utf-8")
    (pack.path / "tensions.yaml").write_text("a: [\n", encoding="utf-8")
    (pack.path / "topics.yaml").write_text("a: [\n", encoding="utf-8")
    examples = pack.path / "examples/decide/support.yaml"
    examples.parent.mkdir()
    examples.write_text("yes: {me: [sure thing]}\n", encoding="utf-8")
    assert {issue.file for issue in pack.issues()} == {DECIDE, CARD, "tensions.yaml", "topics.yaml"}
