"""What an institution offers: all of it on request, and its share below what is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.dialogue.local_replies import offered, told_of, with_local
from flows.model.local import PERSON
from flows.model.option import MOST

if TYPE_CHECKING:
    from flows.dialogue.reply import Message
    from flows.dialogue.result import Result
    from flows.dialogue.turn import Turn
    from flows.nlu.match import Match


def local(turn: Turn) -> Result:
    """Say what the institution offers."""
    return turn.reply(what_is_here(turn))


def what_is_here(turn: Turn) -> Message:
    """Say what the institution offers; that is for its own people."""
    if turn.request.external:
        return turn.replies.system.for_externals()
    return offered(turn.replies.pack, turn.local, turn.installation.today)


def below_cards(turn: Turn, message: Message, *cards: str) -> Message:
    """Say under these cards what the institution has of what they tell of.

    What is no option, such as money, has its card's own name in the file.
    """
    return _below(turn, message, *(told_of(turn.replies.pack, card) for card in cards))


def below_options(turn: Turn, message: Message, options: tuple[str, ...]) -> Message:
    """Say under an answer what the institution has of its options, as far as they stand there."""
    return _below(turn, message, *(options if len(options) <= MOST else ()))


def below_aspect(turn: Turn, message: Message, options: tuple[str, ...], aspect: str) -> Message:
    """Say under an answer what the institution has of its options.

    Where the document is silent and there is no such thing, say whom to ask.
    """
    pack = turn.replies.pack
    said = below_options(turn, message, options)
    silent = aspect in pack.aspects and not any(pack.options[one].states(aspect) for one in options)
    return below_silence(turn, said) if silent and options and said is message else said


def below_all(turn: Turn, message: Message, asked: tuple[Match, ...]) -> Message:
    """Say under several answers what the institution has of what they tell of."""
    pack = turn.replies.pack
    named = [told_of(pack, one.id) for one in asked if one.kind == "card" and one.id]
    options = [option for one in asked if len(one.options) <= MOST for option in one.options]
    silent = [PERSON for one in asked if one.kind == "none"]
    return _below(turn, message, *named, *options, *silent)


def below_silence(turn: Turn, message: Message) -> Message:
    """Say whom to ask where the document says nothing."""
    return _below(turn, message, PERSON)


def _below(turn: Turn, message: Message, *named: str) -> Message:
    for what in dict.fromkeys(named):
        pack, today = turn.replies.pack, turn.installation.today
        message = with_local(message, pack, turn.local, what, today)
    return message
