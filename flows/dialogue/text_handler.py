"""What a typed line does, wherever somebody is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.dialogue.action import Action, ActionType, answer, change, deny, read_action
from flows.dialogue.card_replies import MISSES
from flows.dialogue.change_actions import contradicted, taken_back
from flows.dialogue.confirmations import ask_topic, offer, offer_all, settle
from flows.dialogue.effect import CountMiss
from flows.dialogue.local_actions import (
    below_aspect,
    below_cards,
    below_silence,
)
from flows.dialogue.names import flow_named, named
from flows.dialogue.person_actions import DRAFT, addressed, is_left
from flows.dialogue.place_actions import with_start
from flows.dialogue.reply import Message, with_note, with_undo
from flows.dialogue.result import Audience, Result
from flows.dialogue.session import Session
from flows.dialogue.several import put_above, several
from flows.dialogue.small_talk_actions import is_remark, line_for
from flows.dialogue.what_if_actions import supposed
from flows.language.messages import say
from flows.language.phrasebook import NO, UNSURE, WHY, YES, phrasebook
from flows.language.small_talk import is_rude, is_small_talk, small_talk
from flows.nlu.match import TROUBLE

if TYPE_CHECKING:
    from flows.dialogue.turn import Turn
    from flows.nlu.match import Match

_NOBODY = Session()
_LIKELY = 0.7
"""From this probability on, a line is sure enough to act, or to be offered as leaving something."""
_WAITING = frozenset({"understood", "pause"})
"""Small talk of somebody who is about to write."""
_FEW = 3
"""Words of a line that names a topic rather than tells about oneself."""


def ask(turn: Turn) -> Result:
    """Understand a line: trouble, a draft, a reply to what was asked back, or all the rest."""
    match = turn.match
    if match.kind in TROUBLE:
        return _troubled(turn)
    if sent := _addressed(turn):
        return sent
    if turn.pending == DRAFT.code:
        return _draft(turn)
    if settled := settle(turn):
        return _beside(turn, settled)
    meant = _meant(turn) or taken_back(turn) or supposed(turn) or contradicted(turn)
    return meant or _beside(turn, _said(turn))


def _meant(turn: Turn) -> Result | None:
    """Do what a listed phrase, small talk or a name stands for; None for all the rest."""
    if turn.match.listed:
        return _command(turn, turn.match)
    if is_remark(turn):
        return turn.do(Action(ActionType.GREETING, text=turn.action.text))
    called = named(turn)
    return turn.do(called) if called and turn.match.kind != "answer" else None


def _addressed(turn: Turn) -> Result | None:
    """Show what follows “ask a person:” before it is sent."""
    sent = addressed(turn)
    return turn.do(sent) if sent else None


def _beside(turn: Turn, result: Result) -> Result:
    """Answer what a line asks beside its answer, above what that does."""
    match = turn.match
    if match.kind not in {"answer", "confirm"} or not match.others:
        return result
    if len(match.others) > 1:
        return put_above(several(turn, match.others), result)
    return put_above(_answered(turn, match.others[0], turn.action.text, 0), result)


def public(turn: Turn) -> Result:
    """Answer a mention in a channel: general cards, and never anything personal."""
    match = turn.matcher.match(turn.action.text)
    if match.kind in TROUBLE:
        return _pointed_to_people(turn, match, public=True)
    if match.kind == "command":
        row = turn.actions[match.id or ""]
        if row.general:
            text = turn.action.text if row.takes_text else ""
            return turn.on(_NOBODY).do(Action(row.id, text=text))._replace(session=turn.before)
    if not turn.action.text or match.kind == "command" or is_remark(turn):
        return Result(turn.before, turn.replies.system.hello())
    said = _answered(turn, match, turn.action.text, 0, public=True)
    return _with_miss(Result(turn.before, said), match)


def aside(turn: Turn) -> Result:
    """Answer elsewhere as if nothing were open; words do what they always do."""
    alone = turn.on(_NOBODY._replace(subject=turn.before.subject))
    if turn.action.type != ActionType.ASK:
        row = turn.actions[turn.action.type]
        return row.handle(alone)._replace(session=turn.session)
    match, session = alone.match, turn.before._replace(pending_action="")
    if match.kind in TROUBLE:
        return _pointed_to_people(turn, match)
    if meant := _confirmed(turn) or _addressed(turn) or (None if match.listed else _begun(turn)):
        return meant
    if match.kind != "command" or turn.actions[match.id or ""].general:
        return ask(alone)._replace(session=session)
    if match.id != ActionType.GREETING:
        return _command(turn, match)
    line = line_for(turn)
    return Result(session, turn.replies.system.line(line)) if line else turn.welcome(session)


def _confirmed(turn: Turn) -> Result | None:
    """Forget somebody who was asked about it, wherever they confirm it in the button's words."""
    settled = settle(turn) if turn.pending == ActionType.FORGET_NOW else None
    return settled if settled and settled.session is None else None


def _begun(turn: Turn) -> Result | None:
    """Open the flow whose title a line is."""
    begun = flow_named(turn.on(_NOBODY))
    return turn.do(begun) if begun else None


def is_surely_a_topic(turn: Turn) -> bool:
    """Whether a line surely asks for a card, whatever is open, or shows danger or strain."""
    match, text = turn.match, turn.action.text
    plainly = match.confidence == 1 or phrasebook().asks(text) or text.count(" ") < _FEW
    return match.kind in TROUBLE or (match.kind == "card" and plainly)


def _pointed_to_people(turn: Turn, match: Match, *, public: bool = False) -> Result:
    """Point to people; after danger nothing typed is an answer before somebody resumes."""
    session = turn.before._replace(pending_action="")
    if match.kind == "danger" and session.flow is not None:
        session = session._replace(paused=True)
    support = turn.installation.support_contact
    said = turn.replies.system.trouble(match.kind, support, public=public)
    return Result(session, said, Audience.ALONE)


def _troubled(turn: Turn) -> Result:
    """Point to people; after strain, the question stays."""
    found = _pointed_to_people(turn, turn.match)
    if turn.match.kind == "danger" or not isinstance(found.reply, Message):
        return found
    return turn.reply(found.reply, title=say().strain_question)


def _draft(turn: Turn) -> Result:
    """Take a line for what to send, unless it is plainly something else."""
    match, text = turn.match, turn.action.text
    if is_left(turn):
        return turn.do(Action(ActionType.LEAVE))
    if match.listed and match.id != WHY:
        return _command(turn, match)
    if match.kind == "answer" and match.id and match.confidence == 1:  # plain, and not implied
        return _unsent(_taken(turn, match.id))
    waits = is_small_talk(text) and small_talk(text) in _WAITING
    if is_remark(turn) and not waits:
        return turn.do(Action(ActionType.GREETING, text=text))
    return turn.do(Action(ActionType.HUMAN, text="" if waits else text))


def _unsent(result: Result) -> Result:
    """Say that what was about to be sent was not."""
    assert isinstance(result.reply, Message)  # noqa: S101 - an answer shows where somebody is
    return result._replace(reply=with_note(say().not_sent, result.reply))


def _command(turn: Turn, match: Match) -> Result:
    """Do what a listed phrase says, or what a line likely means; an action with a label is offered.

    A row has a label if it is asked back before it is taken from other words than its own, unless
    that is sure enough and nothing is lost. What leaves or deletes something is only offered where
    that is likely enough.
    """
    row, offered = turn.actions[match.id or ""], turn.offer(match.id or "")
    sure, leaves = match.confidence >= _LIKELY, row.placed or row.forgets
    loses = leaves or (row.changes and turn.before.answers)
    if match.listed or offered is None or (sure and not loses):
        return turn.do(Action(row.id, text=turn.action.text if row.takes_text else ""))
    if leaves and not sure:
        return turn.reply(turn.replies.cards.unsure(match.also, turn.action.text))
    asked = turn.session._replace(pending_action=row.id)
    return turn.reply(turn.replies.system.did_you_mean(offered), asked)


def _answered(turn: Turn, match: Match, text: str, misses: int, *, public: bool = False) -> Message:
    cards = turn.replies.cards
    if match.others:
        return several(turn, match.asked, public=public)
    if match.kind == "card" and match.id:
        return below_cards(turn, with_start(turn, cards.card(match.id), match.id), match.id)
    if match.kind == "aspect" and match.aspect:
        roles = turn.matcher.options.roles(text)
        said = turn.replies.options.answer(match.options, match.aspect, roles)
        return below_aspect(turn, said, match.options, match.aspect)
    if match.kind == "unsure":
        return cards.unsure(match.also, text)
    if match.id:
        return below_silence(turn, cards.left_out(match.id, text))
    return cards.unknown(misses, text, public=public)


def _with_miss(result: Result, match: Match) -> Result:
    """Count what was not understood."""
    missed = match.kind == "none" and match.id is None
    return result._replace(effects=(CountMiss(),)) if missed else result


def _said(turn: Turn) -> Result:
    match, text = turn.match, turn.action.text
    replied = phrasebook().meaning(text) & {YES, NO, UNSURE, WHY}
    if match.kind in {"none", "unsure", "command"} and replied:
        return _replied_to_nothing(turn, replied)
    if match.kind == "command":
        return _command(turn, match)
    missed = match.kind == "none" and match.id is None
    misses = turn.before.miss_count + 1 if missed else 0
    after = turn.session._replace(miss_count=misses)
    if match.kind in {"none", "unsure"} and is_rude(text):
        return turn.reply(turn.replies.system.rude(), after)
    if match.kind == "answer" and match.id:
        return _taken(turn, match.id)
    if match.kind == "confirm" and match.id:
        return offer_all(turn, match.answers) if len(match.answers) > 1 else offer(turn, match.id)
    if match.kind == "unsure":
        after = ask_topic(turn, after)
    back = turn.remark if misses > MISSES else turn.reply
    return _with_miss(back(_answered(turn, match, text, misses), after), match)


def _replied_to_nothing(turn: Turn, replied: frozenset[str]) -> Result:
    """Answer a why, of a result or of what was said; or a yes to nothing that was asked."""
    ended = turn.position is not None
    if WHY in replied:
        return turn.do(Action(ActionType.WHY if ended else ActionType.MORE))
    return turn.show(turn.before, say().nothing_asked) if ended else turn.welcome(turn.before)


def _taken(turn: Turn, answer_id: str) -> Result:
    """Take an answer from typed text: say how it was read, one press undoes it."""
    position, question = turn.position, turn.question
    if position and turn.match.left:
        return _denied(turn)
    if position is None or question is None or answer_id == UNSURE:
        return turn.do(Action(ActionType.UNSURE))
    done = turn.do(answer(position.flow, position.node, answer_id))
    assert isinstance(done.reply, Message)  # noqa: S101 - an answer shows where somebody is
    ahead = turn.before.answers_for(position.flow).keys() - position.answers.keys()
    undone = change(position.flow, position.node) if ahead else Action(ActionType.BACK)
    return done._replace(reply=with_undo(question.answers[answer_id].label, undone, done.reply))


def _denied(turn: Turn) -> Result:
    """Ask for the other parts of an either/or; whoever denies a second one is asked back."""
    position, question, left = turn.position, turn.question, turn.match.left
    if position is None or question is None:
        return turn.welcome()
    part = next(name for name in question.any_of if name not in left)
    before = read_action(turn.pending)
    here = deny(position.flow, position.node, part)
    same = before.target.rsplit("/", 1)[0] == here.target.rsplit("/", 1)[0]
    if before.type == ActionType.DENY and before != here and same:
        return offer(turn, NO)
    names = [question.any_of[name][0] for name in left]
    listed = f" {say().or_} ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)
    after = turn.session._replace(pending_action=here.code)
    return turn.show(after, say().other_part.format(parts=listed))
