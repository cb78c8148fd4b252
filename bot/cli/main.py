"""Runs one command, and says in one line what went wrong."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

from bot.cli import streams
from bot.cli.parser import parser
from bot.errors import OperatorError
from flows.model.issue import BrokenPackError
from flows.pack.read import NoPackError

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    streams.set_up()
    try:
        status = _run(words)
        print(end="", flush=True)
    except BrokenPipeError:  # whoever read what we print, such as `head`, has left
        streams.leave_output()
        status = 128 + signal.SIGPIPE
    except OSError as error:
        if error.errno not in streams.FULL:
            raise
        streams.leave_output()
        print(f"meded: can't write: {error.strerror}; make room on that disk", file=sys.stderr)
        status = 1
    return status


def _run(words: Sequence[str] | None) -> int:
    try:
        options = parser().parse_args(words)
        return int(options.run(options) or 0)
    except BrokenPackError as error:
        print(error, file=sys.stderr)
    except (OperatorError, NoPackError) as error:
        print("\n".join(f"meded: {line}" for line in str(error).splitlines()), file=sys.stderr)
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except SystemExit as left:  # after help, or for words that make no sense
        return int(left.code or 0)
    return 1
