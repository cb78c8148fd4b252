"""What is the same for everybody: cards, topics, help, about, and the welcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.dialogue.action import Action, ActionType
from flows.dialogue.local_actions import below_cards
from flows.dialogue.place_actions import with_start
from flows.dialogue.result import Result
from flows.model.option import LIST, MOST

if TYPE_CHECKING:
    from flows.dialogue.turn import Turn


def show(turn: Turn) -> Result:
    """Show a card, in short or all of it."""
    cards = turn.replies.cards
    if turn.action.target not in cards.pack.cards:
        return turn.older()
    card, whole = turn.action.target, turn.action.type == ActionType.WHOLE
    shown = with_start(turn, cards.card(card, whole=whole), card)
    return turn.reply(below_cards(turn, shown, card))


def more(turn: Turn) -> Result:
    """Show the rest of what was spoken of last; at a result, what is behind it."""
    cards, subject = _spoken_of(turn), turn.subject
    if len(cards) > 1:
        return turn.reply(turn.replies.cards.which(cards))
    if cards and subject.whole:
        return turn.reply(turn.replies.cards.all_told(cards[0]))
    if cards:
        return turn.do(Action(ActionType.WHOLE, cards[0]))
    if turn.position and turn.position.kind == "outcome":
        return turn.do(Action(ActionType.WHY))
    return turn.reply(turn.replies.cards.topics())


def _spoken_of(turn: Turn) -> tuple[str, ...]:
    """Name the cards of what was spoken of last."""
    subject, pack, options = turn.subject, turn.replies.pack, turn.replies.pack.options
    if not subject.options:
        return subject.cards
    if pack.main_option and len(subject.spoken_of) > MOST:
        return (options[pack.main_option].card_for(LIST),)
    return tuple(options[name].card_for(subject.aspect) for name in subject.spoken_of)


def topics(turn: Turn) -> Result:
    """List the topics."""
    return Result(turn.session, turn.replies.cards.topics())


def about(turn: Turn) -> Result:
    """Say where every answer comes from."""
    here = turn.installation
    return Result(turn.session, turn.replies.system.about(here.privacy, here.kept_days))


def help_(turn: Turn) -> Result:
    """Say what can be typed."""
    rows = [turn.actions[word] for word in turn.matcher.commands.phrases]
    outside = turn.request.external
    words = tuple(row.id for row in rows if row.in_help and not (outside and row.for_members))
    position = turn.replies.position(turn.session)
    said = turn.replies.system.help(position, turn.installation.privacy, words)
    return Result(turn.session, said)


def look(turn: Turn) -> Result:
    """Say what this is, and what of it is open."""
    return turn.welcome()
