"""Courtesy: small talk and slips, known by their turns of phrase in any pack."""

from __future__ import annotations

import re

from flows.language.normalize import normal

_LINES = (
    (
        re.compile(r"\b(?:thanks?|thank you|thx|tnx|ty|tysm|cheers|appreciated?|grateful)\b"),
        "thanks",
    ),
    (
        re.compile(r"\b(?:(?:good)?bye|good ?night|see (?:you|ya)|cya|ttyl|farewell|take care)\b"),
        "goodbye",
    ),
)
_TAP = r"(?:say|press|click|type|pick|choose|answer|hit|put|select|tap|write)"
_SLIP = re.compile(
    rf"\bi (?:\w+ )?meant(?! to (?!{_TAP}))|\b(?:but|yes|no) meant\b"
    rf"|\bdid(?: not|n'?t) mean (?:yes|no|that|it|this|to {_TAP})\b"
    r"|\b(?:hit|press(?:ed)?|click(?:ed)?|pick(?:ed)?|chose|typed?|tap(?:ped)?|was|that'?s|gave)"
    r" (?:the |a )?wrong\b|^(?:oops|whoops|sorry)?[,. ]*(?:the )?wrong (?:one|button|answer|key)\b"
    r"|\bmis-?(?:click|press|type|tap|clicked|pressed|typed|tapped)\b|^(?:whoops|oops)\b"
    r"|\bscratch that\b|\b(?:take|took) (?:it|that) back\b|\bmy (?:mistake|bad)\b"
    r"|\b(?:was|were) an? (?:typo|mistake|accident|slip)\b|\bchanged? my mind\b"
    r"|\b(?:yes|no|it|that|(?:first|last|previous|earlier) answer) should(?:'ve| have)? be(?:en)?\b"
    r"|\bi should(?:'ve| have) (?:said|pressed|clicked|picked|answered)\b"
    r"|\bnot what i (?:said|meant|pressed|wanted|typed)\b|^no,? that'?s (?:wrong|not right)\b"
    rf"|\b{_TAP}\w*\b.{{0,20}}\bby (?:mistake|accident)\b|^by (?:mistake|accident)$"
)
_WITHDRAWN = re.compile(
    r"(?:(?:oh|ok|okay|actually|well|sorry|ah)[,. ]+)*"
    r"(?:no|nope|nah|never ?mind|no,? (?:thanks?|thank you)|forget (?:it|that|about it)"
    r"|(?:please )?(?:don'?t|do not)(?: send)?(?: it| that| anything)?|nothing"
    r"|cancel(?: it| that)?|not now|skip(?: it| this)?|leave it|i changed my mind)"
    r"(?:[,. ]+(?:thanks?|thank you|please|actually|no|never ?mind|don'?t(?: send)?(?: it)?))*"
)


def small_talk(text: str) -> str | None:
    """Find the short line that answers thanks or a goodbye; None for any other text."""
    said = normal(text)
    return next((line for known, line in _LINES if known.search(said)), None)


def is_slip(text: str) -> bool:
    """Whether somebody takes back what they just said or pressed."""
    return _SLIP.search(normal(text)) is not None


def is_withdrawn(text: str) -> bool:
    """Whether somebody has thought better of what they were about to send."""
    return _WITHDRAWN.fullmatch(normal(text)) is not None


def is_rude(text: str) -> bool:
    from flows.language.commands import words

    said = re.findall(r"[a-z]+", normal(text))
    return 0 < len(said) <= 8 and not set(said).isdisjoint(words().get("rude", ()))
