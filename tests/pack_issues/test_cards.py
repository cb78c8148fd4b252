"""Cards: what one needs, and what names it."""

from __future__ import annotations

import re
import shutil

import pytest

from tests.pack_issues.pack_folder import CARD, DECIDE, PackFolder


def test_a_card_removed(pack: PackFolder) -> None:
    (pack.path / CARD).unlink()
    found = pack.issues()
    assert {f.file for f in found} >= {DECIDE, "topics.yaml", "cards/choosing-program.md"}
    assert all("there is no card red-flags" in fault.what for fault in found)
    assert all(fault.line for fault in found if not fault.file.startswith("examples/"))


def test_a_card_on_no_shelf_and_without_examples(pack: PackFolder) -> None:
    shutil.copy(pack.path / CARD, pack.path / "cards/stray.md")
    pack.swap("cards/stray.md", "aliases: [", "aliases: [only here] #")
    found = {(fault.file, fault.what.split(";")[0]) for fault in pack.issues()}
    assert ("topics.yaml", "card stray is on no shelf") in found
    assert ("examples/stray.yaml", "is missing") in found


def test_a_card_on_two_shelves(pack: PackFolder) -> None:
    pack.add("topics.yaml", "- title: Again\n  cards: [red-flags]\n")
    line = pack.line("topics.yaml", "- title: Again") + 1
    pack.says("topics.yaml", line, r"red-flags stands on two shelves")


def test_an_alias_of_two_cards(pack: PackFolder) -> None:
    line = pack.swap("cards/funding.md", "aliases: [", "aliases: [BUZZWORDS, ")
    first, second = sorted(["funding", "red-flags"])
    line = pack.line(f"cards/{second}.md", "aliases: [")
    pack.says(f"cards/{second}.md", line, rf"“buzzwords” belongs to card {first} already")


def test_a_neighbor_misspelled(pack: PackFolder) -> None:
    line = pack.swap(CARD, "also: [choosing-program", "also: [choosing-programme")
    pack.says(CARD, line, r"there is no card choosing-programme; do you mean choosing-program\?")


def test_a_card_named_like_a_word_people_type(pack: PackFolder) -> None:
    (pack.path / CARD).rename(pack.path / "cards/help.md")
    assert any(
        fault.file == "cards/help.md" and "word people type" in fault.what
        for fault in pack.issues()
    )


def test_a_card_without_front_matter(pack: PackFolder) -> None:
    pack.swap(CARD, "---\n", "")
    pack.says(CARD, 1, r"front matter")


def test_a_card_without_a_lead(pack: PackFolder) -> None:
    text = (pack.path / CARD).read_text(encoding="utf-8")
    front, body = text.split("---\n")[1:3]
    bullets = body[body.index("- ") :]
    (pack.path / CARD).write_text(f"---\n{front}---\n{bullets}", encoding="utf-8")
    pack.says(CARD, 6, r"no lead")


def test_a_lead_that_is_too_long(pack: PackFolder) -> None:
    line = pack.swap(CARD, "A website rich", "Long. " * 60 + "A website rich")
    pack.says(CARD, line, r"lead has \d+ characters; 240 at most")


@pytest.mark.parametrize(
    ("block", "pattern"),
    [("1. One [^ours]\n", "only paragraphs"), ("- a [^ours]\n  - b [^ours]\n", "flat")],
)
def test_a_block_that_no_card_can_hold(pack: PackFolder, block: str, pattern: str) -> None:
    line = pack.add(CARD, f"\n{block}")
    found = pack.issues()
    assert [(f.file, f.line >= line) for f in found if re.search(pattern, f.what)] == [(CARD, True)]


def test_an_unknown_key_in_front_matter(pack: PackFolder) -> None:
    line = pack.swap(CARD, "also:", "author: me\nalso:")
    pack.says(CARD, line, r"there is no key author; there are: aliases, also, chart, then, title")


def test_examples_of_a_card_that_is_not_there(pack: PackFolder) -> None:
    (pack.path / "examples/stray.yaml").write_text("author: {direct: [hey]}\n", encoding="utf-8")
    pack.says("examples/stray.yaml", 0, r"there is no card stray")
