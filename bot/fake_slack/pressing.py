"""What people press and fill in: elements, modals, shortcuts, the app's own tabs."""

from dataclasses import dataclass, replace

from bot.fake_slack import elements, payloads
from bot.fake_slack.answering import Answering
from bot.fake_slack.conversation import Channel, Message
from bot.fake_slack.elements import Choice, Control
from bot.fake_slack.envelope import Ack, Envelope
from bot.fake_slack.parts import Parts
from bot.fake_slack.people import Person
from bot.fake_slack.shapes import Json, Result
from bot.fake_slack.talking import TOLD
from bot.fake_slack.view import View


@dataclass
class Pressing:
    """People's fingers."""

    parts: Parts
    answering: Answering

    async def in_message(
        self, where: tuple[str, str, str], action_id: str, block_id: str | None, choice: Choice
    ) -> Result:
        """Use an element of a message (user, channel, ts), an ephemeral one included."""
        user, channel_id, ts = where
        person, channel = self.parts.state.person(user), self.parts.state.channel(channel_id)
        message = self._readable(user, channel, ts)
        control = elements.find(message.blocks, action_id, block_id)
        held = elements.value(control, choice)
        filled = self.parts.state.filled.setdefault((user, ts), {})
        if _stays(control):
            filled.setdefault(control.block_id, {})[control.action_id] = held
        if control.silent:
            self.parts.state.changes.note()
            return Result(acked=True)
        rest = payloads.message_place(message, channel, elements.values(message.blocks, filled))
        token = self.parts.grants.url(
            user, channel.id, "press", original=ts, thread_ts=message.thread_ts
        )
        rest["response_url"] = f"{self.parts.address}/actions/{token}"
        return await self._pressed(person, control, held, rest)

    async def in_view(
        self, user: str, view_id: str, action_id: str, block_id: str | None, choice: Choice
    ) -> Result:
        """Use an element of a modal or of Home."""
        view = self._view(user, view_id)
        control = elements.find(view.body["blocks"], action_id, block_id)
        held = elements.value(control, choice)
        if _stays(control):
            view.values.setdefault(control.block_id, {})[control.action_id] = held
        if control.silent:
            self.parts.state.changes.note()
            return Result(acked=True)
        rest = payloads.view_place(self._with_values(view))
        return await self._pressed(self.parts.state.person(user), control, held, rest)

    async def submit(self, user: str, view_id: str, filled: dict[str, Choice]) -> Result:
        """Submit a modal; `filled` maps a block id or an action id to a choice."""
        view = self._view(user, view_id)
        for control in elements.controls(view.body["blocks"]):
            for key in (control.action_id, control.block_id):
                if key in filled:
                    held = elements.value(control, filled[key])
                    view.values.setdefault(control.block_id, {})[control.action_id] = held
        shown = self._with_values(view)
        if missing := _unfilled(shown):
            # Slack's own window holds the submission back; the app hears nothing.
            view.errors = dict.fromkeys(missing, "Please complete this required field.")
            self.parts.viewing.redraw(view)
            return Result(acked=False, error="required_field_missing", payload=view.errors)
        view.errors = {}
        rest = {
            "trigger_id": self.parts.grants.trigger(user, view.id),
            "view": shown.as_json(),
            "response_urls": [],
        }
        ack = await self._deliver("view_submission", self.parts.state.person(user), rest)
        error = self.answering.submission_ack(view, ack.payload) if ack.acked else TOLD[ack.reason]
        return _result(ack, error)

    async def close(self, user: str, view_id: str, *, everything: bool) -> Result:
        """Close a modal; the app hears of it only if the view asked for that."""
        view = self._view(user, view_id)
        shown = self._with_values(view)
        self.parts.viewing.close(
            view, everything=everything or bool(view.body.get("clear_on_close"))
        )
        if not view.body.get("notify_on_close"):
            return Result(acked=True)
        rest = {"view": shown.as_json(), "is_cleared": everything}
        return _result(await self._deliver("view_closed", self.parts.state.person(user), rest))

    async def shortcut(
        self, user: str, callback_id: str, channel_id: str | None, ts: str | None
    ) -> Result:
        """Use a global shortcut, or a message shortcut on a message."""
        person = self.parts.state.person(user)
        declared = self.parts.state.manifest.shortcuts.get(callback_id, {})
        if declared.get("type") != ("message" if ts else "global") or person.is_stranger:
            return Result(acked=False, error="unknown_shortcut")
        rest: Json = {
            "callback_id": callback_id,
            "trigger_id": self.parts.grants.trigger(user),
            "action_ts": self.parts.state.new_ts(),
        }
        if ts is None or channel_id is None:
            return _result(await self._deliver("shortcut", person, rest))
        channel = self.parts.state.channel(channel_id)
        message = self._readable(user, channel, ts)
        token = self.parts.grants.url(user, channel.id, "shortcut", thread_ts=message.thread_ts)
        rest |= {
            "message_ts": ts,
            "channel": {"id": channel.id, "name": channel.command_name},
            "message": channel.message_json(message),
            "response_url": f"{self.parts.address}/app/{token}",
        }
        return _result(await self._deliver("message_action", person, rest))

    async def open_tab(self, user: str, tab: str) -> Result:
        """Look at the app's Home or messages tab."""
        person, manifest = self.parts.state.person(user), self.parts.state.manifest
        if person.dm not in self.parts.state.channels:
            return Result(acked=False, error="user_not_visible")
        if not (manifest.home_tab if tab == "home" else manifest.messages_tab):
            return Result(acked=False, error=f"{tab}_tab_disabled")
        view = self.parts.state.homes.get(user)
        event = payloads.home_opened_event(person, tab, view, self.parts.state.new_ts())
        channel = self.parts.state.channels[person.dm]
        return await self.parts.delivery.event("app_home_opened", event, channel)

    async def _pressed(self, person: Person, control: Control, held: Json, place: Json) -> Result:
        moment = self.parts.state.new_ts()
        rest = place | {
            "trigger_id": self.parts.grants.trigger(person.id, place["container"].get("view_id")),
            "actions": [elements.action(control, held, moment)],
        }
        return _result(await self._deliver("block_actions", person, rest))

    async def _deliver(self, kind: str, person: Person, rest: Json) -> Ack:
        if not self.parts.state.manifest.interactive:
            return Ack(acked=False, reason="no_connection")
        payload = payloads.interaction(kind, person, rest)
        envelope = Envelope("interactive", payload, accepts_response=kind == "view_submission")
        return await self.parts.delivery.once(envelope)

    def _readable(self, user: str, channel: Channel, ts: str) -> Message:
        message = self.parts.state.message(channel.id, ts)
        if message is None or user not in channel.members or message.only_for not in (None, user):
            raise LookupError(f"{user} sees no message {ts} in {channel.id}")
        return message

    def _view(self, user: str, view_id: str) -> View:
        view = self.parts.state.view(view_id)
        if view is None or view.user != user:
            raise LookupError(f"{user} has no view {view_id} open")
        return view

    def _with_values(self, view: View) -> View:
        return replace(view, values=elements.values(view.body["blocks"], view.values))


def _stays(control: Control) -> bool:
    return elements.at_first(control) is not None


def _unfilled(view: View) -> list[str]:
    return [
        control.block_id
        for control in elements.controls(view.body["blocks"])
        if control.block["type"] == "input"
        and not control.block.get("optional")
        and elements.is_empty(view.values[control.block_id][control.action_id])
    ]


def _result(ack: Ack, error: str | None = None) -> Result:
    told = error or (None if ack.acked else TOLD[ack.reason])
    return Result(ack.acked, ack.payload, ack.milliseconds, told, deliveries=1, attempts=1)
