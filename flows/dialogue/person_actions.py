"""What passes a text on: to a person, or to the authors; and what deletes everything."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flows.dialogue.action import Action, ActionType
from flows.dialogue.effect import DeleteMessages, KeepForAuthors, PassOn
from flows.dialogue.local_actions import below_silence
from flows.dialogue.person_replies import FIELD, SEEN
from flows.dialogue.request import OwnMessages
from flows.dialogue.result import Audience, Result
from flows.dialogue.session import UNDERWAY
from flows.language.identifiers import identifiers
from flows.language.messages import say
from flows.language.phrasebook import phrasebook
from flows.language.small_talk import is_small_talk, is_withdrawn, small_talk
from flows.nlu.clauses import clauses

if TYPE_CHECKING:
    from flows.dialogue.turn import Turn


DRAFT = Action(ActionType.HUMAN, "draft")
"""What is remembered while somebody was asked what to send: the next line is that."""


def addressed(turn: Turn) -> Action | None:
    """Read what follows a listed phrase and a colon, as in “oops. ask a person: who pays?”."""
    before, _, text = turn.action.text.partition(":")
    named = re.split(r"[.,;!?\n]", before)[-1]
    is_asked = text.strip() and turn.matcher.commands.find(named) == ActionType.HUMAN
    return Action(ActionType.HUMAN, text=text.strip()) if is_asked else None


def is_left(turn: Turn) -> bool:
    """Whether somebody thinks better of what they were about to send."""
    match, text = turn.match, turn.action.text
    leaves = match.listed and turn.actions[match.id or ""].leaves_draft
    return leaves or is_withdrawn(text) or (turn.pending == ActionType.SEND and _is_dropped(text))


def _is_dropped(text: str) -> bool:
    """Whether a clause of a line that asks nothing says to let it be: *never mind, I'll call*."""
    said = (clause.text for clause in clauses(text))
    drops = any(is_small_talk(one) and small_talk(one) == "never_mind" for one in said)
    return drops and not phrasebook().asks(text)


def human(turn: Turn) -> Result:
    """Pass a question on: first ask what to send, then show exactly that."""
    contact, people = turn.installation.contact, turn.replies.people
    if contact is None:
        return Result(turn.session, below_silence(turn, people.nobody()))
    if turn.request.form:
        return _in_form(turn)
    text = turn.action.text.strip()
    pending = ActionType.SEND if text else DRAFT.code
    said = people.preview(contact, text) if text else people.draft()
    return Result(turn.session._replace(pending_action=pending), said, Audience.DIRECT)


def _in_form(turn: Turn) -> Result:
    """Ask in a form what to send; what was filled in is shown before it is sent."""
    contact, people = turn.installation.contact, turn.replies.people
    assert contact is not None  # noqa: S101 - `human` has seen to it
    filled = dict(turn.action.fields).get(FIELD)
    text = (filled or "").strip()
    if filled is None:
        form = people.form(contact, turn.action.text.strip())
    elif text:
        form = people.preview_form(contact, text)
    else:
        form = people.form(contact, "", say().draft_missing)
    return Result(turn.session, form, Audience.DIRECT)


def send(turn: Turn) -> Result:
    """Send what was shown; what comes of it is said once it is known."""
    contact, people = turn.installation.contact, turn.replies.people
    if contact is None:
        nobody = below_silence(turn, people.nobody())
        return Result(turn.session, nobody, Audience.DIRECT)
    after, effect = turn.session._replace(intent=UNDERWAY), PassOn(turn.action.text)
    return Result(after, people.sending(contact), Audience.DIRECT, (effect,))


def leave(turn: Turn) -> Result:
    """Send nothing of what was written."""
    return turn.show(note=say().not_sent)


def keep(turn: Turn) -> Result:
    """Keep a text for the authors, shown first if it may be of a patient."""
    text = turn.action.text
    if turn.action.target != SEEN and identifiers(text):
        shown = turn.replies.people.to_authors(text)
        return Result(turn.session, shown, Audience.DIRECT)
    line = turn.replies.system.line(say().keeping)
    return Result(turn.session, line, effects=(KeepForAuthors(text),))


def forget(turn: Turn) -> Result:
    """Ask before everything is deleted; where nothing is kept, there is nothing to ask."""
    if turn.before.is_blank and not turn.request.external:
        nothing = turn.replies.system.nothing_kept()
        return Result(None, nothing, effects=_own_messages(turn))
    asked = turn.session._replace(pending_action=ActionType.FORGET_NOW)
    return Result(asked, turn.replies.system.forget())


def forget_now(turn: Turn) -> Result:
    """Delete everything, if that was asked about just now; an old button asks again."""
    if turn.pending != ActionType.FORGET_NOW and not turn.request.external:
        return turn.do(Action(ActionType.FORGET))
    said = turn.replies.system.forgotten(turn.installation)
    return Result(None, said, effects=_own_messages(turn))


def _own_messages(turn: Turn) -> tuple[DeleteMessages, ...]:
    ours = turn.installation.own_messages
    return (DeleteMessages(),) if ours is OwnMessages.DELETED else ()
