"""What a typed line does, wherever somebody is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.dialogue.action import Action, ActionType
from flows.dialogue.asked import answered, beside, with_miss
from flows.dialogue.asked_back import did_you_mean, likely_meant
from flows.dialogue.card_replies import MISSES
from flows.dialogue.change_actions import contradicted, taken_back
from flows.dialogue.confirmations import ask_topic, offer, offer_all, settle
from flows.dialogue.names import named
from flows.dialogue.person_actions import DRAFT, addressed, is_left
from flows.dialogue.reply import with_note
from flows.dialogue.small_talk_actions import is_remark
from flows.dialogue.told import told
from flows.dialogue.trouble import troubled
from flows.dialogue.typed_answers import taken
from flows.dialogue.unclear import unclear
from flows.dialogue.what_if_actions import supposed
from flows.language.messages import say
from flows.language.phrasebook import UNSURE, WHY, bare, phrasebook
from flows.language.small_talk import is_rude, is_small_talk, is_withdrawn, small_talk
from flows.model.option import BEST
from flows.nlu.match import TROUBLE

if TYPE_CHECKING:
    from flows.dialogue.result import Result
    from flows.dialogue.turn import Turn
    from flows.nlu.match import Match

_LIKELY = 0.7
"""From this probability on, a line is sure enough to act, or to be offered as leaving something."""
_BEGINNING = 0.6
"""The same, to begin, which loses nothing."""
_WAITING = frozenset({"understood", "pause"})
"""Small talk of somebody who is about to write."""
_LOST = frozenset({"none", "unsure"})
"""What a line is that was not understood."""
_UNCLEAR = frozenset({"none", "unsure", "command"})
"""What a line is understood as that may say something else."""


def ask(turn: Turn) -> Result:
    """Understand a line: trouble, a draft, a reply to what was asked back, or all the rest."""
    if turn.match.kind in TROUBLE:
        return troubled(turn)
    if sent := passed_on(turn):
        return sent
    if turn.pending == DRAFT.code:
        return _draft(turn)
    if settled := settle(turn):
        return beside(turn, settled)
    meant = _meant(turn) or taken_back(turn) or supposed(turn) or contradicted(turn)
    return meant or beside(turn, _said(turn))


def _meant(turn: Turn) -> Result | None:
    """Do what a listed phrase, small talk or a name stands for; None for all the rest."""
    if turn.match.listed:
        return command(turn, turn.match)
    if is_remark(turn):
        return turn.do(Action(ActionType.GREETING, text=turn.action.text))
    replies = turn.before.paused or turn.match.kind in {"answer", "confirm"}
    if is_withdrawn(turn.action.text) and not replies:
        return turn.remark(turn.replies.system.line(say().dropped))
    called = named(turn)
    if called and turn.match.kind != "answer":
        return turn.do(called)
    return turn.do(Action(ActionType.VERDICT)) if _asks_for_verdict(turn) else None


def _asks_for_verdict(turn: Turn) -> bool:
    """Whether a line asks whether to do what the document is about, in whatever words."""
    match, main = turn.match, turn.replies.pack.main_option
    best = match.aspect == BEST and match.options == (main,)
    return best or (match.kind == "card" and match.may_mean == ActionType.VERDICT)


def passed_on(turn: Turn) -> Result | None:
    """Show what follows “ask a person:” before it is sent."""
    sent = addressed(turn)
    return turn.do(sent) if sent else None


def _draft(turn: Turn) -> Result:
    """Take a line for what to send, unless it is plainly something else."""
    match, text = turn.match, turn.action.text
    if is_left(turn):
        return turn.do(Action(ActionType.LEAVE))
    if match.listed and match.id != WHY:
        return command(turn, match)
    if match.kind == "answer" and match.id and match.confidence == 1:  # plain, and not implied
        return taken(turn, match.id)
    waits = is_small_talk(text) and small_talk(text) in _WAITING
    if is_remark(turn) and not waits:
        return turn.do(Action(ActionType.GREETING, text=text))
    return turn.do(Action(ActionType.HUMAN, text="" if waits else text))


def command(turn: Turn, match: Match) -> Result:
    """Do what a listed phrase says, or what a line likely means, or offer that.

    What is asked first is done where that is sure enough and nothing is lost. What leaves or
    deletes something is only offered where that is likely enough.
    """
    begins = match.id == ActionType.RESUME and turn.before.flow is None and not match.listed
    row = turn.actions[ActionType.BEGIN if begins else match.id or ""]
    offered = turn.offer(likely_meant(turn, row.id)) if row.asked_first else None
    least = _BEGINNING if row.id == ActionType.BEGIN and not _denies(turn) else _LIKELY
    sure, leaves = match.confidence >= least, row.placed or row.forgets
    loses = (leaves or row.changes) and turn.before.answers
    if match.listed or offered is None or (sure and (row.forgets or not loses)):
        return turn.do(Action(row.id, text=turn.action.text if row.takes_text else ""))
    if leaves and not sure:
        offers = turn.replies.cards.unsure(match.also, turn.action.text, turn.offer(row.id))
        return turn.reply(offers)
    asked = turn.session._replace(pending_action=offered.action.type)
    return turn.reply(did_you_mean(turn, offered), asked)


def _denies(turn: Turn) -> bool:
    """Whether a line holds a word such as *not*."""
    return any(phrasebook().has("deny", (word,)) for word in bare(turn.action.text))


def _said(turn: Turn) -> Result:
    match = turn.match
    if match.kind in _UNCLEAR and (meant := unclear(turn)):
        return meant
    if rude := _rude(turn):
        return rude
    if match.kind == "command":
        return command(turn, match)
    return _answering(turn) or told(turn) or _asking(turn)


def _answering(turn: Turn) -> Result | None:
    """Take an answer, or ask back what a line implies; None where it is neither."""
    match = turn.match
    if match.kind not in {"answer", "confirm"} or not match.id:
        return None
    if match.kind == "answer" or match.id == UNSURE:
        return taken(turn, match.id)
    here = turn.position.node if turn.position else ""
    alone = match.answers.keys() <= {here}
    return offer(turn, match.id) if alone else offer_all(turn, match.answers)


def _rude(turn: Turn) -> Result | None:
    """Stay calm where a line is rude and nothing else was understood of it."""
    if turn.match.kind not in _UNCLEAR or not is_rude(turn.action.text):
        return None
    again = turn.session._replace(miss_count=turn.before.miss_count + 1)
    return turn.remark(turn.replies.system.rude(again.miss_count), again)


def _asking(turn: Turn) -> Result:
    """Answer a question or a topic, or say what is not known; misses in a row are counted."""
    match = turn.match
    missed = match.kind == "none" and match.id is None
    misses = turn.before.miss_count + 1 if missed else 0
    after = turn.session._replace(miss_count=misses)
    if match.kind == "unsure":
        after = ask_topic(turn, after)
    back = turn.remark if misses > MISSES else turn.reply
    said = answered(turn, match, turn.action.text, misses)
    lost = match.kind in _LOST and match.id is None
    if lost and misses <= 1 and turn.matcher.slips.is_foreign(turn.action.text):
        said = with_note(say().in_english, said)
    return with_miss(back(said, after), match)
