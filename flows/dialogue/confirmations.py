"""Confirmations: what is asked back before it is done, and what a typed line says to that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.dialogue.action import Action, ActionType, answer, answer_all, given_in, read_action
from flows.dialogue.asked_back import asked_back, asked_just_now, declined, is_offer, take_as
from flows.dialogue.consent import agrees, begins_with, consents_to_all, mends, way_of
from flows.dialogue.person_actions import is_left
from flows.dialogue.reply import actions_by_label, with_note
from flows.dialogue.result import Audience, Result
from flows.language.messages import say
from flows.language.phrasebook import NO, YES, bare, phrasebook
from flows.language.small_talk import is_slip, is_withdrawn
from flows.nlu.clauses import clauses
from flows.nlu.numbers import place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flows.dialogue.reply import Message
    from flows.dialogue.session import Session
    from flows.dialogue.turn import Turn


def offer(turn: Turn, answer_id: str) -> Result:
    """Ask back what a line implies, unless the same question was just asked back."""
    position = turn.position
    if position is None:
        return turn.welcome()
    if asked_just_now(turn):
        return turn.show(note=say().press_instead)
    return _ask_back(turn, answer(position.flow, position.node, answer_id))


def offer_all(turn: Turn, told: Mapping[str, str]) -> Result:
    """Ask back at once what a situation answers, but for what was answered like that before."""
    position = turn.position
    flow = position.flow if position else turn.replies.system.main.id
    known = position.answers if position else {}
    given = {name: choice for name, choice in told.items() if known.get(name) != choice}
    if position and given.keys() <= {position.node}:
        return offer(turn, given[position.node]) if given else turn.show()
    action = answer_all(flow, given)
    if asked_just_now(turn) or turn.pending == action.code:
        return turn.show(note=say().press_instead)
    return _ask_back(turn, action)


def ask_topic(turn: Turn, after: Session) -> Session:
    """Remember that topics were offered, so that a “no” is to them rather than to the question."""
    return after._replace(pending_action=ActionType.ASK) if turn.question else after


def decline_offer(turn: Turn) -> Result:
    """Record nothing of what was offered, and ask the question again."""
    return turn.show(turn.session._replace(pending_action=turn.action.code))


def settle(turn: Turn) -> Result | None:
    """Take a typed line as the answer to what was asked back; None when it is none."""
    pending = read_action(turn.pending)
    asked = asked_back(turn, pending)
    if asked is None:
        return None
    if pending.type == ActionType.SEND and is_left(turn):
        return turn.do(Action(ActionType.LEAVE))
    if turn.match.others and turn.match.kind in {"answer", "confirm"}:
        return _beside_a_question(turn, pending)
    way = way_of(turn, pending)
    if named := _label(turn, asked, bare=way is not None):
        return turn.do(named)
    return _replied(turn, pending, asked, way)


def _beside_a_question(turn: Turn, pending: Action) -> Result | None:
    """Take a reply that has a question beside it, where it is one to what was asked back."""
    way = turn.match.id
    if pending.type == ActionType.ASK and way != NO:
        return None
    if not is_offer(turn, pending):
        return turn.show()
    if way == NO:
        return turn.do(declined(turn, pending))
    if pending.type == ActionType.ANSWER_ALL:
        return turn.do(pending) if consents_to_all(turn, pending) else _ask_back(turn, pending)
    return turn.do(pending) if way == pending.target.rpartition("/")[2] else turn.show()


def _of_the_topics(turn: Turn) -> Result | None:
    """Take what is said to the topics offered: a place, or none of them.

    A yes, and any other no, is to the question in sight.
    """
    said, cards = bare(turn.action.text), turn.subject.cards
    at = place(said, ordinal=True)
    if at and 0 < at <= len(cards):
        return turn.do(Action(ActionType.SHOW, cards[at - 1]))
    if at is not None:
        return turn.reply(turn.replies.cards.which_topic(cards), ask_topic(turn, turn.session))
    none = phrasebook().turns["none"]
    left = any(bare(clause.text) in none for clause in clauses(turn.action.text))
    return turn.show(note=say().dropped) if left else None


def _longer(turn: Turn, pending: Action, asked: Message) -> Result | None:
    """Take a line that says more than yes or no; None where it is no reply to the offer."""
    if pending.type == ActionType.ANSWER_ALL:
        return _mended(turn, pending, asked)
    asks = turn.match.kind != "answer" and phrasebook().asks(turn.action.text)
    if asks or not is_offer(turn, pending):
        return None
    if begins_with(turn, NO):
        return turn.do(declined(turn, pending))
    if agrees(turn, pending):
        return turn.do(pending)
    mending = begins_with(turn, YES) and mends(turn, bare(turn.action.text), pending)
    return _once_more(turn, asked) if mending else None


def _once_more(turn: Turn, asked: Message) -> Result:
    """Ask back again what a line neither takes nor leaves."""
    return Result(turn.before, with_note(say().press_instead, asked), Audience.DIRECT)


def _mended(turn: Turn, pending: Action, asked: Message) -> Result | None:
    """Take a longer yes or no to several answers; those that it speaks of are left out.

    Whatever else it says, nothing is recorded: a no leaves them, and the rest is asked again.
    """
    said = clauses(turn.action.text)
    ways = {turn.matcher.yes_or_no(clause.text) for clause in (*said[:1], *said[-1:])}
    denied = NO in ways or begins_with(turn, NO) or any(is_withdrawn(one.text) for one in said)
    if not (denied or YES in ways) or phrasebook().asks(turn.action.text):
        return None
    flow, given = given_in(pending.target)
    spoken_of = turn.matcher.questions_named(turn.action.text, flow)
    left = {name: choice for name, choice in given.items() if name not in spoken_of}
    if left and left != given:
        return _ask_back(turn, answer_all(flow, left))
    if denied or not left:
        return turn.do(declined(turn, pending))
    if consents_to_all(turn, pending):
        return turn.do(pending)
    return _once_more(turn, asked)


def _ask_back(turn: Turn, action: Action) -> Result:
    asked = take_as(turn, action)
    if asked is None:
        return turn.older()
    return Result(turn.session._replace(pending_action=action.code), asked, Audience.DIRECT)


def _replied(turn: Turn, pending: Action, asked: Message, way: str | None) -> Result | None:
    """Take a bare yes or no, or what else is said to this."""
    insists = is_slip(turn.action.text) and pending.target.endswith(f"/{way}")
    if insists and pending.type == ActionType.ANSWER:
        return turn.do(pending)
    if pending.type == ActionType.ASK:
        return _of_the_topics(turn)
    return _longer(turn, pending, asked) if way is None else _settled(turn, pending, asked, way)


def _settled(turn: Turn, pending: Action, asked: Message, way: str) -> Result | None:
    if way == YES and turn.actions[pending.type].by_yes:
        return turn.do(pending)
    if way == YES:
        return Result(turn.before, with_note(say().press_button, asked), Audience.DIRECT)
    if way == NO and is_offer(turn, pending):
        return turn.do(declined(turn, pending))
    if way == NO and pending.type == ActionType.SEND:
        return turn.do(Action(ActionType.LEAVE))
    return turn.show(note=say().dropped) if way == NO else None


def _label(turn: Turn, asked: Message, *, bare: bool) -> Action | None:
    """Find the button that a line names: of what was asked back, else of the question.

    A bare yes or no replies to what was asked back, even if a button is called that too.
    """
    if found := actions_by_label(asked).get(turn.normalized):
        return found
    if bare and turn.normalized in {YES, NO}:
        return None
    shown = turn.replies.present(turn.session, turn.installation.privacy)
    found = actions_by_label(shown).get(turn.normalized)
    return found if found and found.type == ActionType.ANSWER else None
