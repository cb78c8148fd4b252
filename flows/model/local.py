"""Local facts: what an institution has filled in about itself, each with the day it ends."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, Field, StringConstraints, ValidationInfo, field_validator

from flows.model.markup import ADDRESS, markup
from flows.model.source import Day, Frozen, Words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

PERSON = "person"
BESIDE = ("funding", "support", PERSON)
"""What an institution can fill in beside its options: money, an office, whom to ask."""

_MENTION = re.compile(r"<[@!#][^>]*>?|(?<!\w)@\w+")
_CALLED = re.compile(r"(?<![\d$£€.,])(?:\d[-‐‑‒–—.\s()]*){7,}")
_YEARS = re.compile(r"(?:19|20)\d\d(?:\s?[-‐‑‒–—]\s?(?:19|20)\d\d|-\d\d-\d\d)")
"""Two years, or a day: digits that nobody calls."""
_WRITTEN_TO = re.compile(r"\S@\S")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Kinds of signs that control, join or turn around what people see."""


def _seen(text: str) -> str:
    for sign in text:
        if unicodedata.category(sign) in _UNSEEN:
            raise ValueError(f"holds U+{ord(sign):04X}, which nobody sees; take it out")
    return text


def _plain(text: str) -> str:
    if mention := _MENTION.search(text):
        raise ValueError(f"holds the mention {mention[0]}; write the name alone")
    if "://" in text or "www." in text:
        raise ValueError("holds an address; put that under link")
    if raw := markup(text):
        raise ValueError(f"has markup: {raw}")
    return text


def _nobody(text: str) -> str:
    """Refuse an e-mail address or a phone number, for a channel is shown all but the contact."""
    if _WRITTEN_TO.search(text):
        raise ValueError("holds an e-mail address; move it to contact")
    for run in _CALLED.finditer(text):
        if not _YEARS.fullmatch(run[0].strip(" ()-.")):
            raise ValueError(f"holds the number {run[0].strip()}; move it to contact")
    return text


def _address(text: str) -> str:
    if not ADDRESS.fullmatch(text):
        raise ValueError(f"{text} can't be a link; write https:// and a host, as in a browser")
    return text


_Line = Annotated[
    Words, StringConstraints(max_length=120), AfterValidator(_seen), AfterValidator(_plain)
]
_Name = Annotated[_Line, AfterValidator(_nobody)]
_Short = Annotated[_Name, StringConstraints(max_length=60)]
_Link = Annotated[
    Words, StringConstraints(max_length=300), AfterValidator(_seen), AfterValidator(_address)
]


class LocalEntry(Frozen):
    """One thing that there is at an institution.

    `contact` alone says where to write or call. `owner` is who keeps it right and is never shown;
    after `valid_until` nothing of it is.
    """

    name: _Name
    link: Annotated[_Link | None, Field(examples=["https://…"])] = None
    contact: _Line | None = None
    cost: _Short | None = None
    length: _Short | None = None
    next_date: Day | None = None
    owner: _Line | None = None
    checked_on: Day
    valid_until: Day

    @field_validator("valid_until")
    @classmethod
    def _in_order(cls, value: date, info: ValidationInfo) -> date:
        checked = info.data.get("checked_on")
        if checked and value < checked:
            raise ValueError(f"{value} is before checked_on, {checked}; mend one of them")
        return value

    def is_valid(self, day: date) -> bool:
        """Whether this can still be shown on a day."""
        return day <= self.valid_until

    def without_contact(self) -> LocalEntry:
        """The same, with nobody to write to or call."""
        return self.model_copy(update={"contact": None})


class LocalFacts(Frozen):
    """What an institution has filled in: entries by the id of an option, and three more.

    `funding` is who pays or gives time, `support` an office that helps, `person` whom to ask.
    """

    options: dict[str, tuple[LocalEntry, ...]] = Field(default_factory=dict)
    funding: LocalEntry | None = None
    support: LocalEntry | None = None
    person: LocalEntry | None = None

    def __hash__(self) -> int:
        return hash((frozenset(self.options.items()), self.funding, self.support, self.person))

    def entries(self) -> Iterator[tuple[tuple[str, ...], LocalEntry]]:
        """Go through everything there is, with the keys that lead to it in the file."""
        for option, held in self.options.items():
            yield from ((("options", option, str(number)), one) for number, one in enumerate(held))
        for name in BESIDE:
            if one := getattr(self, name):
                yield (name,), one

    def of(self, what: str, day: date) -> tuple[LocalEntry, ...]:
        """Find what can be shown on a day of an option, or of one of the three more."""
        alone = getattr(self, what) if what in BESIDE else None
        held = (alone,) if alone else self.options.get(what, ())
        return tuple(one for one in held if one.is_valid(day))

    def without_contacts(self) -> LocalFacts:
        """The same for everybody's eyes: nobody to write to or call, and no person."""
        options = {
            option: tuple(one.without_contact() for one in held)
            for option, held in self.options.items()
        }
        funding = self.funding and self.funding.without_contact()
        support = self.support and self.support.without_contact()
        return LocalFacts(options=options, funding=funding, support=support)
