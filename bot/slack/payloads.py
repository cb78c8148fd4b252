"""What happened in Slack, read as a request with its origin."""

from __future__ import annotations

import html
import json
from typing import TYPE_CHECKING, Any

from bot.slack.blocks import MORE, PICK, version_of
from bot.slack.origin import Arrival, Kind, Origin
from flows.dialogue.action import Action, ActionType, Visibility, read_action
from flows.dialogue.request import Person, Request
from flows.language.normalize import ENTITY

if TYPE_CHECKING:
    from slack_bolt.context.async_context import AsyncBoltContext
    from slack_bolt.request.async_request import AsyncBoltRequest

    from bot.installations import Installations

Json = dict[str, Any]

_TYPED = {None, "file_share"}
_LONGEST = 40_000
"""Characters of a message that are looked at: no message of Slack's is longer."""


class Payloads:
    """Reads payloads; what is said in answer is up to the installation they came through."""

    def __init__(self, installations: Installations) -> None:
        self._installations = installations

    def command(self, body: Json, context: AsyncBoltContext) -> Arrival:
        """Read a slash command; without words it asks what is open."""
        text = plain(body.get("text") or "")
        action = Action(ActionType.ASK, text=text) if text else Action(ActionType.LOOK)
        origin = Origin(
            Kind.COMMAND,
            body["team_id"] or "",
            person(context),
            body["channel_id"],
            trigger=body["trigger_id"],
        )
        visibility = Visibility.DIRECT if origin.is_direct else Visibility.EPHEMERAL
        request = self._request(origin, action, body["trigger_id"])
        return Arrival(request._replace(visibility=visibility), origin)

    def message(self, req: AsyncBoltRequest, context: AsyncBoltContext) -> Arrival | None:
        """Read a direct message; None for edits, deletions, twins, other bots and our own."""
        event = req.body["event"]
        if event.get("subtype") not in _TYPED or event.get("bot_id"):
            return None
        if event.get("channel_type") != "im":
            return None
        origin = _event_origin(Kind.TYPED, req, context, event.get("thread_ts"))
        return self._typed(req, context, origin, Visibility.DIRECT)

    def mention(self, req: AsyncBoltRequest, context: AsyncBoltContext) -> Arrival | None:
        """Read a mention in a channel; None for one that a bot wrote."""
        event = req.body["event"]
        if event.get("subtype") or event.get("bot_id"):
            return None
        thread = event.get("thread_ts") or event["ts"]
        origin = _event_origin(Kind.MENTION, req, context, thread)
        return self._typed(req, context, origin, Visibility.PUBLIC)

    def press(self, body: Json, context: AsyncBoltContext) -> Arrival:
        """Read a press on a button or a pick from a menu, whatever version drew it."""
        pressed, container = body["actions"][0], body.get("container", {})
        picked = pressed["action_id"].partition(" ")[0] in {MORE, PICK}
        value = pressed["selected_option"]["value"] if picked else pressed.get("value", "")
        action, drawn = read_action(value), version_of(pressed.get("block_id", ""))
        origin = _press_origin(body, context)
        ours = origin.is_ours
        # In the own conversation the message changes with each press, so the same press is a
        # repeated one; elsewhere it stays as it is, and may be pressed again.
        once = "" if ours else pressed.get("action_ts", "")
        where = origin.ts or container.get("view_id")
        event = f"{where} {action.code} {drawn} {once}"  # never the text that a button carries
        visible = ours or origin.kind is Kind.HOME
        request = Request(
            origin.person,
            action,
            event,
            self._installations.find(origin.person.tenant_id),
            drawn,
            Visibility.DIRECT if visible else Visibility.EPHEMERAL,
            _is_external(context),
            form=bool(origin.trigger),
        )
        return Arrival(request, origin)

    def submission(self, body: Json, context: AsyncBoltContext) -> Arrival:
        """Read a form that was filled in and submitted."""
        view = body["view"]
        kept = json.loads(view.get("private_metadata") or "{}")
        values = view.get("state", {}).get("values", {})
        fields = tuple(
            (block, str(next(iter(inputs.values())).get("value") or ""))
            for block, inputs in values.items()
        )
        action = read_action(view["callback_id"])
        action = action._replace(text=str(kept.get("text", "")), fields=fields)
        team = (body.get("team") or {}).get("id") or ""
        origin = Origin(Kind.FORM, team, person(context), view=view["id"])
        request = self._request(origin, action, f"{view['id']} {view['hash']}")
        return Arrival(request._replace(external=_is_external(context), form=True), origin)

    def _typed(
        self,
        req: AsyncBoltRequest,
        context: AsyncBoltContext,
        origin: Origin,
        visibility: Visibility,
    ) -> Arrival:
        action = Action(ActionType.ASK, text=plain(req.body["event"].get("text") or ""))
        request = self._request(origin, action, req.body["event_id"])
        external = _is_external(context)
        return Arrival(request._replace(visibility=visibility, external=external), origin)

    def _request(self, origin: Origin, action: Action, event: str) -> Request:
        installation = self._installations.find(origin.person.tenant_id)
        return Request(origin.person, action, event, installation)


def person(context: AsyncBoltContext) -> Person:
    """Name the person, within the organization for an organization-wide installation."""
    wide = context.is_enterprise_install or not context.team_id
    tenant = context.enterprise_id if wide else context.team_id
    return Person(tenant or context.team_id or "", context.user_id or "")


def plain(text: str) -> str:
    """Take Slack's entities out of typed text: mentions go, links keep their words or address."""
    bare = ENTITY.sub(lambda found: found[2] or found[1] or " ", text[:_LONGEST])
    return html.unescape(bare).strip()


def _is_external(context: AsyncBoltContext) -> bool:
    """Tell whether somebody belongs to another organization that shares the channel."""
    ours = context.authorize_result  # a press names only the team of whoever pressed
    # Of whoever writes from an organization with many teams, only the organization is named.
    team, enterprise = context.actor_team_id, context.actor_enterprise_id
    if ours is None or team == ours.team_id or not (team or enterprise):
        return False
    return enterprise is None or enterprise != ours.enterprise_id


def _press_origin(body: Json, context: AsyncBoltContext) -> Origin:
    container = body.get("container", {})
    return Origin(
        Kind.HOME if container.get("type") == "view" else Kind.PRESS,
        (body.get("team") or {}).get("id") or "",
        person(context),
        container.get("channel_id") or (body.get("channel") or {}).get("id", ""),
        container.get("thread_ts"),
        container.get("message_ts"),
        bool(container.get("is_ephemeral")),
        trigger=body.get("trigger_id", ""),
        view=container.get("view_id", ""),
    )


def _event_origin(
    kind: Kind, req: AsyncBoltRequest, context: AsyncBoltContext, thread: str | None
) -> Origin:
    number = req.headers.get("x-slack-retry-num", ["0"])[0]  # Socket Mode counts from 0
    event = req.body["event"]
    return Origin(
        kind,
        context.team_id or "",
        person(context),
        event["channel"],
        thread,
        event["ts"],
        retried=number != "0",
    )
