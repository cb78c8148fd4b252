"""Where the app is installed, as `auth.test` says: people are known by that, not by payloads."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode, urlsplit

from flows.dialogue.request import Person

if TYPE_CHECKING:
    from collections.abc import Mapping


class Standing(Enum):
    """What a payload tells of the person: whether they belong to whoever installed the app."""

    OURS = auto()
    THEIRS = auto()
    UNTOLD = auto()


class Installed(NamedTuple):
    """One workspace, alone or of an enterprise, or an enterprise as a whole (`is_wide`).

    `domain` is Slack's own there: slack.com, or slack-gov.com.
    """

    team: str
    enterprise: str = ""
    is_wide: bool = False
    bot_user: str = ""
    domain: str = "slack.com"

    def person(self, user: str) -> Person:
        """Name somebody, the same in every workspace of a grid and in every kind of payload."""
        return Person(self.enterprise if self.is_wide else self.team, user)

    def standing(self, team: str, enterprise: str) -> Standing:
        """Tell whether somebody of this team or enterprise is of ours.

        Of a stranger's grid Slack may name the enterprise where a team stands otherwise.
        """
        if not (team or enterprise):
            return Standing.UNTOLD
        ours = {self.team, self.enterprise} - {""}
        if team in ours or enterprise in ours:
            return Standing.OURS
        # A sister workspace is sometimes named without the enterprise that both belong to.
        alone = team.startswith("T") and not enterprise and self.enterprise
        return Standing.UNTOLD if alone else Standing.THEIRS

    def link(self, app: str, team: str) -> str:
        """Write the address that opens the app's conversation with whoever follows it."""
        query = urlencode({"app": app, **({"team": team} if team else {})})
        return f"https://{self.domain}/app_redirect?{query}"


def read_installed(answer: Mapping[str, object]) -> Installed:
    """Read what `auth.test` answered."""

    def text(key: str) -> str:
        return str(answer.get(key) or "")

    host = urlsplit(text("url")).hostname or "slack.com"
    return Installed(
        text("team_id"),
        text("enterprise_id"),
        bool(answer.get("is_enterprise_install")),
        text("user_id"),
        ".".join(host.split(".")[-2:]),
    )
