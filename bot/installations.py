"""Installations: what is said in a workspace or organization that has the app, found by its id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.dialogue.request import Installation, OwnMessages
from flows.language.messages import say

if TYPE_CHECKING:
    from bot.settings import Settings
    from flows.model.contact import Contact
    from flows.pack.pack import Pack


class Installations:
    """The one installation that the settings describe; every tenant is answered by it."""

    def __init__(
        self, settings: Settings, pack: Pack, contact: Contact | None, log_hours: int | None
    ) -> None:
        privacy = say().privacy_slack.format(
            days=settings.session_ttl_days, note=pack.about.privacy_note
        )
        ours = OwnMessages.HELD if settings.message_hold else OwnMessages.DELETED
        self._only = Installation(privacy, contact, settings.support_contact, ours, log_hours)

    def find(self, tenant_id: str) -> Installation:  # noqa: ARG002 - several come with OAuth
        """Find the installation of a team or an enterprise."""
        return self._only


def local(settings: Settings, pack: Pack, log_hours: int | None) -> Installation:
    """Make the installation of this machine, for a conversation in the terminal."""
    note = pack.about.privacy_note
    privacy = say().privacy_local.format(days=settings.session_ttl_days, note=note)
    return Installation(privacy, None, settings.support_contact, log_hours=log_hours)
