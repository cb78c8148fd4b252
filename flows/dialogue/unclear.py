"""What a line that was not surely understood says in a part of it, or replies to nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.dialogue.action import Action, ActionType
from flows.language.messages import say
from flows.language.phrasebook import NO, UNSURE, WHY, YES, phrasebook
from flows.language.small_talk import is_small_talk
from flows.nlu.clauses import clauses

if TYPE_CHECKING:
    from flows.dialogue.result import Result
    from flows.dialogue.turn import Turn


def unclear(turn: Turn) -> Result | None:
    """Do what a line that was not surely understood says in a part of it, or replies to nothing."""
    if begun := _takes_start(turn):
        return begun
    replied = phrasebook().meaning(turn.action.text) & {YES, NO, UNSURE, WHY}
    if replied:
        return _replied_to_nothing(turn, replied)
    return _told_beside(turn) or _replied_again(turn) or _past_greeting(turn)


def _takes_start(turn: Turn) -> Result | None:
    """Begin the flow that was offered below the card spoken of last, for a yes and nothing else."""
    pack, text = turn.replies.pack, turn.action.text
    flows = [flow for card in turn.subject.cards for flow in pack.cards[card].then]
    if turn.before.flow is not None or not flows or is_small_talk(text):
        return None
    agreed = turn.matcher.yes_or_no(text) == YES
    return turn.do(Action(ActionType.BEGIN, flows[0])) if agreed else None


def _replied_to_nothing(turn: Turn, replied: frozenset[str]) -> Result:
    """Answer a why, of a result or of what was said; or a yes to nothing that was asked."""
    position = turn.position
    if WHY in replied:
        return turn.do(Action(ActionType.WHY if position else ActionType.MORE))
    ended = position is not None and position.kind == "outcome"
    note = say().nothing_asked if ended else ""
    return turn.show(turn.before, note) if position else turn.welcome(turn.before)


def _replied_again(turn: Turn) -> Result | None:
    """Show the result to somebody who answers its last question once more, or wonders about it."""
    position = turn.position
    acts = turn.match.kind == "command" and turn.match.id != ActionType.GREETING
    if acts or position is None or turn.question or not position.path:
        return None
    last = turn.replies.pack.flows[position.flow].questions[position.path[-1][0]]
    again = turn.matcher.match(turn.action.text.replace("?", " "), last)
    plain = again.kind == "answer" and again.confidence == 1 and not again.left
    return turn.show(turn.before, say().nothing_asked) if plain else None


def _told_beside(turn: Turn) -> Result | None:
    """Do what one clause is a listed phrase for, where the rest of the line tells more of it."""
    said = clauses(turn.action.text)
    found = (turn.matcher.commands.find(clause.text) for clause in said)
    rows = (turn.actions[id_] for id_ in found if id_ and id_ != ActionType.GREETING)
    meant = next((row.id for row in rows if row.takes_text), None)
    return turn.do(Action(meant, text=turn.action.text)) if meant else None


def _past_greeting(turn: Turn) -> Result | None:
    """Read a question beside a thanks or a hello by itself; None where there is none."""
    if turn.match.id != ActionType.GREETING:
        return None
    said = [clause.text for clause in clauses(turn.action.text) if not is_small_talk(clause.text)]
    rest = " ".join(said)
    asks = phrasebook().asks(rest) and rest != turn.action.text
    return turn.do(Action(ActionType.ASK, text=rest)) if asks else None
