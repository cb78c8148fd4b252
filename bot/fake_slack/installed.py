"""Where the app is installed: in one workspace, or in all of an organization."""

from dataclasses import dataclass

from bot.fake_slack.people import ELSEWHERE, TEAM, TEAM_DOMAIN, User
from bot.fake_slack.shapes import Json

DOMAINS = {TEAM: TEAM_DOMAIN, ELSEWHERE: "elsewhere"}
SLACK = "slack.com"


@dataclass(frozen=True)
class Installed:
    """An installation; `is_enterprise_install` means in every workspace of its organization."""

    enterprise_id: str | None = None
    is_enterprise_install: bool = False
    domain: str = SLACK

    @property
    def home(self) -> str:
        """What the installation belongs to: the workspace, or the whole organization."""
        return (self.is_enterprise_install and self.enterprise_id) or TEAM

    @property
    def address(self) -> str:
        """The address of the workspace in a browser."""
        return f"https://{TEAM_DOMAIN}.{self.domain}/"

    def enterprise_of(self, person: User) -> str | None:
        """Return the organization of somebody here, or of a stranger."""
        return person.enterprise_id if person.is_stranger else self.enterprise_id

    def authorization(self, bot_user: str) -> Json:
        """Return for whom an event is delivered; no team where all are meant."""
        return {
            "enterprise_id": self.enterprise_id,
            "team_id": None if self.is_enterprise_install else TEAM,
            "user_id": bot_user,
            "is_bot": True,
            "is_enterprise_install": self.is_enterprise_install,
        }

    def of_interaction(self, person: User) -> Json:
        """Return the teams of somebody who presses: theirs, not that of the installation.

        An organization-wide app is told no team (bolt-python#23).
        """
        enterprise = self.enterprise_of(person)
        team: Json = {"id": person.team, "domain": domain(person)}
        if enterprise:
            team |= {"enterprise_id": enterprise, "enterprise_name": named(enterprise)}
        return {
            "team": None if self.is_enterprise_install else team,
            "enterprise": {"id": enterprise, "name": named(enterprise)} if enterprise else None,
            "is_enterprise_install": self.is_enterprise_install,
        }

    def of_command(self, person: User) -> Json:
        """Return the same for the form of a slash command, every value a string."""
        wide = str(self.is_enterprise_install).lower()
        shown = {
            "team_id": person.team,
            "team_domain": domain(person),
            "is_enterprise_install": wide,
        }
        if enterprise := self.enterprise_of(person):
            shown |= {"enterprise_id": enterprise, "enterprise_name": named(enterprise)}
        return shown

    def of_user(self, person: User) -> Json:
        """Return what users.info adds about somebody of an organization."""
        if not (enterprise := self.enterprise_of(person)):
            return {}
        return {
            "enterprise_user": {
                "id": person.id,
                "enterprise_id": enterprise,
                "enterprise_name": named(enterprise),
                "is_admin": False,
                "is_owner": False,
                "teams": [person.team],
            }
        }


def named(enterprise: str) -> str:
    """Return an organization's name."""
    return f"Organization {enterprise}"


def domain(person: User) -> str:
    """Return the subdomain of the person's own workspace."""
    return DOMAINS.get(person.team, person.team.lower())
