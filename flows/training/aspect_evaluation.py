"""Evaluation of questions about options: which are named, and what is asked, in one answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.language.phrasebook import OTHER
from flows.model.option import FEWEST
from flows.model.subject import Subject
from flows.pack.examples import marked, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from flows.nlu.match import Match
    from flows.nlu.matcher import Matcher
    from flows.pack.examples import Example
    from flows.pack.pack import Pack


def aspect_figures(matcher: Matcher, pack: Pack, said: Sequence[Example]) -> dict[str, float]:
    """Give the shares of questions whose options and aspect are right, wrong, or denied.

    A line that names no option may ask on about some that were spoken of. Of lines that name an
    option and ask none of the aspects, `false` is how many are answered as if they did.
    """
    asked = [example for example in said if example.label != OTHER]
    others = [example for example in said if example.label == OTHER]
    right = wrong = denied = 0
    pair = tuple(pack.options)[:FEWEST]
    for example in asked:
        match = matcher.match(spoken(example.text))
        is_right = _is_right(match, example, marked(example.text))
        if not is_right and not marked(example.text):
            match = matcher.match(example.text, about=Subject(options=pair))
            is_right = _is_right(match, example, match.options) and {*match.options} <= {*pair}
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


def _is_right(match: Match, example: Example, named: Iterable[str]) -> bool:
    return match.aspect == example.label and {*match.options} == {*named}
