"""The people of the workspace, as users.info shows them."""

from dataclasses import dataclass

from bot.fake_slack.shapes import Json

TEAM = "T0MEDED00"
TEAM_DOMAIN = "meded-local"
ELSEWHERE = "T0ELSEWHERE"
APP = "A0MEDEDAPP"
BOT = "B0MEDEDBOT"
BOT_USER = "U0MEDEDBOT"


@dataclass(frozen=True)
class User:
    """Somebody who can be in conversations."""

    id: str
    name: str
    real_name: str
    title: str
    team: str = TEAM
    is_admin: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    is_bot: bool = False
    enterprise_id: str | None = None

    @property
    def dm(self) -> str:
        """The id of this person's conversation with the bot."""
        return f"D{self.id[1:]}"

    @property
    def home(self) -> str:
        """What events say a writer belongs to: for a grid's strangers its E… and no team."""
        return self.enterprise_id or self.team

    def profile(self, *, email: bool = False) -> Json:
        """Return the profile; the email only where the scope allows it."""
        shown: Json = {
            "real_name": self.real_name,
            "display_name": self.name,
            "real_name_normalized": self.real_name,
            "display_name_normalized": self.name,
            "title": self.title,
            "team": self.home,
        }
        if email and not self.is_stranger:
            shown["email"] = f"{self.name}@example.test"
        return shown

    def as_json(self, *, email: bool = False) -> Json:
        """Return the user object of the Web API."""
        user: Json = {
            "id": self.id,
            "team_id": self.home,
            "name": self.name,
            "deleted": False,
            "real_name": self.real_name,
            "tz": "America/New_York",
            "tz_label": "Eastern Standard Time",
            "tz_offset": -18000,
            "profile": self.profile(email=email),
            "is_bot": self.is_bot,
            "is_app_user": False,
            "updated": 1700000000,
        }
        if self.is_stranger:
            # Slack shows little of a person from another team.
            return user | {"is_stranger": True}
        return user | {
            "is_admin": self.is_admin,
            "is_owner": False,
            "is_primary_owner": False,
            "is_restricted": self.is_restricted,
            "is_ultra_restricted": self.is_ultra_restricted,
            "is_email_confirmed": True,
        }


RESIDENT = User("U0RESIDENT", "rosa", "Rosa Rivera", "Member")
DIRECTOR = User("U0DIRECTOR", "paul", "Paul Park", "Lead")
ASSISTANT = User("U0DEANASST", "dana", "Dana Dean", "Assistant")
ADMIN = User("U0ADMINXXX", "ada", "Ada Admin", "Workspace admin", is_admin=True)
GUEST = User("U0GUESTXXX", "greta", "Greta Guest", "Visitor", is_restricted=True)
STRANGER = User("U0STRANGER", "sam", "Sam Stranger", "Elsewhere", team=ELSEWHERE, is_stranger=True)

EVERYBODY = (RESIDENT, DIRECTOR, ASSISTANT, ADMIN, GUEST, STRANGER)

# These are there only where a test admits them.
ONE_CHANNEL_GUEST = User(
    "U0ONECHANL", "olga", "Olga One", "Visitor", is_restricted=True, is_ultra_restricted=True
)
SISTER = User("U0SISTERXX", "sue", "Sue Sister", "Another workspace of the grid", team="T0SISTER00")
FAR = User(
    "U0FARAWAYX",
    "fay",
    "Fay Far",
    "Another grid",
    team="T0FARAWAY0",
    is_stranger=True,
    enterprise_id="E0FARAWAY0",
)
