"""Cross-validation: how a pack's own examples are understood while their authors are held out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.language.phrasebook import OTHER, UNSURE
from flows.nlu.matcher import Matcher
from flows.nlu.model import COMMAND
from flows.pack.examples import NONE
from flows.training.aspect_evaluation import aspect_figures
from flows.training.evaluation import evaluate
from flows.training.reply_evaluation import reply_figures
from flows.training.rows import Row

if TYPE_CHECKING:
    from flows.nlu.model_bundle import Figures
    from flows.pack.examples import Example, Examples
    from flows.pack.pack import Pack
    from flows.training.train import Learned


_ENOUGH = 2000
"""Examples of a kind that are matched: enough for the figures, for training is waited for."""


def cross_validate(
    pack: Pack, examples: Examples, typed: tuple[Example, ...], learned: Learned
) -> Figures:
    """Match examples of a pack by what the other authors teach; of very many, some.

    Shares are from 0 to 1; `questions` and `replies` count what is right and wrong, `count` how
    many were asked, `kinds` first guesses that are right, those of the commands too, and `bands`
    are rows of the reliability table.
    """
    matcher = Matcher(pack, learned.held_out)
    said = examples.all[:: _step(len(examples.all))]
    found = evaluate(matcher, map(_row, said))
    words = evaluate(matcher, map(_row, typed[:: _step(len(typed))]))
    replies = []
    for name, said in examples.answers.items():
        flow, _, question = name.partition("/")
        node = pack.flows[flow].questions[question]
        replies += [_reply(example, {*node.answers}, name) for example in said[:: _step(len(said))]]
    asked = (*examples.aspects, *examples.follow_ups)
    return {
        "questions": found.figures(),
        "kinds": {**words.kinds(), **found.kinds()},
        "count": {"questions": len(found.outcomes), "replies": len(replies)},
        "replies": reply_figures(matcher, pack, replies),
        "aspects": aspect_figures(matcher, pack, asked[:: _step(len(asked))]),
        "bands": [list(band) for band in found.reliability()],
    }


def _step(count: int) -> int:
    return max(1, count // _ENOUGH)


def _row(example: Example) -> Row:
    if example.label == NONE:
        return Row(example.text, (), example.kind)
    mark = COMMAND if example.kind == "command" else ""
    return Row(example.text, (mark + example.label,), example.kind)


def _reply(example: Example, answers: set[str], question: str) -> Row:
    meant = example.label if example.label in {*answers, UNSURE} else OTHER
    return Row(example.text, (meant,), example.kind, question)
