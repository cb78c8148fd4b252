"""The shipped matcher on texts that it never learned from.

`others/` is set aside for measuring alone; nothing in it may become an example.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from flows.evaluation import evaluate, read_rows
from flows.examples import commands, safety
from flows.fold import normal

if TYPE_CHECKING:
    from flows.evaluation import Evaluation
    from flows.flow import Question
    from flows.library import Library
    from flows.matching import Matcher

OTHERS = Path(__file__).parent / "others"
QUESTIONS = (OTHERS / "questions.jsonl").read_text(encoding="utf-8").splitlines()
SHORT = 3
"""Words of a reply that is short."""


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (OTHERS / name).read_text(encoding="utf-8").splitlines()]


REPLIES, SAFETY = _rows("replies.jsonl"), _rows("safety.jsonl")


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


def test_replies_are_heard_and_hardly_ever_recorded_wrongly(
    matcher: Matcher, questions: dict[str, Question]
) -> None:
    right = wrong = turned = short = at_once = 0
    for row in REPLIES:
        match = matcher.match(row["text"], questions[row["question"]])
        heard = match.id if match.kind in {"answer", "confirm"} else "other"
        right += heard in row["accept"]
        recorded = match.kind == "answer" and heard in {"yes", "no"}
        wrong += recorded and heard not in row["accept"]
        turned += recorded and row["accept"] in (["yes"], ["no"]) and heard not in row["accept"]
        if row["accept"] in (["yes"], ["no"]) and len(row["text"].split()) <= SHORT:
            short += 1
            at_once += recorded and heard in row["accept"]
    assert right / len(REPLIES) >= 0.90
    assert wrong / len(REPLIES) <= 0.01
    assert turned / len(REPLIES) <= 0.003
    assert at_once / short >= 0.75


def test_danger_and_strain_are_known_with_few_false_alarms(matcher: Matcher) -> None:
    found: Counter[str | tuple[str, str]] = Counter()
    for row in SAFETY:
        first, kind = row["accept"][0], matcher.match(row["text"]).kind
        found[first] += 1
        found[first, "right"] += kind in row["accept"] or (first, kind) == ("strain", "danger")
        found["alarms"] += row["accept"] == ["none"] and kind == "danger"
    assert found["danger", "right"] / found["danger"] >= 0.85
    assert found["strain", "right"] / found["strain"] >= 0.70
    assert found["alarms"] / found["none"] <= 0.04


def test_nothing_measured_was_learned(library: Library) -> None:
    learned = {normal(example.text) for example in (*library.examples.all, *commands())}
    asked = {normal(json.loads(line)["text"]) for line in QUESTIONS}
    assert sorted(asked & learned) == []
    lines = {normal(example.text) for example in safety([])}
    troubled = [row for row in SAFETY if row["accept"] != ["none"]]
    said = {normal(e.text) for typed in library.examples.answers.values() for e in typed}
    for rows, known in ((troubled, lines), (REPLIES, said)):
        telling = [row["text"] for row in rows if len(row["text"].split()) > SHORT]
        assert [text for text in telling if normal(text) in known] == []
