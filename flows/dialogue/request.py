"""A request: an action by somebody, somewhere, once; and the installation it came through."""

from __future__ import annotations

from datetime import date
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from flows.dialogue.action import Visibility

if TYPE_CHECKING:
    from flows.dialogue.action import Action
    from flows.model.contact import Contact
    from flows.model.local import LocalFacts


class Person(NamedTuple):
    """Somebody, within the team or the enterprise that has the app."""

    tenant_id: str
    user: str

    def __str__(self) -> str:
        return f"{self.tenant_id}:{self.user}"


class OwnMessages(Enum):
    """What becomes of our own messages when somebody is forgotten."""

    NONE = auto()  # there are none that last
    DELETED = auto()
    HELD = auto()  # the institution keeps messages, as under a legal hold


class Installation(NamedTuple):
    """One workspace or organization that has the app, as far as it decides what is said there.

    `privacy` says who sees the answers there, `contact` whom a question can be passed to,
    `support_contact` to whom people there can turn in danger or under strain. `log_hours` is how
    many hours the store's own log can hold what was deleted; None where that is not known.
    `kept_days` is how many days after somebody's last move what is kept of them expires; None where
    nothing is kept.
    `local` is what the institution has filled in about itself, `today` the day there, which hides
    what is past its date: all of it where nobody told the day.
    """

    privacy: str
    contact: Contact | None = None
    support_contact: str | None = None
    own_messages: OwnMessages = OwnMessages.NONE
    log_hours: int | None = None
    local: LocalFacts | None = None
    today: date = date.max
    kept_days: int | None = None


class Request(NamedTuple):
    """Who does what, where; `event` is unique to it.

    `drawn_version` is the session's version that a pressed button was drawn for, `external`
    tells somebody for whom nothing is kept, `form` that a form can be opened or is filled in.
    """

    person: Person
    action: Action
    event: str
    installation: Installation
    drawn_version: int | None = None
    visibility: Visibility = Visibility.DIRECT
    external: bool = False
    form: bool = False
