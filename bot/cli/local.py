"""What an institution does with its own facts: check the file that LOCAL names, or another."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.counting import counted
from bot.cli.packs import open_pack
from bot.errors import OperatorError

if TYPE_CHECKING:
    import argparse


def check_local(options: argparse.Namespace) -> int:
    """Print every fault of the file, what is past its date, and what is not filled in."""
    from flows.check.local import overdue, unfilled
    from flows.pack.local_file import read_local

    pack, path = open_pack(options), _path(options.local)
    read = read_local(path, pack.options)
    for fault in read.issues:
        print(replace(fault, file=str(path)), file=sys.stderr)
    if read.facts is None:
        return 1
    count = len(list(read.facts.entries()))
    late = sorted(overdue(read, date.today()))  # noqa: DTZ011 - the calendar of whoever checks
    for warning in late:
        print(replace(warning, file=str(path)))
    print(f"{path}: {counted(count, 'entry', 'entries')}, {counted(len(late), 'warning')}")
    if missing := unfilled(read.facts, pack.options):
        print(f"{path}: not filled in: {', '.join(missing)}")
    return 0


def _path(given: str) -> Path:
    """Find the file: the one that is named, else the one that is set."""
    from bot.settings import read_settings

    if given:
        return Path(given)
    if found := read_settings().local:
        return found
    raise OperatorError("LOCAL is not set; set it, or name a file: meded check --local FILE")
