"""Typed replies: what is recorded at once, what is asked back, and what is no answer at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from flows.language.commands import commands
from flows.model.flow import Question
from flows.nlu.match import Match

if TYPE_CHECKING:
    from flows.nlu.matcher import Matcher
    from flows.pack.pack import Pack

SAID = {
    "yes": [
        "yes", "Yep!!", "👍", "👍🏽", ":+1:", ":thumbsup:", "1", "the first one", "option 1",
        "sure thing", "can't say no to that", "I wouldn't say no", "no doubt about it",
        "probably yes", "Yes, either one", "both", "I'd say so", "uh huh", "the latter", "yse",
        "yeha", "absolutly", "yessss", "sim", "да", "はい", "sí", "oui", "ja", "haan", "oo", "نعم",
        "是的", "no wait, yes", "either", "yes, please", "definately",
    ],
    "no": [
        "no", "nah", "Nope.", "👎", ":thumbsdown:", ":-1:", "2", "not really", "probably not",
        "I wouldn't say yes", "hard pass", "no chance", "I don't think so", "neither",
        "most likely not", "thanks but no", "count me out", "não", "nein", "nahi", "hindi", "لا",
        "нет", "不是", "いいえ", "nooooo", "no, neither", "nope, sorry", "fat chance",
    ],
    "unsure": [
        "maybe", "mayb", "idk", "🤷🏻‍♀️", ":shrug:", "50/50", "it depends", "I haven't decided",
        "on the fence", "no idea", "not a clue", "neither yes nor no", "yes/no", "yes and no",
        "quizás", "talvez", "peut-être", "vielleicht", "shayad", "siguro", "ربما", "не знаю",
        "也许", "わかりません", "kind of",
    ],
}  # fmt: skip
ASKED_BACK = [
    ("the second", "yes"),
    ("sure, no", "no"),
    ("yes. no", "no"),
    ("~yes~ no", "no"),
    ("yes... just kidding, no", "no"),
    ("si, no", "no"),
    ("ok", "yes"),
    ("no. 1", "no"),
    ("I guess so", "yes"),
    ("yes?", "yes"),
]
OTHER = [
    "how much does it cost",
    "what are the red flags of a program?",
    "can my program director see this?",
    "will it help me become dean",
    "is this confidential",
    "are you an AI",
    "who made this",
    "how long do you keep my data",
    "no worries, take your time",
    "stop",
    "go back",
    "3",
    "parking",
    "lantern",
    "the router in room 4 is down",
    "brb, pager",
]
ODD = [
    "",
    " ",
    ".",
    "…",
    "—",
    "x",
    "?",
    "'",
    "🤖",
    "\u202eyes\u202c",
    "\u200b",
    "א",
    "*",
    "yes" * 9000,
]


def heard(match: Match) -> str | None:
    return match.id if match.kind == "answer" else None


Understood = Callable[[str, str], Match]


@pytest.fixture(scope="session")
def understood(matcher: Matcher, questions: dict[str, Question]) -> Understood:
    return lambda text, question: matcher.match(text, questions[question])


@pytest.fixture(scope="session")
def identity(questions: dict[str, Question]) -> Question:
    return questions["identity"]


@pytest.mark.parametrize(
    ("means", "text"), [(m, text) for m, said in SAID.items() for text in said]
)
def test_a_plain_reply_is_recorded(
    means: str, text: str, matcher: Matcher, identity: Question
) -> None:
    match = matcher.match(text, identity)
    assert (match.kind, match.id) == ("answer", means)


@pytest.mark.parametrize(("text", "offered"), ASKED_BACK)
def test_an_ambiguous_reply_is_asked_back(
    text: str, offered: str, matcher: Matcher, identity: Question
) -> None:
    match = matcher.match(text, identity)
    assert (match.kind, match.id) == ("confirm", offered)


@pytest.mark.parametrize("text", OTHER)
@pytest.mark.parametrize("question", ["identity", "ambition", "support"])
def test_what_is_no_answer_is_none(
    text: str, question: str, matcher: Matcher, questions: dict[str, Question]
) -> None:
    assert matcher.match(text, questions[question]).kind not in {"answer", "confirm"}


@pytest.mark.parametrize("text", ["why", "what do you mean?", "what does major role mean"])
def test_asking_what_the_question_means_explains_it(
    text: str, matcher: Matcher, identity: Question
) -> None:
    match = matcher.match(text, identity)
    assert (match.kind, match.id, match.listed) == ("command", "why", True)


@pytest.mark.parametrize(
    ("question", "text", "kind", "means"),
    [
        ("support", "only money, no time", "answer", "yes"),
        ("support", "money yes, time no", "answer", "yes"),
        ("support", "no to money, yes to time", "answer", "yes"),
        ("support", "time but not money", "answer", "yes"),
        ("support", "no funding but protected time", "answer", "yes"),
        ("support", "neither time nor money", "confirm", "no"),
        ("support", "no money, no time", "confirm", "no"),
        ("support", "money", "confirm", "yes"),
        ("ambition", "dean or program director", "confirm", "yes"),
        ("ambition", "dean or program director: no", "confirm", "no"),
        ("identity", "a major role but not my main identity", "answer", "yes"),
    ],
)
def test_an_either_or_is_read_by_its_parts(
    question: str, text: str, kind: str, means: str, understood: Understood
) -> None:
    match = understood(text, question)
    assert (match.kind, match.id) == (kind, means)


@pytest.mark.parametrize(
    ("text", "left"), [("no time", ("money",)), ("no money", ("time",)), ("not money", ("time",))]
)
def test_one_part_denied_leaves_the_other_open(
    text: str, left: tuple[str, ...], matcher: Matcher, questions: dict[str, Question]
) -> None:
    match = matcher.match(text, questions["support"])
    assert (match.kind, match.id, match.left) == ("answer", "unsure", left)


@pytest.mark.parametrize(
    ("question", "text", "means"),
    [
        ("support", "my chair already said she would cover it", "yes"),
        ("ambition", "I want to be a program director one day", "yes"),
        ("ambition", "I have no interest in running anything", "no"),
        ("identity", "I'm a surgeon first and always will be", "no"),
        ("identity", "teaching is my whole life", "yes"),
    ],
)
def test_what_a_statement_implies_is_asked_back(
    question: str, text: str, means: str, matcher: Matcher, questions: dict[str, Question]
) -> None:
    match = matcher.match(text, questions[question])
    assert (match.kind, match.id) == ("confirm", means)


@pytest.mark.parametrize(
    ("question", "text", "means"),
    [
        ("identity", "no, I'm a clinician first and last", "no"),
        ("support", "yes, my chair has promised me a day a week", "yes"),
    ],
)
def test_an_answer_with_its_reason_behind_is_recorded(
    question: str, text: str, means: str, understood: Understood
) -> None:
    assert heard(understood(text, question)) == means


@pytest.mark.parametrize("text", ["no research", "no kids", "no. go back", "not money"])
def test_a_no_to_something_else_is_not_recorded(
    text: str, matcher: Matcher, questions: dict[str, Question]
) -> None:
    assert heard(matcher.match(text, questions["support"])) not in {"yes", "no"}


@pytest.mark.parametrize(
    "text",
    [
        "no one",
        "no, tell me about fellowships",
        "no, ask a human",
        "yes, if my chair agrees",
        "yes, like that will happen",
        "yes jk",
        "~yes~",
        "no kidding",
        "surg",
        "ano",
        "mcat",
        "my friend wants to be dean",
    ],
)
def test_what_only_begins_or_looks_like_an_answer_is_not_recorded(
    text: str, matcher: Matcher, questions: dict[str, Question]
) -> None:
    for question in questions.values():
        assert heard(matcher.match(text, question)) not in {"yes", "no"}


def test_no_title_alias_or_command_is_ever_recorded(
    pack: Pack, matcher: Matcher, questions: dict[str, Question]
) -> None:
    cards = [text for card in pack.cards.values() for text in (card.title, *card.aliases)]
    words = [phrase for said in commands().phrases.values() for phrase in said]
    taken = [
        (name, text)
        for name, question in questions.items()
        for text in (*cards, *words)
        if heard(matcher.match(text, question)) in question.answers
    ]
    assert taken == []


@pytest.mark.parametrize("text", ODD)
def test_odd_input_is_never_recorded(
    text: str, matcher: Matcher, questions: dict[str, Question]
) -> None:
    plainly = text.strip("\u202e\u202c") == "yes"  # turned around, and still a yes
    for question in questions.values():
        assert (heard(matcher.match(text, question)) == "yes") == plainly


def test_a_question_without_examples_is_answered_by_general_replies(matcher: Matcher) -> None:
    question = Question.model_validate(
        {
            "ask": "Did you keep the receipt?",
            "why": "It is needed.",
            "answers": {
                "yes": {"label": "Yes", "to": "a"},
                "no": {"label": "No", "to": "b"},
                "lost": {"label": "I lost it", "to": "b", "synonyms": ["dropped it"]},
            },
        }
    )
    for text, means in [("yup", "yes"), ("Dropped it!", "lost"), ("3", "lost"), ("lost", "lost")]:
        assert matcher.match(text, question).id == means
    assert matcher.match("can't say I did", question).id in {"no", "unsure"}


def test_a_yes_to_a_question_that_has_none_is_no_answer(matcher: Matcher) -> None:
    question = Question.model_validate(
        {
            "ask": "Which way are you heading?",
            "why": "Each asks for something else.",
            "answers": {
                "dean": {"label": "Dean", "to": "a"},
                "teacher": {"label": "Teacher", "to": "b"},
            },
        }
    )
    for text in ("yes", "no", "ok", "yes, why not, I suppose"):
        assert heard(matcher.match(text, question)) is None
    assert matcher.match("the second button", question).id == "teacher"
    assert matcher.match("dean", question).id == "dean"


@pytest.mark.parametrize(
    ("labels", "typed", "means"),
    [
        (("None", "One", "Two", "Three or more"), "one", "b"),
        (("None", "One", "Two", "Three or more"), "three", "d"),
        (("0", "1", "2", "3 or more"), "1", "b"),
        (("0", "1", "2", "3 or more"), "3", "d"),
        (("Ground floor", "First floor", "Second floor", "Third"), "first", "b"),
        (("Never", "Sometimes", "Often", "Always"), "3", "c"),
    ],
)
def test_a_number_is_what_the_labels_count_else_a_place(
    matcher: Matcher, labels: tuple[str, ...], typed: str, means: str
) -> None:
    named = zip("abcd", labels, strict=True)
    answers = {name: {"label": label, "to": "x"} for name, label in named}
    asked = {"ask": "How many?", "why": "It matters.", "answers": answers}
    assert heard(matcher.match(typed, Question.model_validate(asked))) == means
