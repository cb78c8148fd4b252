"""The shipped matcher on texts that it never learned from.

`others/` is set aside for measuring alone; nothing in it may become an example.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from flows.evaluation import evaluate, read_rows
from flows.examples import commands
from flows.fold import normal

if TYPE_CHECKING:
    from flows.evaluation import Evaluation
    from flows.flow import Question
    from flows.library import Library
    from flows.matching import Matcher

OTHERS = Path(__file__).parent / "others"
QUESTIONS = (OTHERS / "questions.jsonl").read_text(encoding="utf-8").splitlines()
ANSWERS = [
    json.loads(line) for line in (OTHERS / "answers.jsonl").read_text(encoding="utf-8").splitlines()
]


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
    assert kinds["far"] >= 0.98
    assert found.figures()["false answers"] <= 0.10


def test_typed_answers_are_heard(matcher: Matcher, questions: dict[str, Question]) -> None:
    right = turned = 0
    for row in ANSWERS:
        match = matcher.match(row["text"], questions[row["question"]])
        heard = match.id if match.kind == "answer" else "other"
        right += heard == row["label"]
        turned += {heard, row["label"]} == {"yes", "no"}
    assert right / len(ANSWERS) >= 0.92
    assert turned / len(ANSWERS) <= 0.01


def test_nothing_measured_was_learned(library: Library) -> None:
    learned = {normal(example.text) for example in (*library.examples.all, *commands())}
    asked = {normal(json.loads(line)["text"]) for line in QUESTIONS}
    assert sorted(asked & learned) == []
