"""The shipped matcher on texts that it never learned from.

`others/` is set aside for measuring alone; nothing in it may become an example.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from flows.language.examples import command_examples
from flows.language.normalize import normal
from flows.training.distress_examples import distress_examples
from flows.training.evaluation import evaluate
from flows.training.reply_evaluation import SHORT, reply_figures, safety_figures
from flows.training.rows import read_rows

if TYPE_CHECKING:
    from flows.nlu.matcher import Matcher
    from flows.pack.examples import Examples
    from flows.pack.pack import Pack
    from flows.training.evaluation import Evaluation

OTHERS = Path(__file__).parent / "others"
QUESTIONS = (OTHERS / "questions.jsonl").read_text(encoding="utf-8").splitlines()
REPLIES = read_rows((OTHERS / "replies.jsonl").read_text(encoding="utf-8").splitlines(), "decide")
SAFETY = read_rows((OTHERS / "safety.jsonl").read_text(encoding="utf-8").splitlines())

ASPECTS = (OTHERS / "aspects.jsonl").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def found(matcher: Matcher) -> Evaluation:
    return evaluate(matcher, read_rows(QUESTIONS))


def test_the_right_card_is_found_or_offered(found: Evaluation) -> None:
    figures, kinds = found.figures(), found.kinds()
    assert figures["first"] >= 0.86
    assert kinds["indirect"] >= 0.65
    assert figures["top three"] >= 0.95
    assert figures["right and answered"] >= 0.75
    assert figures["wrong card"] <= 0.05


def test_what_the_document_does_not_answer_is_refused(found: Evaluation) -> None:
    kinds = found.kinds()
    assert kinds["near"] >= 0.90
    assert kinds["far"] >= 0.97
    assert found.figures()["false answers"] <= 0.10


def test_replies_are_heard_and_hardly_ever_recorded_wrongly(matcher: Matcher, pack: Pack) -> None:
    found = reply_figures(matcher, pack, REPLIES)
    assert found["right"] >= 0.92
    assert found["recorded wrongly"] <= 0.01
    assert found["as the opposite"] <= 0.003
    assert found["short ones at once"] >= 0.80


def test_danger_and_strain_are_known_with_few_false_alarms(matcher: Matcher) -> None:
    found = safety_figures(matcher, SAFETY)
    assert found["danger known"] >= 0.92
    assert found["strain known"] >= 0.75
    assert found["false alarms"] <= 0.03


def test_nothing_measured_was_learned(examples: Examples) -> None:
    learned = {normal(example.text) for example in (*examples.all, *command_examples())}
    asked = {normal(json.loads(line)["text"]) for line in QUESTIONS}
    assert sorted(asked & learned) == []
    lines = {normal(example.text) for example in distress_examples([])}
    troubled = [row for row in SAFETY if row.accept != ("none",)]
    said = {normal(e.text) for typed in examples.answers.values() for e in typed}
    asked_apart = ([row.text for row in troubled], [reply.text for reply in REPLIES])
    for texts, known in zip(asked_apart, (lines, said), strict=True):
        long = [text for text in texts if len(text.split()) > SHORT]
        assert [text for text in long if normal(text) in known] == []


def test_options_and_what_is_asked_of_them_are_understood(matcher: Matcher, pack: Pack) -> None:
    """Each line says which options it names and what it asks; a card that tells it is fine too."""
    right = wrong = 0
    main = next(iter(pack.options.values()))
    for line in ASPECTS:
        row, match = json.loads(line), matcher.match(json.loads(line)["text"])
        asked = {row["aspect"], *row.get("aspect_also", ())}
        named = [set(row["options"]), *map(set, row.get("options_also", ()))]
        told = {card for one in asked for card in main.cards.get(one, ())}
        card = match.kind == "card" and match.id in told and {"masters"} in named
        is_right = card or (match.aspect in asked and set(match.options) in named)
        right += is_right
        wrong += match.kind in {"aspect", "card", "command"} and not is_right
    assert right >= 0.87 * len(ASPECTS)
    assert wrong <= 0.12 * len(ASPECTS)
