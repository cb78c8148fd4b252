"""A pack that a test may break, and what is said of it then: file, line, mend."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from flows.check.load import load_with_examples
from flows.model.issue import BrokenPackError, Issue

if TYPE_CHECKING:
    from pathlib import Path

ABOUT = "pack.yaml"
DECIDE = "flows/decide.yaml"
CARD = "cards/red-flags.md"
SOURCE = "source.yaml"


class PackFolder:
    """A copy of a pack that a test may break; its examples are one line a card, to load fast."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def swap(self, file: str, old: str, new: str) -> int:
        """Replace the first `old` in a file; returns its line, counted from 1."""
        text = (self.path / file).read_text(encoding="utf-8")
        assert old in text, f"{old} is no longer in {file}"
        (self.path / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    def add(self, file: str, text: str) -> int:
        """Add lines at the end of a file; returns the first one's number."""
        with (self.path / file).open("a+", encoding="utf-8") as open_file:
            open_file.seek(0)
            line = open_file.read().count("\n") + 1
            open_file.write(text)
        return line

    def line(self, file: str, text: str) -> int:
        """Find the line on which a text stands."""
        return self.swap(file, text, text)

    def issues(self) -> list[Issue]:
        with pytest.raises(BrokenPackError) as broken:
            load_with_examples(self.path)
        shown = [f"{self.path.name}/{issue}" for issue in broken.value.issues]
        assert str(broken.value).splitlines() == shown
        return list(broken.value.issues)

    def warnings(self) -> tuple[Issue, ...]:
        return load_with_examples(self.path).warnings

    def says(self, file: str, line: int, pattern: str) -> None:
        """Check that this fault is reported at this place."""
        found = self.issues()
        here = [f for f in found if (f.file, f.line) == (file, line)]
        assert any(re.search(pattern, fault.what) for fault in here), found
