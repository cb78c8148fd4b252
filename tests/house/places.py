"""Where things stand in the repository."""

from __future__ import annotations

from pathlib import Path

HOME = Path(__file__).parents[2]


def text(name: str) -> str:
    """Read a file of the repository by its path from the top."""
    return (HOME / name).read_text(encoding="utf-8")
