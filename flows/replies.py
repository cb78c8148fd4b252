"""Replies: short texts that answer any question as they are, by word, number or emoji."""

from __future__ import annotations

import re
from functools import cache

from flows.examples import SPEECH
from flows.folder import Folder
from flows.phrases import normal
from flows.source import Words

UNSURE = "unsure"
WHY = "why"

_ORDER = ("first", "second", "third", "fourth", "fifth")
_COUNT = ("one", "two", "three", "four", "five")
_PLACE = re.compile(
    r"(?:the |option |choice |answer |number |#)?(\w+?)(?: one| option)?[.)]?(?: please)?"
)
_EMOJI = {
    **dict.fromkeys(("+1", "thumbsup", "white_check_mark", "heavy_check_mark", "100"), "yes"),
    **dict.fromkeys(("-1", "thumbsdown", "x", "no_good", "no_entry"), "no"),
    **dict.fromkeys(("shrug", "thinking_face", "man-shrugging", "woman-shrugging"), "not sure"),
}
_NAMED = re.compile(r":(?P<name>[a-z0-9_+-]+):(?::skin-tone-\d:)?")
_MODIFIER = re.compile("[\ufe0e\ufe0f\u200d\u2640\u2642\U0001f3fb-\U0001f3ff]")


def spoken(text: str) -> str:
    """Bring a reply into the form it is listed in: Slack's emoji by word, no skin tones."""
    named = _NAMED.sub(lambda match: f" {_EMOJI.get(match['name'], match[0])} ", text)
    bare = _MODIFIER.sub("", named)
    return normal(bare) or bare.strip()


def place(said: str) -> int | None:
    """Read the number of a choice, counted from 1; None if it is not one."""
    found = _PLACE.fullmatch(said)
    for names in (_ORDER, _COUNT):
        if found and found[1] in names:
            return names.index(found[1]) + 1
    return int(found[1]) if found and re.fullmatch("[1-9]", found[1]) else None


@cache
def meanings() -> dict[str, str]:
    """Read the listed replies: normal form → yes, no, unsure or why."""
    listed, _ = Folder(SPEECH).model("replies.yaml", dict[str, tuple[Words, ...]])
    return {
        normal(phrase) or phrase: name
        for name, phrases in (listed or {}).items()
        for phrase in phrases
    }
