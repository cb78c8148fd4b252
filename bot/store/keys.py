"""Every Redis key there is, in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flows.dialogue.request import Person


@dataclass(frozen=True, slots=True)
class Keys:
    """Builds keys: a namespace, and one hash tag per person so that theirs share a slot."""

    namespace: str

    def session(self, person: Person) -> str:
        """The key of a person's session."""
        return f"{self.namespace}:{{{person}}}:s"

    def offers(self, person: Person) -> str:
        """The key of the threads in which a person was offered their own questions."""
        return f"{self.namespace}:{{{person}}}:o"

    def mark(self, digest: str) -> str:
        """The key of a mark in a channel; it concerns nobody."""
        return f"{self.namespace}:mark:{digest}"

    @property
    def misses(self) -> str:
        """The key of the count of texts that were not understood; it concerns nobody."""
        return f"{self.namespace}:misses"

    @property
    def unanswered(self) -> str:
        """The key of the texts that people sent to the authors, without names."""
        return f"{self.namespace}:unanswered"

    def all_of(self, user: str, tenant_id: str | None) -> str:
        """Write the pattern of every key of a user, in one tenant or in all."""
        return (
            f"{self.namespace}:{{{_literal(tenant_id) if tenant_id else '*'}:{_literal(user)}}}:*"
        )

    def of(self, person: Person) -> tuple[str, ...]:
        """Every key that concerns a person."""
        return self.session(person), self.offers(person)


def _literal(text: str) -> str:
    """Escape what a pattern would read as its own."""
    return "".join(f"\\{char}" if char in "*?[]\\^-" else char for char in text)
