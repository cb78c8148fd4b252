"""What happened in Slack, read as a request with its origin."""

from __future__ import annotations

import html
import json
from typing import TYPE_CHECKING, Any

from bot.slack.blocks import MORE, PICK, version_of
from bot.slack.installed import Standing
from bot.slack.origin import Arrival, Kind, Origin
from bot.slack.reading import UnreadableError, find, need, table, text
from flows.dialogue.action import Action, ActionType, Visibility, read_action
from flows.dialogue.request import Request
from flows.language.normalize import ENTITY

if TYPE_CHECKING:
    from bot.installations import Installations
    from bot.slack.installed import Installed
    from flows.dialogue.request import Person

Json = dict[str, Any]

_TYPED = {"", "file_share", "me_message", "thread_broadcast"}
"""What people's own lines are marked as; a line sent to the channel too has no plain twin."""
_OURS = {"", "button", "overflow", "static_select"}
"""The elements that we draw, or ever drew; of any other a press means nothing here."""
_LONGEST = 40_000
"""Characters of a message that are looked at: no message of Slack's is longer."""


class Payloads:
    """Reads payloads; what is said in answer is up to the installation they came through.

    Each way of reading gives None for what is not for us, and raises `UnreadableError` for a
    shape that nobody expected.
    """

    def __init__(self, installations: Installations, installed: Installed) -> None:
        self._installations = installations
        self._installed = installed

    def command(self, body: Json) -> Arrival:
        """Read a slash command; without words it asks what is open."""
        words = plain(text(body, "text"))
        action = Action(ActionType.ASK, text=words) if words else Action(ActionType.LOOK)
        trigger = need(body, "trigger_id")
        origin = Origin(
            Kind.COMMAND,
            self._installed.person(need(body, "user_id")),
            channel=need(body, "channel_id"),
            app=text(body, "api_app_id"),
            team=text(body, "team_id"),
            response_url=text(body, "response_url"),
            trigger=trigger,
        )
        return self._arrival(origin, action, trigger, Visibility.EPHEMERAL)

    def message(self, body: Json, retry: int) -> Arrival | None:
        """Read a direct message; None for edits, deletions, other bots and our own."""
        if text(body, "event", "channel_type") != "im":
            return None
        return self._line(Kind.TYPED, body, retry, Visibility.DIRECT)

    def mention(self, body: Json, retry: int) -> Arrival | None:
        """Read a mention in a channel; None for one by a bot, and for a direct message's twin."""
        if text(body, "event", "channel").startswith("D"):
            return None
        return self._line(Kind.MENTION, body, retry, Visibility.PUBLIC)

    def press(self, body: Json) -> Arrival | None:
        """Read a press on a button or a pick from a menu, whatever version drew it.

        None where something was deselected, or stands there without a value.
        """
        actions = find(body, "actions")
        pressed = actions[0] if isinstance(actions, list) and actions else None
        if text(pressed, "type") not in _OURS:
            raise UnreadableError("no element of ours")
        name = need(pressed, "action_id")
        picked = name.partition(" ")[0] in {MORE, PICK}
        value = find(pressed, "selected_option", "value") if picked else find(pressed, "value")
        if value is None and (picked or "value" in table(pressed)):
            return None
        action = read_action(value if isinstance(value, str) else "")
        drawn, origin = version_of(text(pressed, "block_id")), self._pressed(body)
        # In the own conversation the message changes with each press, so the same press is a
        # repeated one; elsewhere it stays as it is, and may be pressed again.
        once = "" if origin.is_ours else text(pressed, "action_ts")
        # Never the text that a button carries:
        event = f"{origin.ts or origin.view} {action.code} {drawn} {once}"
        visible = origin.is_ours or origin.kind is Kind.HOME
        arrival = self._arrival(
            origin, action, event, Visibility.DIRECT if visible else Visibility.EPHEMERAL
        )
        request = arrival.request._replace(drawn_version=drawn, form=bool(origin.trigger))
        return Arrival(request, origin._replace(at=text(pressed, "action_ts")))

    def submission(self, body: Json) -> Arrival:
        """Read a form that was filled in and submitted."""
        view = table(body, "view")
        try:
            kept = json.loads(text(view, "private_metadata") or "{}")
        except (ValueError, RecursionError):
            raise UnreadableError("no private_metadata of ours") from None
        values = table(view, "state", "values")
        fields = tuple(
            (block, text(next(iter(inputs.values()), None), "value"))
            for block, inputs in values.items()
            if isinstance(inputs, dict)
        )
        action = read_action(need(view, "callback_id"))
        action = action._replace(text=text(kept, "text"), fields=fields)
        person, standing = self._person(body)
        origin = Origin(Kind.FORM, person, standing, view=need(view, "id"))
        event = f"{origin.view} {need(view, 'hash')}"
        arrival = self._arrival(origin, action, event, Visibility.DIRECT)
        return Arrival(arrival.request._replace(form=True), origin)

    def opened(self, body: Json) -> tuple[Person, str, str]:
        """Read which tab of ours somebody opened: the person, the tab and its conversation."""
        event = table(body, "event")
        person = self._installed.person(need(event, "user"))
        return person, text(event, "tab"), text(event, "channel")

    def _line(self, kind: Kind, body: Json, retry: int, visibility: Visibility) -> Arrival | None:
        event = table(body, "event")
        if text(event, "subtype") not in _TYPED or event.get("bot_id"):
            return None
        ts, channel = need(event, "ts"), need(event, "channel")
        thread = text(event, "thread_ts") or (ts if kind is Kind.MENTION else None)
        origin = Origin(
            kind,
            self._installed.person(need(event, "user")),
            self._writer(body),
            channel,
            thread,
            ts,
            at=ts,
            app=text(body, "api_app_id"),
            retried=retry > 0,
        )
        action = Action(ActionType.ASK, text=plain(text(event, "text")))
        # An edit, and a retry, come with the moment that the line was first written at.
        return self._arrival(origin, action, f"{channel} {ts}", visibility)

    def _pressed(self, body: Json) -> Origin:
        place = table(body, "container")
        person, standing = self._person(body)
        at_home = need(place, "type") == "view"
        return Origin(
            Kind.HOME if at_home else Kind.PRESS,
            person,
            standing,
            "" if at_home else text(place, "channel_id") or need(body, "channel", "id"),
            text(place, "thread_ts") or None,
            None if at_home else need(place, "message_ts"),
            app=text(body, "api_app_id"),
            team=text(body, "team", "id") or text(body, "user", "team_id"),
            ephemeral=bool(place.get("is_ephemeral")),
            response_url=text(body, "response_url"),
            trigger=text(body, "trigger_id"),
            view=need(place, "view_id") if at_home else "",
        )

    def _person(self, body: Json) -> tuple[Person, Standing]:
        """Tell who pressed: Slack names their own team, and the enterprise if there is one."""
        team = text(body, "user", "team_id") or text(body, "team", "id")
        enterprise = text(body, "enterprise", "id") or text(body, "team", "enterprise_id")
        standing = self._installed.standing(team, enterprise)
        return self._installed.person(need(body, "user", "id")), standing

    def _writer(self, body: Json) -> Standing:
        """Tell where a line comes from, which only a channel shared with others leaves open."""
        if not find(body, "is_ext_shared_channel"):
            return Standing.OURS
        event = table(body, "event")
        named = (text(event, key) for key in ("user_team", "source_team", "team"))
        return self._installed.standing(next(filter(None, named), ""), "")

    def _arrival(
        self, origin: Origin, action: Action, event: str, visibility: Visibility
    ) -> Arrival:
        installation = self._installations.find(origin.person.tenant_id)
        request = Request(origin.person, action, event, installation, visibility=visibility)
        return Arrival(request, origin)


def plain(text: str) -> str:
    """Take Slack's entities out of typed text: mentions go, links keep their words or address."""
    bare = ENTITY.sub(lambda found: found[2] or found[1] or " ", text[:_LONGEST])
    return html.unescape(bare).strip()
