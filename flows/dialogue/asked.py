"""What a line asks, answered: cards, aspects, what is left out, or an offer to choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.dialogue.effect import CountMiss
from flows.dialogue.local_actions import below_aspect, below_cards, below_silence
from flows.dialogue.place_actions import with_start
from flows.dialogue.several import beside_an_answer, put_above, several
from flows.model.option import ONESELF
from flows.nlu.match import VERDICT, first_of

if TYPE_CHECKING:
    from flows.dialogue.reply import Message
    from flows.dialogue.result import Result
    from flows.dialogue.turn import Turn
    from flows.nlu.match import Match


def answered(turn: Turn, match: Match, text: str, misses: int, *, public: bool = False) -> Message:
    """Answer what a line asks; `misses` counts the lines in a row that were not understood."""
    cards = turn.replies.cards
    if match.others:
        return several(turn, match.asked, public=public)
    if match.kind == "card" and match.id:
        return below_cards(turn, with_start(turn, cards.card(match.id), match.id), match.id)
    if match.kind == "aspect" and match.aspect:
        roles = turn.matcher.options.roles(text)
        said = turn.replies.options.answer(match.options, match.aspect, roles)
        pack = turn.replies.pack
        if match.options == (pack.main_option,) and match.aspect in ONESELF:
            said = with_start(turn, said, *filter(None, [pack.about.short_answer]))
        return below_aspect(turn, said, match.options, match.aspect)
    if match.kind == "unsure":
        row = turn.actions.get(match.may_mean or "")
        meant = turn.offer(row.id) if row and (row.general or not public) else None
        short = turn.replies.pack.about.short_answer if match.may_mean == VERDICT else None
        likely = first_of(short, match.also) if short else match.also
        return with_start(turn, cards.unsure(likely, text, meant), *likely[:1])
    if match.kind == "none" and match.id:
        return below_silence(turn, cards.left_out(match.id, text))
    return cards.unknown(misses, text, public=public)


def with_miss(result: Result, match: Match) -> Result:
    """Count what was not understood."""
    missed = match.kind == "none" and match.id is None
    return result._replace(effects=(CountMiss(),)) if missed else result


def beside(turn: Turn, result: Result) -> Result:
    """Answer what a line asks beside its answer, above what that does."""
    match = turn.match
    if match.kind not in {"answer", "confirm"} or not match.others:
        return result
    first, *rest = match.others
    if rest:
        return put_above(several(turn, match.others), result)
    if first.kind == "command":
        return put_above(beside_an_answer(turn, first), result)
    return put_above(answered(turn, first, turn.action.text, 0), result)
