"""The pack that a command is about: `--pack`, else the setting PACK, else `masters`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from flows.check.load import load
from flows.pack.read import find_pack, packs

if TYPE_CHECKING:
    import argparse

    from flows.nlu.matcher import Matcher
    from flows.pack.pack import Pack

MASTERS = "masters"
"""The pack where none is set, as in the settings."""


def several(options: argparse.Namespace) -> list[Path]:
    """Find the packs that are named; else all that come with the program, and the one set."""
    if named := [*options.packs, *([options.pack] if options.pack else [])]:
        return [find_pack(name) for name in named]
    used = find_pack(_set())
    return packs() if is_shipped(used) else [*packs(), used]


def is_shipped(path: Path) -> bool:
    """Whether this pack comes with the program, however its path is written."""
    return any(path.samefile(one) for one in packs())


def open_pack(options: argparse.Namespace) -> Pack:
    """Load the pack of a command."""
    return load(find_pack(options.pack or _set()))


def tell_untrained(pack: Pack, matcher: Matcher) -> None:
    """Say so where a pack has learned nothing that can be used."""
    from flows.nlu.model_bundle import FILE

    if not matcher.is_trained:
        path = pack.folder
        why = f"{FILE} is damaged or of other cards, so " if (path / FILE).is_file() else ""
        known = f"{why}{path.name} knows only titles and aliases"
        print(f"meded: {known}; `meded train {path}` teaches it the examples", file=sys.stderr)


def _set() -> str:
    """Read the setting, but not all settings where there can't be any: that takes a while."""
    if not Path(".env").exists() and "PACK" not in map(str.upper, os.environ):
        return MASTERS
    from bot.settings import read_settings

    return read_settings().pack
