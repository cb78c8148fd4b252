"""What somebody asks about where they are: their answers, the verdict, and how sure it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.dialogue.action import Action, ActionType, Visibility
from flows.dialogue.reply import Message, with_note
from flows.language.messages import say

if TYPE_CHECKING:
    from flows.dialogue.result import Result
    from flows.dialogue.turn import Turn


def answers(turn: Turn) -> Result:
    """Say what was answered, and what is open or came of it; stopped or not."""
    here, places = turn.replies.position(turn.session), turn.replies.places
    given = {flow for flow in turn.session.answers if turn.session.answers_for(flow)}
    known = tuple(flow for flow in turn.replies.pack.flows if flow in given)
    if here is None or (turn.position is None and not known):
        return _with_note(places.questions(), turn.welcome())
    saved = turn.replies.pack.machines[here.flow].fold(turn.session.answers_for(here.flow))
    said = places.answers(here, saved, tuple(flow for flow in known if flow != here.flow))
    if turn.position is None:
        resume = turn.replies.welcome(turn.session, turn.installation.privacy)
        return turn.reply(Message(said.text, said.parts, resume.choices, resume.more))
    return turn.reply(said)


def verdict(turn: Turn) -> Result:
    """Show the result, or say what it takes; with nothing open, the document's short answer."""
    position, pack = turn.position, turn.replies.pack
    if position is None:
        return _short(turn)
    if position.kind == "outcome":
        return turn.show()
    left = pack.machines[position.flow].longest(position) - 1
    return turn.show(note=say().verdict_after.format(count=left) if left else say().verdict_last)


def sure(turn: Turn) -> Result:
    """Say how far the result, or whatever is said here, can be relied on."""
    position = turn.position
    ended = position if position and position.kind == "outcome" else None
    if turn.replies.pack.about.how_sure:
        return turn.reply(turn.replies.places.sure(ended))
    return turn.do(Action(ActionType.WHY if ended else ActionType.ABOUT))


def with_start(turn: Turn, message: Message, *cards: str) -> Message:
    """Offer below cards the flows that go on from them, to somebody who has none open."""
    pack = turn.replies.pack
    then = tuple(dict.fromkeys(flow for card in cards for flow in pack.cards[card].then))
    own = turn.request.visibility is Visibility.DIRECT and not turn.request.external
    if not then or not own or turn.replies.position(turn.before):
        return message
    return turn.replies.places.with_start(message, then)


def _short(turn: Turn) -> Result:
    short = turn.replies.pack.about.short_answer
    if short is None or turn.replies.position(turn.session):
        return turn.welcome()
    shown = turn.replies.cards.card(short)
    return turn.reply(turn.replies.places.with_start(shown, [turn.replies.pack.about.main]))


def _with_note(note: str, result: Result) -> Result:
    assert isinstance(result.reply, Message)  # noqa: S101 - a welcome is one
    return result._replace(reply=with_note(note, result.reply))
