"""What each action does with options: list them, put them side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.dialogue.action import Action, ActionType
from flows.dialogue.local_actions import below_aspect

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
    """Put the options that an action names side by side; the older of those that are gone."""
    named = tuple(turn.action.target.split("/")) if turn.action.target else ()
    if not turn.replies.pack.options or any(n not in turn.replies.pack.options for n in named):
        return turn.older()
    whole = turn.action.type == ActionType.COMPARE_ALL
    return turn.reply(turn.replies.comparison.of(named, whole=whole))
