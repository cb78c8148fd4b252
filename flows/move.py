"""A move: what a person does, as a value that fits on a button."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple


class Verb(StrEnum):
    """Everything a person can do."""

    __hash__ = str.__hash__  # that of an enum is a Python call, many times a turn

    BEGIN = "start"  # a flow; the word people type
    ANSWER = "answer"  # flow/question/answer
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
    LOOK = "look"  # at what is open
    HELP = "help"
    TOPICS = "topics"
    ABOUT = "about"
    HUMAN = "human"
    SEND = "send"  # a text, to the people who are set up
    KEEP = "keep"  # a text, for the authors
    GREETING = "greeting"
    DENY = "deny"  # flow/question/part: of an either/or, the other parts stay open
    DECLINE = "decline"  # flow/question: what was offered as its answer is none
    MORE = "more"  # of the card shown last
    UNKNOWN = "unknown"  # a button of another time


class Place(StrEnum):
    """Where a move is made, which decides what may be said there."""

    HOME = "home"  # the person's own conversation with us
    ASIDE = "aside"  # elsewhere, seen by this person alone
    PUBLIC = "public"  # elsewhere, seen by everybody


class Move(NamedTuple):
    """A verb and what it is done to; `text` is what somebody typed."""

    verb: Verb
    target: str = ""
    text: str = ""

    @property
    def code(self) -> str:
        """The move without its text, as an id."""
        return f"{self.verb}:{self.target}" if self.target else str(self.verb)

    @property
    def value(self) -> str:
        """The move as a button carries it, what would be sent included."""
        return f"{self.code}\n{self.text}" if self.text else self.code


ALTERING = frozenset(
    {
        Verb.BEGIN,
        Verb.ANSWER,
        Verb.CHANGE,
        Verb.BACK,
        Verb.RESUME,
        Verb.RESTART,
        Verb.STOP,
        Verb.SEND,
        Verb.KEEP,
        Verb.FORGET_NOW,
    }
)
"""What only makes sense when it is remembered."""


def read_move(value: str) -> Move:
    """Read a button's value; what no button of this version carries is `UNKNOWN`."""
    code, _, text = value.partition("\n")
    move = _read_code(code)
    return move._replace(text=text) if text else move


@lru_cache(maxsize=1024)
def _read_code(code: str) -> Move:
    verb, _, target = code.partition(":")
    try:
        return Move(Verb(verb), target)
    except ValueError:
        return Move(Verb.UNKNOWN)


def answer(flow: str, question: str, choice: str) -> Move:
    """Answer a question."""
    return Move(Verb.ANSWER, f"{flow}/{question}/{choice}")


def deny(flow: str, question: str, part: str) -> Move:
    """Deny one part of an either/or; remembered until the next line, never on a button."""
    return Move(Verb.DENY, f"{flow}/{question}/{part}")


def decline(flow: str, question: str) -> Move:
    """Say that what was offered as an answer to a question is none."""
    return Move(Verb.DECLINE, f"{flow}/{question}")


def change(flow: str, question: str) -> Move:
    """Open an answered question again."""
    return Move(Verb.CHANGE, f"{flow}/{question}")
