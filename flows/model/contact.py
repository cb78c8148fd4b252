"""A contact: the people a question can be passed to, and who can read it there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contact:
    """A channel of people: its id and name, whether it is public, and how many read it.

    `readers` is None where that is not known. `who` usually replies; `otherwise` says what to do
    if nobody does.
    """

    channel: str
    name: str
    public: bool
    readers: int | None
    who: str
    otherwise: str
