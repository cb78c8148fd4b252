"""Courtesy: small talk and slips, known by their turns of phrase in any pack."""

from __future__ import annotations

import re

from flows.phrases import normal

HELLO = "Hello. Take your time."
_LINES = (
    (
        re.compile(r"\b(?:thanks?|thank you|thx|tnx|ty|tysm|cheers|appreciated?|grateful)\b"),
        "You're welcome.",
    ),
    (
        re.compile(r"\b(?:(?:good)?bye|good ?night|see (?:you|ya)|cya|ttyl|farewell|take care)\b"),
        "Goodbye. Come back whenever you like.",
    ),
)
_SLIP = re.compile(
    r"\bi (?:really |actually )?mean[t]?\b(?! (?:it|that|well))|\bmeant to\b|^(?:whoops|oops)\b"
    r"|\bwrong (?:one|button|answer|choice|key|thing)\b|\bmis-?(?:clicked|pressed|typed|tapped)\b"
    r"|\bmis-?(?:click|press|type|tap)\b|\bscratch that\b|\b(?:take|took) (?:it|that) back\b"
    r"|\bmy (?:mistake|bad)\b|\bhit the wrong\b|^correction\b|\bby (?:mistake|accident)\b"
)


def courtesy(text: str) -> str | None:
    """Find the short line that answers thanks or a goodbye; None for any other text."""
    said = normal(text)
    return next((line for known, line in _LINES if known.search(said)), None)


def is_slip(text: str) -> bool:
    """Whether somebody takes back what they just said or pressed."""
    return _SLIP.search(normal(text)) is not None
