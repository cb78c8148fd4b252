from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flows.flow import Question

if TYPE_CHECKING:
    from flows.matching import Matcher

SAID = {
    "yes": [
        "yes", "Yep!!", "👍", "👍🏽", ":+1:", "1", "the first one", "option 1", "sure thing",
        "can't say no to that", "I wouldn't say no", "no doubt about it", "I guess so",
        "probably yes", "Yes, either one", "both", "I'd say so", "uh huh",
    ],
    "no": [
        "no", "nah", "Nope.", "👎", ":thumbsdown:", "2", "second", "not really", "probably not",
        "I wouldn't say yes", "hard pass", "no chance", "I don't think so", "neither",
        "most likely not",
    ],
    "unsure": [
        "maybe", "idk", "🤷🏻‍♀️", "50/50", "it depends", "only if they pay", "I haven't decided",
        "some days yes, some days no", "on the fence", "no idea",
    ],
    "why": ["why", "what do you mean?", "what does major role mean", "please explain"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("means", "text"), [(m, text) for m, said in SAID.items() for text in said]
)
def test_a_reply_is_heard(
    means: str, text: str, matcher: Matcher, questions: dict[str, Question]
) -> None:
    match = matcher.match(text, questions["identity"])
    assert (match.kind, match.id) == ("answer", means)


@pytest.mark.parametrize(
    ("question", "text", "means"),
    [
        ("support", "no problem, they pay", "yes"),
        ("support", "my chair already said she would cover it", "yes"),
        ("support", "we're broke", "no"),
        ("ambition", "program director one day, for sure", "yes"),
        ("ambition", "neither", "no"),
        ("support", "neither", "no"),
        ("support", "both", "yes"),
        ("ambition", "I have no interest in running anything", "no"),
        ("identity", "I'm a surgeon first and always will be", "no"),
        ("identity", "teaching is my whole life", "yes"),
    ],
)
def test_a_sentence_that_implies_an_answer_is_taken(
    question: str, text: str, means: str, matcher: Matcher, questions: dict[str, Question]
) -> None:
    assert matcher.match(text, questions[question]).id == means


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("how much does it cost", "card"),
        ("what are the red flags of a program?", "card"),
        ("stop", "command"),
        ("go back", "command"),
        ("what's the weather tomorrow", "none"),
        ("3", "none"),
        ("parking", "none"),
        ("lantern", "none"),
        ("the router in room 4 is down", "none"),
    ],
)
def test_what_is_no_answer_keeps_its_own_reading(
    text: str, kind: str, matcher: Matcher, questions: dict[str, Question]
) -> None:
    assert matcher.match(text, questions["identity"]).kind == kind


def test_a_question_without_examples_is_answered_by_general_replies(matcher: Matcher) -> None:
    question = Question.model_validate(
        {
            "ask": "Did you keep the receipt?",
            "why": "It is needed.",
            "answers": {
                "yes": {"label": "Yes", "to": "a"},
                "no": {"label": "No", "to": "b"},
                "lost": {"label": "I lost it", "to": "b", "heard": ["dropped it"]},
            },
        }
    )
    for text, means in [("yup", "yes"), ("Dropped it!", "lost"), ("3", "lost"), ("lost", "lost")]:
        assert matcher.match(text, question).id == means
    assert matcher.match("can't say I did", question).id in {"no", "unsure"}
