"""Cross-validation: how a pack's own examples are understood while their authors are held out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.nlu.matcher import Matcher
from flows.nlu.model import COMMAND
from flows.pack.examples import NONE
from flows.training.evaluation import Row, evaluate
from flows.training.reply_evaluation import Reply, reply_figures
from flows.training.train import OTHER

if TYPE_CHECKING:
    from flows.nlu.model_bundle import Figures
    from flows.pack.examples import Example
    from flows.pack.pack import Pack
    from flows.training.train import Learned


_EVERY = 6
"""Every so many-th example is matched: enough for the figures, and training is waited for."""


def cross_validate(pack: Pack, typed: tuple[Example, ...], learned: Learned) -> Figures:
    """Match examples of a pack and of the commands by what the other authors teach.

    Shares are from 0 to 1; `questions` and `replies` count what is right and wrong, `kinds` are
    first guesses that are right, `bands` rows of the reliability table.
    """
    matcher = Matcher(pack, learned.held_out)
    found = evaluate(matcher, [_row(example) for example in (*pack.examples.all, *typed)[::_EVERY]])
    replies = []
    for name, said in pack.examples.answers.items():
        flow, _, question = name.partition("/")
        node = pack.flows[flow].questions[question]
        replies += [_reply(example, {*node.answers}, name) for example in said[::_EVERY]]
    return {
        "questions": found.figures(),
        "kinds": found.kinds(),
        "replies": reply_figures(matcher, pack, replies),
        "bands": [list(band) for band in found.reliability()],
    }


def _row(example: Example) -> Row:
    if example.label == NONE:
        return Row(example.text, (), example.kind)
    mark = COMMAND if example.kind == "command" else ""
    return Row(example.text, (mark + example.label,), example.kind)


def _reply(example: Example, answers: set[str], question: str) -> Reply:
    meant = example.label if example.label in {*answers, "unsure"} else OTHER
    return Reply(example.text, question, (meant,))
