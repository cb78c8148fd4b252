"""Changing an answer by typed text: which one is meant, what it becomes, and asking first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flows.dialogue import flow_actions, place_actions
from flows.dialogue.action import Action, ActionType, answer
from flows.dialogue.action import change as reopen
from flows.dialogue.result import Audience, Result
from flows.dialogue.step_parts import show
from flows.language.messages import say
from flows.language.phrasebook import bare, phrasebook
from flows.language.small_talk import is_slip
from flows.nlu.mentions import is_news
from flows.nlu.numbers import places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.dialogue.parts import Choice
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
    wishes, replies = _wishes(turn), turn.replies.places
    ways = (*(replies.change(wish.action) for wish in wishes), *_option_there(turn))
    if len(ways) > 1:
        return turn.reply(replies.which(ways))
    return _done(turn, wishes[0]) if wishes else place_actions.answers(turn)


def contradicted(turn: Turn) -> Result | None:
    """Offer to change an answer that a statement speaks against; None for any other line."""
    match, text = turn.match, turn.action.text
    if match.kind in _NO_STATEMENT or match.confidence == 1 or phrasebook().asks(text):
        return None
    found = [wish for wish in _told(turn) if wish.answer != wish.given]
    return _done(turn, found[0]) if len(found) == 1 else None


def taken_back(turn: Turn) -> Result | None:
    """Ask whether the last answer is taken back; None when nothing says or allows it."""
    position, text = turn.position, turn.action.text
    if turn.match.kind == "card" or position is None or not position.path or not is_slip(text):
        return None
    if next(places(bare(text)), None) is not None:
        return turn.do(Action(ActionType.CHANGE, text=text))
    last, given = position.path[-1]
    answers = turn.replies.pack.flows[position.flow].questions[last].answers
    if turn.matcher.yes_or_no(text) == given:
        return None  # what was meant is what was given: it speaks of something else
    others = [name for name in answers if name != given]
    action = reopen(position.flow, last)
    if len(others) == 1:
        action = answer(position.flow, last, others[0])
    asked = turn.replies.places.taken_back(action)
    after = turn.session._replace(pending_action=action.code)
    return turn.reply(asked, after)._replace(audience=Audience.DIRECT) if asked else None


def _done(turn: Turn, wish: Wish) -> Result:
    """Ask the question again, or ask first whether its answer becomes another one."""
    name = wish.flow.name(wish.question)
    if not wish.answer:
        return turn.do(wish.action)
    label = wish.flow.questions[wish.question].answers[wish.answer].label
    if wish.answer == wish.given:
        saved = say().saved_so.format(label=label, name=name)
        return turn.remark(turn.replies.system.line(saved))
    line = say().change_to.format(name=name, label=label)
    asked = turn.replies.places.taken_back(wish.action, line)
    after = turn.session._replace(pending_action=wish.action.code)
    return Result(after, asked, Audience.DIRECT) if asked else turn.show()


def _wishes(turn: Turn) -> tuple[Wish, ...]:
    """List the changes that a line may ask for: by place, by name, else of the last answer."""
    open_ = _answered(turn, turn.before.flow)
    if next(places(bare(turn.action.text)), None) is not None:
        return tuple(_placed(turn, open_))
    named = _named(turn)
    return (_with_answer(turn, named),) if named else _last(turn, open_)


def _placed(turn: Turn, open_: list[Wish]) -> Iterator[Wish]:
    """Go through what a place may mean: after a slip a button, and an answered question."""
    text, mentions = turn.action.text, turn.matcher.mentions
    button = _button(turn, open_[-1]) if open_ and is_slip(text) else None
    if button:
        yield button
    placed = mentions.placed(text, [wish.question for wish in open_])
    if placed and not (button and button.question == placed):
        wish = next(wish for wish in open_ if wish.question == placed)
        stated = mentions.stated(text, wish.flow.questions[placed])
        yield wish._replace(answer=stated or "")


def _last(turn: Turn, open_: list[Wish]) -> tuple[Wish, ...]:
    """Take the last answer, if a line says what it becomes, or there is no other."""
    if not open_:
        return ()
    last = open_[-1]
    question = last.flow.questions[last.question]
    stated = turn.matcher.mentions.stated(turn.action.text, question)
    return (last._replace(answer=stated or ""),) if stated or len(open_) == 1 else ()


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


def _option_there(turn: Turn) -> Iterator[Choice]:
    """Offer the option at the place that a slip names, where several were spoken of last."""
    options, text = turn.subject.options, turn.action.text
    place = turn.matcher.mentions.placed(text, options) if is_slip(text) else None
    if place and len(options) > 1:
        yield from show(turn.replies.pack, [turn.replies.pack.options[place].card])


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
