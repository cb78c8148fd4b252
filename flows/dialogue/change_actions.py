"""Changing an answer by typed text: which one is meant, what it becomes, and asking first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flows.dialogue import flow_actions, place_actions
from flows.dialogue.action import Action, answer
from flows.dialogue.action import change as reopen
from flows.dialogue.result import Audience, Result
from flows.language.messages import say
from flows.language.phrasebook import bare, phrasebook
from flows.language.small_talk import is_slip
from flows.nlu.mentions import is_news
from flows.nlu.numbers import places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.dialogue.turn import Turn
    from flows.model.flow import Flow

_NO_STATEMENT = frozenset({"answer", "aspect", "command"})
"""What a line is understood as that speaks against no answer."""


class Wish(NamedTuple):
    """An answered question that somebody wants to change, what they said, and to what, if told."""

    flow: Flow
    question: str
    given: str
    answer: str = ""

    @property
    def action(self) -> Action:
        """What does it: another answer, or the question once more."""
        if not self.answer:
            return reopen(self.flow.id, self.question)
        return answer(self.flow.id, self.question, self.answer)


def change(turn: Turn) -> Result:
    """Change the answer that a button names, or the one that a line speaks of."""
    if turn.action.target:
        return flow_actions.change(turn)
    wishes = tuple(_wishes(turn))
    if not wishes:
        return place_actions.answers(turn)
    if len(wishes) > 1:
        return turn.reply(turn.replies.system.which_change([wish.action for wish in wishes]))
    return _done(turn, wishes[0])


def contradicted(turn: Turn) -> Result | None:
    """Offer to change an answer that a statement speaks against; None for any other line."""
    match, text = turn.match, turn.action.text
    if match.kind in _NO_STATEMENT or match.confidence == 1 or phrasebook().asks(text):
        return None
    found = [wish for wish in _told(turn) if wish.answer != wish.given]
    return _done(turn, found[0]) if len(found) == 1 else None


def is_of_a_place(turn: Turn) -> bool:
    """Whether a line names an answer or a question by its place."""
    return next(places(bare(turn.action.text)), None) is not None


def _done(turn: Turn, wish: Wish) -> Result:
    """Ask the question again, or ask first whether its answer becomes another one."""
    name = wish.flow.name(wish.question)
    if not wish.answer:
        return turn.do(wish.action)
    label = wish.flow.questions[wish.question].answers[wish.answer].label
    if wish.answer == wish.given:
        saved = say().saved_so.format(label=label, name=name)
        return turn.reply(turn.replies.system.line(saved))
    line = say().change_to.format(name=name, label=label)
    asked = turn.replies.system.taken_back(wish.action, line)
    after = turn.session._replace(pending_action=wish.action.code)
    return Result(after, asked, Audience.DIRECT) if asked else turn.show()


def _wishes(turn: Turn) -> Iterator[Wish]:
    """Go through the changes that a line may ask for: by place, by name, else of the last."""
    text, mentions = turn.action.text, turn.matcher.mentions
    open_ = _answered(turn, turn.before.flow)
    slip = is_slip(text) and is_of_a_place(turn)
    placed = mentions.placed(text, [wish.question for wish in open_])
    button = _button(turn, open_[-1]) if slip and open_ else None
    if button:
        yield button
    if placed and not (button and button.question == placed):
        wish = next(wish for wish in open_ if wish.question == placed)
        stated = mentions.stated(text, wish.flow.questions[placed])
        yield wish._replace(answer=stated or "")
    if placed or button or is_of_a_place(turn):
        return
    named = _named(turn)
    if named or not open_:
        yield from [_with_answer(turn, named)] if named else []
        return
    last = open_[-1]
    stated = mentions.stated(text, last.flow.questions[last.question])
    if stated or len(open_) == 1:
        yield last._replace(answer=stated or "")


def _named(turn: Turn) -> Wish | None:
    """Find the answered question whose words a line holds, in the open flow first."""
    flows = dict.fromkeys((turn.before.flow, *turn.before.answers))
    for wishes in (_answered(turn, flow) for flow in flows):
        names = [wish.question for wish in wishes]
        found = (
            turn.matcher.mentions.named(turn.action.text, wishes[0].flow, names) if names else ""
        )
        if found:
            return next(wish for wish in wishes if wish.question == found)
    return None


def _with_answer(turn: Turn, wish: Wish) -> Wish:
    """Add what a line says that an answer becomes, where it says so."""
    text, question = turn.action.text, wish.flow.questions[wish.question]
    mentions = turn.matcher.mentions
    said = mentions.stated(text, question)
    return wish._replace(answer=said or mentions.told(text, question) or "")


def _button(turn: Turn, last: Wish) -> Wish | None:
    """Take a place for that of a button of the question that was answered last."""
    ways = list(last.flow.questions[last.question].answers)
    chosen = turn.matcher.mentions.placed(turn.action.text, ways)
    return last._replace(answer=chosen) if chosen and chosen != last.given else None


def _told(turn: Turn) -> Iterator[Wish]:
    """Go through what a statement says of answered questions whose words it holds, or as news."""
    wishes, text, mentions = (
        _answered(turn, turn.before.flow),
        turn.action.text,
        turn.matcher.mentions,
    )
    here = turn.position
    if here is None or not wishes:
        return
    open_ = (here.node,) if here.kind == "question" else ()
    names = (*(wish.question for wish in wishes), *open_)
    named = mentions.named(text, wishes[0].flow, names)
    for wish in wishes:
        if named == wish.question or (named is None and not open_ and is_news(text)):
            said = mentions.told(text, wish.flow.questions[wish.question])
            if said:
                yield wish._replace(answer=said)


def _answered(turn: Turn, flow_id: str | None) -> list[Wish]:
    """List the answered questions of a flow, in their order."""
    flow = turn.replies.pack.flows.get(flow_id or "")
    if flow is None:
        return []
    position = turn.replies.pack.machines[flow.id].fold(turn.before.answers_for(flow.id))
    return [Wish(flow, question, given) for question, given in position.path]
