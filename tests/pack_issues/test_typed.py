"""What is typed, and would be taken for something else."""

from __future__ import annotations

import pytest

from flows.check.load import load
from tests.pack_issues.pack_folder import CARD, DECIDE, PackFolder


@pytest.mark.parametrize(
    ("file", "old", "new", "pattern"),
    [
        (DECIDE, "      no: {", "      stop: {", r"answer stop is a word people type; rename it"),
        (DECIDE, "role: [", "role: [resume, ", r"reply “resume” is a word people type for resume"),
        (DECIDE, '"No, neither"', "Start over", r"label “Start over” is a word .* for restart"),
        (DECIDE, '"No, neither",', "nope, synonyms: [Help!],", r"“Help!” is a word .* for help"),
        (DECIDE, '"No, neither"', '"yes, either one!"', r"stands for yes already; keep one"),
        (DECIDE, '"No, neither",', "x, synonyms: [Yes either one],", None),
        (
            CARD,
            "title: Red flags in a program",
            "title: Topics",
            r"title “Topics” is a word people",
        ),
        (CARD, "aliases: [", "aliases: [menu, ", r"alias “menu” is a word people type for help"),
        (CARD, "aliases: [", "aliases: [Education RESEARCH, ", r"belongs to card goal-research"),
    ],
)
def test_words_that_would_be_taken_for_something_else(
    pack: PackFolder, file: str, old: str, new: str, pattern: str | None
) -> None:
    line = pack.swap(file, old, new)
    if pattern:
        pack.says(file, line, pattern)
    else:
        assert load(pack.path)
