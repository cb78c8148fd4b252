"""Options and aspects: what somebody could do, and what can be asked of each of them alike."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from flows.model.claim import Claim, read_claim
from flows.model.source import Frozen, Id, Name, Plain, Words

NOT_STATED = "not stated"
"""What stands in a cell where the document says nothing: a silence, which is said and counted."""
COMPARE, BEST, LIST = "compare", "best", "list"
SEVERAL = (COMPARE, BEST, LIST)
"""What is asked of several options at once: which aspects set them apart, which one, what all."""
WHAT, ROLES = "what", "roles"
"""The aspects that the dialogue treats on their own: what an option is, what roles it leads to."""
ONESELF = ("fit", "benefit")
"""The aspects that people ask with themselves in mind: whether it suits, and what it brings."""
ANY = "any"
"""The key of loose names that are loose whatever is asked."""
WORDS = 25
"""Words of a cell as a comparison shows it."""
FEWEST, MOST = 2, 4
"""Options that stand side by side: there is nothing to compare below, a phone shows no more."""


def _claims(given: object) -> object:
    """Take one text for a list of one, and a silence for an empty one."""
    if given == NOT_STATED:
        return ()
    if not given:
        raise ValueError(f"is empty; write {NOT_STATED} where the document says nothing")
    return (given,) if isinstance(given, str) else given


def _listed(given: object) -> object:
    return (given,) if isinstance(given, str) else given


def _phrase(text: str) -> str:
    if text.count("{option}") != 1 or text.count("{") != 1 or text.count("}") != 1:
        raise ValueError("needs {option}, once; mend the braces")
    return text


Cell = Annotated[tuple[Words, ...], BeforeValidator(_claims), Field(examples=[NOT_STATED])]
"""What the document says of one aspect of an option: claims, the first of which is short."""

Sentence = Annotated[
    Words,
    BeforeValidator(lambda text: _phrase(text) if isinstance(text, str) else text),
    StringConstraints(max_length=200),
]
"""What is said where a cell is silent, with {option} for the option's phrase."""


Cards = Annotated[tuple[Id, ...], BeforeValidator(_listed), Field(min_length=1)]
"""Cards that tell more of something, the best first."""


class Aspect(Frozen):
    """Something that can be asked of every option.

    `first` tells that a comparison shows it at once, the others by one press more.
    """

    name: Annotated[Plain, StringConstraints(max_length=30)]
    silence: Sentence
    first: Literal["yes", "no"] = "no"


class Option(Frozen):
    """Something that somebody could do: the degree, or one of its alternatives.

    - `phrase` is how a sentence speaks of it; `called` how people name it, and `not_called` what
      has such a name in it and is something else.
    - `loosely` has names that count only where no other option is named: under an aspect, where
      that is asked (a certificate is also what other options give), under `any` else.
    - `card` tells all about it, and of more than it where it is `wider`: who reads that doesn't
      speak of the option; `cards` names those that tell more of an aspect.
    - `aspects` has a cell for every aspect of the pack.
    """

    name: Annotated[Plain, StringConstraints(max_length=40)]
    phrase: Annotated[Plain, StringConstraints(max_length=60)]
    card: Id
    wider: Literal["yes", "no"] = "no"
    cards: dict[Name, Cards] = Field(default_factory=dict)
    called: tuple[Words, ...] = Field(min_length=1)
    not_called: tuple[Words, ...] = ()
    loosely: dict[Name, tuple[Words, ...]] = Field(default_factory=dict)
    aspects: dict[Name, Cell] = Field(min_length=1)

    def states(self, aspect: str) -> bool:
        """Whether the document says anything of this aspect."""
        return bool(self.aspects.get(aspect))

    def claims(self, aspect: str) -> tuple[Claim, ...]:
        """What the document says of this aspect, the short claim first; nothing for a silence."""
        return tuple(read_claim(text) for text in self.aspects.get(aspect, ()))

    def card_for(self, aspect: str) -> str:
        """Name the card that tells most of this aspect."""
        return self.cards.get(aspect, (self.card,))[0]


class Gap(Frozen):
    """Something that people ask and the document never speaks of.

    `line` says so honestly; `nearest` are the cards that come closest.
    """

    name: Annotated[Plain, StringConstraints(max_length=40)]
    line: Annotated[Plain, StringConstraints(max_length=240)]
    nearest: tuple[Id, ...] = Field(min_length=1, max_length=2)
    asked: tuple[Words, ...] = ()


class Role(Frozen):
    """A role in education that people aim for: how they call it, and what the degree is worth.

    `value` rests on the facts it names; `tension` is where the document pulls two ways about it.
    """

    name: Annotated[Plain, StringConstraints(max_length=40)]
    called: tuple[Words, ...] = Field(min_length=1)
    value: Words
    tension: Id | None = None
