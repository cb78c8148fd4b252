"""Loads a pack: read, cross-checked, and refused with every issue at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flows.check.pack import check
from flows.model.issue import BrokenPackError
from flows.pack.examples import Examples
from flows.pack.read import CONTENT, read_pack

if TYPE_CHECKING:
    from pathlib import Path

    from flows.model.issue import Issue
    from flows.pack.pack import Pack
    from flows.pack.read import ReadPack


class Taught(NamedTuple):
    """A pack with what teaches it, and what should be mended in both."""

    pack: Pack
    examples: Examples
    warnings: tuple[Issue, ...]


def load(path: Path = CONTENT / "masters") -> Pack:
    """Read the pack at `path` to be used; raises `BrokenPackError` with every issue found.

    Its examples are left alone: what they teach lies beside them, learned.
    """
    read = read_pack(path, examples=False)
    _warnings(read, path)
    return read.pack


def load_with_examples(path: Path = CONTENT / "masters") -> Taught:
    """Read the pack at `path` as its authors do; raises `BrokenPackError` with every issue."""
    read = read_pack(path, examples=True)
    warnings = _warnings(read, path)
    return Taught(read.pack, read.examples or Examples((), {}, {}), warnings)


def _warnings(read: ReadPack, path: Path) -> tuple[Issue, ...]:
    found = sorted([*read.issues, *check(read)])
    if issues := [issue for issue in found if not issue.warning]:
        raise BrokenPackError(path.resolve().name, issues)
    return tuple(found)
