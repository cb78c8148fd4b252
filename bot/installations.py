"""Installations: what is said in a workspace or organization that has the app, found by its id."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from bot.local_facts import LocalFactsFile
from flows.dialogue.request import Installation, OwnMessages
from flows.language.messages import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.settings import Settings
    from flows.model.contact import Contact
    from flows.pack.pack import Pack


class Installations:
    """The one installation that the settings describe; every tenant is answered by it."""

    def __init__(
        self, settings: Settings, pack: Pack, contact: Contact | None, log_hours: int | None
    ) -> None:
        days = settings.session_ttl_days
        privacy = say().privacy_slack.format(days=days, note=pack.about.privacy_note)
        ours = OwnMessages.HELD if settings.message_hold else OwnMessages.DELETED
        only = Installation(
            privacy, contact, settings.support_contact, ours, log_hours, kept_days=days
        )
        self._only = _as_it_is_now(settings, pack, only)

    def find(self, tenant_id: str) -> Installation:  # noqa: ARG002 - several come with OAuth
        """Find the installation of a team or an enterprise, as it is now."""
        return self._only()


def this_machine(
    settings: Settings, pack: Pack, log_hours: int | None
) -> Callable[[], Installation]:
    """Make what finds the installation of this machine, for a conversation in the terminal."""
    note, days = pack.about.privacy_note, settings.session_ttl_days
    privacy = say().privacy_local.format(days=days, note=note)
    only = Installation(
        privacy, None, settings.support_contact, log_hours=log_hours, kept_days=days
    )
    return _as_it_is_now(settings, pack, only)


def _as_it_is_now(settings: Settings, pack: Pack, only: Installation) -> Callable[[], Installation]:
    return partial(_now, only, LocalFactsFile(settings.local, pack.options))


def _now(installation: Installation, file: LocalFactsFile) -> Installation:
    today = date.today()  # noqa: DTZ011 - the institution's own calendar, as this machine has it
    return installation._replace(local=file.read(), today=today)
