"""Counts, as a sentence has them: one fact, two facts."""

from __future__ import annotations


def counted(count: int, one: str, more: str = "") -> str:
    """Write a count with what is counted; `more` where several are not just one with an s."""
    return f"{count} {one if count == 1 else more or f'{one}s'}"
