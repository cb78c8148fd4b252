"""Modals and Home tabs."""

import hashlib
import json
from dataclasses import dataclass, field

from bot.fake_slack.people import APP, BOT, TEAM
from bot.fake_slack.shapes import Json

DEPTH = 3
"""How many modals Slack stacks on each other."""


@dataclass
class View:
    """A view somebody sees, and what they filled in so far."""

    id: str
    user: str
    body: Json
    version: int
    root: str = ""
    previous: str | None = None
    installed_in: str = TEAM
    values: Json = field(default_factory=dict)
    errors: Json = field(default_factory=dict)

    @property
    def hash(self) -> str:
        """What views.update has to quote to be sure of what it replaces."""
        told = json.dumps([self.id, self.version, self.body], sort_keys=True)
        return f"{self.version}.{hashlib.sha256(told.encode()).hexdigest()[:8]}"

    def as_json(self) -> Json:
        """Return the view object of the Web API and of payloads."""
        body = self.body
        return {
            "id": self.id,
            "team_id": TEAM,
            "app_id": APP,
            "app_installed_team_id": self.installed_in,
            "bot_id": BOT,
            "type": body["type"],
            "title": body.get("title"),
            "submit": body.get("submit"),
            "close": body.get("close"),
            "blocks": body.get("blocks", []),
            "private_metadata": body.get("private_metadata", ""),
            "callback_id": body.get("callback_id", ""),
            "external_id": body.get("external_id", ""),
            "state": {"values": self.values},
            "hash": self.hash,
            "clear_on_close": bool(body.get("clear_on_close")),
            "notify_on_close": bool(body.get("notify_on_close")),
            "root_view_id": self.root or self.id,
            "previous_view_id": self.previous,
        }
