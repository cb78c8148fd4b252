"""Loads a pack for use: read, cross-checked, and refused with every issue at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.check.pack import check
from flows.model.issue import BrokenPackError
from flows.pack.read import CONTENT, read_pack

if TYPE_CHECKING:
    from pathlib import Path

    from flows.model.issue import Issue
    from flows.pack.pack import Pack


def load(path: Path = CONTENT / "masters") -> Pack:
    """Read the pack at `path`; raises `BrokenPackError` with every issue found."""
    return load_with_warnings(path)[0]


def load_with_warnings(path: Path) -> tuple[Pack, tuple[Issue, ...]]:
    """Read the pack at `path`, and what should be mended in it; raises `BrokenPackError`."""
    read = read_pack(path)
    found = sorted([*read.issues, *check(read)])
    if issues := [issue for issue in found if not issue.warning]:
        raise BrokenPackError(path.resolve().name, issues)
    return read.pack, tuple(found)
