"""Voices: the same training with half of the voices held out, to see how it does on them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zlib import crc32

from flows.language.examples import command_examples
from flows.nlu.matcher import Matcher
from flows.nlu.model import COMMAND
from flows.pack.examples import NONE, Example
from flows.training.evaluation import Evaluation, Row, evaluate
from flows.training.train import OTHER, learn_all

if TYPE_CHECKING:
    from flows.pack.pack import Pack


_HALF = 1 << 3
"""The bit of a name's hash that parts the voices of every kind about evenly."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed answer: the question, what it says, what it means, and how it was heard.

    `recorded` tells what is taken at once from what is asked back.
    """

    question: str
    text: str
    meant: str
    heard: str
    recorded: bool


def apart(pack: Pack) -> tuple[Evaluation, tuple[Typed, ...]]:
    """Let half of the voices train a matcher, and match what the others say.

    Which half a voice is in hangs on its name alone, so that a new one swaps no others.
    """
    everything = pack.examples
    mine = {example.voice for example in everything.all if crc32(example.voice.encode()) & _HALF}

    def known(said: tuple[Example, ...]) -> tuple[Example, ...]:
        return tuple(example for example in said if example.voice not in mine)

    def unknown(said: tuple[Example, ...]) -> tuple[Example, ...]:
        return tuple(example for example in said if example.voice in mine)

    answers = {name: known(said) for name, said in everything.answers.items()}
    examples = replace(everything, all=known(everything.all), answers=answers)
    matcher = Matcher(pack, learn_all(examples, known(command_examples()), general=False))
    rows = [_row(example) for example in unknown((*everything.all, *command_examples()))]
    typed = []
    for name, said in everything.answers.items():
        flow, _, question = name.partition("/")
        asked = pack.flows[flow].questions[question]
        for example in unknown(said):
            match = matcher.match(example.text, asked)
            heard = match.id if match.kind in {"answer", "confirm"} else OTHER
            heard = OTHER if heard not in {*asked.answers, "unsure"} else heard
            recorded = match.kind == "answer"
            typed.append(Typed(name, example.text, example.label, heard or OTHER, recorded))
    return evaluate(matcher, rows), tuple(typed)


def _row(example: Example) -> Row:
    if example.label == NONE:
        return Row(example.text, (), example.kind)
    mark = COMMAND if example.kind == "command" else ""
    return Row(example.text, (mark + example.label,), example.kind)
