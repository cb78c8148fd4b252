"""The standard streams, set up so that no console and no input ends in a traceback."""

from __future__ import annotations

import codecs
import errno
import os
import sys
from io import TextIOWrapper

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""How a write fails where there is no room."""

_SHOWN = "shown"
_PLAIN = {
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("‘’‚", "'"),
    **dict.fromkeys("–—−‑─·", "-"),
    **dict.fromkeys("✓✔•", "*"),
    **dict.fromkeys("\xa0\u2009\u202f", " "),
    "…": "...",
    "→": "->",
    "≥": ">=",
    "≤": "<=",
    "×": "x",
    "£": "GBP ",
    "€": "EUR ",
}


def set_up() -> None:
    """Print what the console can't show in plain signs, and read whatever comes in."""
    codecs.register_error(_SHOWN, _plainly)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=_SHOWN)
    if isinstance(sys.stdin, TextIOWrapper):
        narrow = codecs.lookup(sys.stdin.encoding).name == "ascii"
        encoding = "utf-8" if narrow else None  # which is the same, and more
        sys.stdin.reconfigure(encoding=encoding, errors="replace")


def leave_output() -> None:
    """Print nothing more: nobody reads it, or there is no room for it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _plainly(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    signs = error.object[error.start : error.end]
    return "".join(_PLAIN.get(sign, "?") for sign in signs), error.end
