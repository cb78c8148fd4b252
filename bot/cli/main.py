"""Runs one command, and says in one line what went wrong."""

from __future__ import annotations

import os
import signal
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
    status = 1
    try:
        status = int(options.run(options) or 0)
        print(end="", flush=True)
    except BrokenPackError as error:
        print(error, file=sys.stderr)
    except (OperatorError, NoPackError) as error:
        print("\n".join(f"meded: {line}" for line in str(error).splitlines()), file=sys.stderr)
    except KeyboardInterrupt:
        status = 128 + signal.SIGINT
    except BrokenPipeError:  # whoever read what we print, such as `head`, has left
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 128 + signal.SIGPIPE
    return status
