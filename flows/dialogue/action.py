"""An action: what a person does, as a value that fits on a button."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class ActionType(StrEnum):
    """The ids of the actions that come with the program; `actions.py` has a row for each."""

    __hash__ = str.__hash__  # that of an enum is a Python call, many times a turn

    BEGIN = "start"  # a flow; the word people type
    ANSWER = "answer"  # flow/question/answer
    ANSWER_ALL = "answer-all"  # flow/question=answer/question=answer…: a situation, read back
    CHANGE = "change"  # flow/question
    BACK = "back"
    UNSURE = "unsure"
    WHY = "why"
    SHOW = "show"  # a card
    WHOLE = "whole"  # a card, all of it
    ASK = "ask"  # free text
    RESUME = "resume"
    RESTART = "restart"
    STOP = "stop"
    FORGET = "forget"
    FORGET_NOW = "forget-now"
    OPTIONS = "options"  # all of them
    ASPECT = "aspect"  # option/aspect
    COMPARE = "compare"  # option/option…, side by side
    COMPARE_ALL = "compare-all"  # the same, with every aspect
    LOOK = "look"  # at what is open
    HELP = "help"
    TOPICS = "topics"
    ABOUT = "about"
    LOCAL = "local"  # what the institution offers
    HUMAN = "human"
    SEND = "send"  # a text, to the people who are set up
    KEEP = "keep"  # a text, for the authors
    GREETING = "greeting"
    DENY = "deny"  # flow/question/part: of an either/or, the other parts stay open
    DECLINE = "decline"  # flow/question: what was offered as its answer is none
    MORE = "more"  # of the card shown last
    SUPPOSE = "suppose"  # flow/question/answer: what would follow, with nothing recorded
    FLIPS = "flips"  # what would change the result
    ANSWERS = "answers"  # what was answered, and what may still be asked
    WHAT_IF = "what_if"  # a typed supposition
    VERDICT = "verdict"  # in short
    SURE = "sure"  # how far the result can be relied on
    NEXT = "next"  # what to do now
    LEAVE = "leave"  # what was to be sent, unsent
    PRIVACY = "privacy"  # who sees what is typed
    KEPT = "kept"  # what is kept, and how long
    AI = "ai"  # who or what writes the answers
    AUTHOR = "author"  # of the document and of the guide
    CANNOT = "cannot"  # what the guide can't do
    WRONG = "wrong"  # what was said is


class Visibility(StrEnum):
    """Where an action happens, which decides what may be said there."""

    DIRECT = "direct"  # the person's own conversation with us
    EPHEMERAL = "ephemeral"  # elsewhere, seen by this person alone
    PUBLIC = "public"  # elsewhere, seen by everybody


class Action(NamedTuple):
    """What is done, the id it is done to, what somebody typed, and the fields of a form."""

    type: str
    target: str = ""
    text: str = ""
    fields: tuple[tuple[str, str], ...] = ()

    @property
    def code(self) -> str:
        """The action without its text, as an id."""
        return f"{self.type}:{self.target}" if self.target else str(self.type)

    @property
    def value(self) -> str:
        """The action as a button carries it, what would be sent included."""
        return f"{self.code}\n{self.text}" if self.text else self.code


def read_action(value: str) -> Action:
    """Read a button's value; whether there is such an action the table says."""
    code, _, text = value.partition("\n")
    action = _read_code(code)
    return action._replace(text=text) if text else action


@lru_cache(maxsize=1024)
def _read_code(code: str) -> Action:
    type_, _, target = code.partition(":")
    return Action(type_, target)


def answer(flow: str, question: str, choice: str) -> Action:
    """Answer a question."""
    return Action(ActionType.ANSWER, f"{flow}/{question}/{choice}")


def answer_all(flow: str, given: Mapping[str, str]) -> Action:
    """Answer several questions of a flow at once."""
    target = "/".join((flow, *(f"{question}={choice}" for question, choice in given.items())))
    return Action(ActionType.ANSWER_ALL, target)


def given_in(target: str) -> tuple[str, dict[str, str]]:
    """Read back what `answer_all` names: a flow, and answers by question."""
    flow, *pairs = target.split("/")
    parted = (pair.partition("=") for pair in pairs)
    return flow, {question: choice for question, _, choice in parted}


def deny(flow: str, question: str, part: str) -> Action:
    """Deny one part of an either/or; remembered until the next line, never on a button."""
    return Action(ActionType.DENY, f"{flow}/{question}/{part}")


def decline(flow: str, question: str) -> Action:
    """Say that what was offered as an answer to a question is none."""
    return Action(ActionType.DECLINE, f"{flow}/{question}")


def change(flow: str, question: str) -> Action:
    """Open an answered question again."""
    return Action(ActionType.CHANGE, f"{flow}/{question}")
