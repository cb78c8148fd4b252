"""Prepared lines that belong to no document: further ways to type each command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.language.files import LANGUAGE
from flows.pack.examples import read_typed
from flows.pack.reader import PackReader

if TYPE_CHECKING:
    from flows.pack.examples import Example


def command_examples() -> tuple[Example, ...]:
    """Read the ways to type each command, in any pack."""
    return read_typed(PackReader(LANGUAGE), "commands.yaml", "command")
