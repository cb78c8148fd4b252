"""Markup: what people would see as it stands, because nothing here draws it."""

from __future__ import annotations

import re

_HOST = r"[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?"
_REST = r"(?:[/?#](?:[^\s()<>|\"]|\([^\s()<>|\"]*\))*)?"
_ADDRESS = rf"https://{_HOST}{_REST}"
ADDRESS = re.compile(_ADDRESS, re.IGNORECASE)
"""An https address with a host and nobody's name."""
LINK = re.compile(rf"(?<!!)\[(?P<label>[^\[\]^][^\[\]]*)\]\((?P<url>{_ADDRESS})\)", re.IGNORECASE)
"""A link as a claim may hold one: words, and an address."""

_MENDS = {
    "link": "a link is [words](https://…)",
    "address": "make it a link, [words](https://…)",
    "emphasis": "take the signs off",
    "placeholder": "write the words themselves",
    "html": "write it without < and >, or &…;",
    "escape": "take the backslash off",
    "block": "take the sign off",
}
_MARKUP = re.compile(
    r"(?P<link>!?\[[^\[\]^][^\[\]]*\]\([^)]*\)?)"
    r"|(?P<address>\b(?:https?://|www\.)[^\s<>]+)"
    r"|(?P<emphasis>\*\*|__|~~|`|(?<!\w)(?P<sign>[*_])(?=[^\s*_])[^*_]*(?<=\S)(?P=sign)(?!\w))"
    r"|(?P<placeholder>\{[^{}]*\})"
    r"|(?P<html></?[A-Za-z!][^<>]*>|&(?:#?\w+);)"
    r"|(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<block>^(?:#{1,6}|>)(?=\s))"
)


def markup(text: str) -> str | None:
    """Say what of `text` would be shown as it stands, and the mend; None if it is plain words."""
    found = _MARKUP.search(text)
    if found is None:
        return None
    mend = next(mend for kind, mend in _MENDS.items() if found[kind])
    return f"“{found[0]}” is shown as it stands; {mend}"
