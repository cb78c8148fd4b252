"""Evaluation of replies and of danger: how often they are understood, and how often wrongly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.language.phrasebook import NO, OTHER, UNSURE, YES
from flows.nlu.match import TROUBLE
from flows.pack.examples import NONE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.nlu.matcher import Matcher
    from flows.pack.pack import Pack
    from flows.training.rows import Row

SHORT = 3
"""Words of a reply that is short."""
_ONE = ((YES,), (NO,))


def reply_figures(matcher: Matcher, pack: Pack, said: Sequence[Row]) -> dict[str, float]:
    """Give the shares of replies that are right, recorded wrongly, turned, and taken at once."""
    right = wrong = turned = short = at_once = 0
    for reply in said:
        flow, _, question = reply.question.partition("/")
        node = pack.flows[flow].questions[question]
        match = matcher.match(reply.text, node)
        is_heard = match.kind in {"answer", "confirm"}
        heard = match.id if is_heard and match.id in {*node.answers, UNSURE} else OTHER
        recorded = match.kind == "answer" and heard in node.answers
        is_wrong = recorded and heard not in reply.accept
        right += heard in reply.accept
        wrong += is_wrong
        turned += is_wrong and reply.accept in _ONE and (str(heard),) in _ONE
        if reply.accept in _ONE and len(reply.text.split()) <= SHORT:
            short += 1
            at_once += recorded and not is_wrong
    return {
        "right": right / max(1, len(said)),
        "recorded wrongly": wrong / max(1, len(said)),
        "as the opposite": turned / max(1, len(said)),
        "short ones at once": at_once / max(1, short),
    }


def safety_figures(matcher: Matcher, said: Sequence[Row]) -> dict[str, float]:
    """Give the shares of danger and strain that are known, and of false alarms among the rest."""
    known = {"danger": [0, 0], "strain": [0, 0], NONE: [0, 0]}
    for row in said:
        first, kind = row.accept[0], matcher.match(row.text).kind
        seen = kind if kind in TROUBLE else NONE
        alarm = row.accept == (NONE,) and seen == "danger"
        more = first == "strain" and seen == "danger"  # a sterner answer is no miss
        known[first][0] += alarm if first == NONE else seen in row.accept or more
        known[first][1] += 1
    shares = {name: right / max(1, of) for name, (right, of) in known.items()}
    return {
        "danger known": shares["danger"],
        "strain known": shares["strain"],
        "false alarms": shares[NONE],
    }
