"""Runs one command, and says in one line what went wrong."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bot.cli.parser import parser
from bot.errors import OperatorError
from flows.model.issue import BrokenPackError
from flows.pack.read import NoPackError

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    options = parser().parse_args(words)
    try:
        return int(options.run(options) or 0)
    except BrokenPackError as error:
        print(error, file=sys.stderr)
    except (OperatorError, NoPackError) as error:
        print("\n".join(f"meded: {line}" for line in str(error).splitlines()), file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 1
