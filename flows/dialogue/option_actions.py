"""What each action does with options: list them, put them side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.dialogue.action import Action, ActionType
from flows.dialogue.local_actions import below_aspect, below_options
from flows.model.option import FEWEST, MOST

if TYPE_CHECKING:
    from flows.dialogue.result import Result
    from flows.dialogue.turn import Turn


def options(turn: Turn) -> Result:
    """List every option; the topics, in a pack that has none."""
    if not turn.replies.pack.options:
        return turn.do(Action(ActionType.TOPICS))
    return turn.reply(turn.replies.options.options())


def aspect(turn: Turn) -> Result:
    """Say what the document says of one aspect of an option."""
    pack, (option, _, asked) = turn.replies.pack, turn.action.target.partition("/")
    if option not in pack.options or asked not in pack.aspects:
        return turn.older()
    said = turn.replies.options.answer((option,), asked, ())
    return turn.reply(below_aspect(turn, said, (option,), asked))


def compare(turn: Turn) -> Result:
    """Put the options that an action names side by side, as far as they are there."""
    named = tuple(turn.action.target.split("/")) if turn.action.target else _spoken_of(turn)
    if not named and not turn.replies.pack.options:
        return turn.reply(turn.replies.system.nothing_to_compare())
    if any(name not in turn.replies.pack.options for name in named):
        return turn.older()
    whole = turn.action.type == ActionType.COMPARE_ALL
    return turn.reply(below_options(turn, turn.replies.comparison.of(named, whole=whole), named))


def _spoken_of(turn: Turn) -> tuple[str, ...]:
    """Name the options that were spoken of last, where these are some to compare."""
    subject = turn.subject
    shown = not subject.aspect and not subject.focus  # they stand side by side already
    some = FEWEST <= len(subject.options) <= MOST
    return subject.options if some and not shown else ()
