"""A contact: the people a question can be passed to, and who can read it there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contact:
    """A channel of people: its name, whether it is public, and how many read it (None: unknown).

    `who` usually replies; `otherwise` says what to do if nobody does.
    """

    name: str
    public: bool
    readers: int | None
    who: str
    otherwise: str

    @property
    def described(self) -> str:
        """Name the channel, and say who can read what is sent there."""
        members = f", {self.readers} members" if self.readers is not None else ""
        who = "; everybody here can read it" if self.public else "; only they can read it"
        return f"#{self.name} ({'public' if self.public else 'private'} channel{members}{who})"
