"""Evaluation of questions about options: which are named, and what is asked, in one answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.language.phrasebook import OTHER
from flows.pack.examples import marked, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.nlu.matcher import Matcher
    from flows.pack.examples import Example


def aspect_figures(matcher: Matcher, said: Sequence[Example]) -> dict[str, float]:
    """Give the shares of questions whose options and aspect are right, wrong, or denied.

    Of lines that name an option and ask none of the aspects, `false` is how many are answered
    as if they did.
    """
    asked = [example for example in said if example.label != OTHER]
    others = [example for example in said if example.label == OTHER]
    right = wrong = denied = 0
    for example in asked:
        match = matcher.match(spoken(example.text))
        named = set(match.options) == set(marked(example.text))
        is_right = match.aspect == example.label and named
        right += is_right
        wrong += match.kind in {"aspect", "card", "command"} and not is_right
        denied += match.kind == "none"
    false = sum(matcher.match(spoken(one.text)).kind == "aspect" for one in others)
    return {
        "right": right / max(1, len(asked)),
        "wrong": wrong / max(1, len(asked)),
        "denied": denied / max(1, len(asked)),
        "false": false / max(1, len(others)),
    }
