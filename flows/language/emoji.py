"""Emoji by name: for a typed 👌 Slack sends `:ok_hand:`."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from flows.language.files import LANGUAGE
from flows.model.source import Words
from flows.pack.reader import PackReader

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = "emoji.yaml"
LISTED = dict[Words, tuple[Words, ...]]
"""What that file holds: characters, and what each is called."""

_NAME = re.compile(r":([\w+-]{1,100}):(?::skin-tone-\d:)*")


@lru_cache(maxsize=8)
def with_emoji(text: str) -> str:
    """Put characters for the names of emoji, and nothing for those that somebody made up.

    What was read last is known for a moment, for one line is asked about often.
    """
    return _NAME.sub(_read, text)


def _read(found: re.Match[str]) -> str:
    (start, end), text = found.span(), found.string
    before, after = text[start - 1 : start].isalnum(), text[end : end + 1].isalnum()
    if before and after:
        return found[0]  # a time, a ratio
    name, touched = found[1].casefold(), before or after
    short = len(name) == 1 or name.isdecimal()
    if touched and short:
        return found[0]
    sign = emoji().get(name) or _by_unicode(name)
    return sign or (found[0] if touched or short else " ")


@cache
def emoji() -> Mapping[str, str]:
    """Read which character each name stands for that is not Unicode's own."""
    found, _ = PackReader(LANGUAGE).model(FILE, LISTED)
    return MappingProxyType({name: sign for sign, names in (found or {}).items() for name in names})


def _by_unicode(name: str) -> str | None:
    try:
        sign = unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return None
    return sign if len(sign) == 1 and unicodedata.category(sign) == "So" else None
