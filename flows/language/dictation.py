"""Dictation: signs that were said as words, as in “yes comma but how long question mark”."""

from __future__ import annotations

import re
from functools import cache

from flows.language.phrasebook import phrasebook

_SIGNS = {"said_comma": ",", "said_end": ".", "said_question": "?"}
"""The sign for each list of what is said for it; only the first stands in the middle of a line."""
_INSIDE = "said_comma"


def written(text: str) -> str:
    """Write the signs that somebody dictated: commas anywhere, what ends a line at its end."""
    for role, sign in _SIGNS.items():
        text = _way(role).sub(sign, text)
    return text


@cache
def _way(role: str) -> re.Pattern[str]:
    said = "|".join(re.escape(" ".join(phrase)) for phrase in phrasebook().ordered[role])
    end = r"(?=\s)" if role == _INSIDE else r"\W*$"
    return re.compile(rf"(?<=\w)\s+(?:{said}){end}", re.IGNORECASE)
