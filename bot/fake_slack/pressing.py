"""What people press and fill in: elements, modals, shortcuts, the app's own tabs."""

from collections.abc import Mapping
from dataclasses import replace

from bot.fake_slack import elements, interactions, payloads, responses
from bot.fake_slack.conversation import Channel, Message
from bot.fake_slack.elements import Control, Entry
from bot.fake_slack.envelope import Ack, Envelope
from bot.fake_slack.parts import Parts
from bot.fake_slack.people import User
from bot.fake_slack.shapes import Json, Receipt
from bot.fake_slack.view import View


class Pressing(Parts):
    """People's fingers; every method returns once the app has acknowledged, or did not."""

    async def press(  # noqa: PLR0913, PLR0917 - where, what, and what was entered
        self,
        user: str,
        channel_id: str,
        message_ts: str,
        action_id: str,
        block_id: str | None = None,
        entry: Entry = None,
    ) -> Receipt:
        """Use an element of a message, an ephemeral one included; no entry in a menu deselects."""
        person, channel = self.state.person(user), self.state.channel(channel_id)
        message = self._readable(user, channel, message_ts)
        control = elements.find(message.blocks, action_id, block_id)
        filled = self.state.filled.setdefault(message_ts, {}).setdefault(user, {})
        held = elements.fill(filled, control, entry)
        if control.silent:
            return self._kept()
        values = elements.values(message.blocks, filled)
        url = self.grants.url(
            user, channel.id, "press", original=message_ts, thread_ts=message.thread_ts
        )
        rest = interactions.pressed_message(message, channel, values)
        rest["response_url"] = f"{self.address}/actions/{url}"
        return await self._pressed(person, control, held, rest)

    async def press_in_view(
        self,
        user: str,
        view_id: str,
        action_id: str,
        block_id: str | None = None,
        entry: Entry = None,
    ) -> Receipt:
        """Use an element of a modal or of Home."""
        view = self._view(user, view_id)
        control = elements.find(view.body["blocks"], action_id, block_id)
        held = elements.fill(view.values, control, entry)
        if control.silent:
            return self._kept()
        rest = interactions.pressed_view(_filled(view))
        return await self._pressed(self.state.person(user), control, held, rest)

    async def submit_view(
        self, user: str, view_id: str, entries: Mapping[str, Entry] | None = None
    ) -> Receipt:
        """Fill in (by block id or action id) and submit a modal."""
        view = self._view(user, view_id)
        elements.fill_all(view.values, view.body["blocks"], entries or {})
        shown = _filled(view)
        view.errors = elements.complaints(view.body["blocks"], shown.values)
        if view.errors:
            # Slack's own window holds the submission back; the app hears nothing.
            self.viewing.redraw(view)
            return Receipt(acked=False, error="invalid_fields", payload=view.errors)
        rest = {
            "trigger_id": self.grants.trigger(user, view.id),
            "view": shown.as_json(),
            "response_urls": [],
        }
        ack = await self._deliver("view_submission", self.state.person(user), rest)
        error = responses.submission_ack(self, view, ack.payload) if ack.acked else None
        return ack.receipt(error)

    async def close_view(self, user: str, view_id: str, *, everything: bool = False) -> Receipt:
        """Close a modal, or the whole stack; the app hears of it if the view asked for that."""
        view = self._view(user, view_id)
        everything = everything or bool(view.body.get("clear_on_close"))
        self.viewing.close(view, everything=everything)
        if not view.body.get("notify_on_close"):
            return Receipt(acked=True)
        rest = {"view": _filled(view).as_json(), "is_cleared": everything}
        return (await self._deliver("view_closed", self.state.person(user), rest)).receipt()

    async def shortcut(
        self, user: str, callback_id: str, channel_id: str | None = None, ts: str | None = None
    ) -> Receipt:
        """Use a global shortcut, or with channel and ts a message shortcut."""
        person = self.state.person(user)
        declared = self.state.manifest.shortcuts.get(callback_id, {})
        if declared.get("type") != ("message" if ts else "global") or person.is_stranger:
            return Receipt(acked=False, error="unknown_shortcut")
        rest: Json = {
            "callback_id": callback_id,
            "trigger_id": self.grants.trigger(user),
            "action_ts": self.state.new_ts(),
        }
        if ts is None or channel_id is None:
            return (await self._deliver("shortcut", person, rest)).receipt()
        channel = self.state.channel(channel_id)
        message = self._readable(user, channel, ts)
        url = self.grants.url(user, channel.id, "shortcut", thread_ts=message.thread_ts)
        rest |= {
            "message_ts": ts,
            "channel": {"id": channel.id, "name": channel.command_name},
            "message": channel.message_json(message),
            "response_url": f"{self.address}/app/{url}",
        }
        return (await self._deliver("message_action", person, rest)).receipt()

    async def open_home(self, user: str) -> Receipt:
        """Look at the app's Home tab."""
        return await self._open_tab(user, "home")

    async def open_messages_tab(self, user: str) -> Receipt:
        """Look at the app's messages tab."""
        return await self._open_tab(user, "messages")

    async def _open_tab(self, user: str, tab: str) -> Receipt:
        person, manifest = self.state.person(user), self.state.manifest
        if person.dm not in self.state.channels:
            return Receipt(acked=False, error="user_not_visible")
        if not (manifest.home_tab if tab == "home" else manifest.messages_tab):
            return Receipt(acked=False, error=f"{tab}_tab_disabled")
        view = self.state.homes.get(user)
        event = payloads.home_opened_event(person, tab, view, self.state.new_ts())
        channel = self.state.channels[person.dm]
        return await self.dispatcher.event("app_home_opened", event, channel)

    async def _pressed(self, person: User, control: Control, held: Json, rest: Json) -> Receipt:
        moment = self.state.new_ts()
        rest |= {
            "trigger_id": self.grants.trigger(person.id, rest["container"].get("view_id")),
            "actions": [elements.action(control, held, moment)],
        }
        return (await self._deliver("block_actions", person, rest)).receipt()

    async def _deliver(self, kind: str, person: User, rest: Json) -> Ack:
        if not self.state.manifest.interactive:
            return Ack(acked=False, reason="no_connection")
        payload = interactions.interaction(self.state.installed, kind, person, rest)
        envelope = Envelope("interactive", payload, accepts_response=kind == "view_submission")
        return await self.dispatcher.once(envelope)

    def _kept(self) -> Receipt:
        """An input that tells the app nothing before it is submitted."""
        self.state.changes.note()
        return Receipt(acked=True)

    def _readable(self, user: str, channel: Channel, ts: str) -> Message:
        message = self.state.message(channel.id, ts)
        if message is None or user not in channel.members or message.only_for not in (None, user):
            raise LookupError(f"{user} sees no message {ts} in {channel.id}")
        return message

    def _view(self, user: str, view_id: str) -> View:
        view = self.state.view(view_id)
        if view is None or view.user != user:
            raise LookupError(f"{user} has no view {view_id} open")
        return view


def _filled(view: View) -> View:
    """Return a view with all its values, those that stood there at first included."""
    return replace(view, values=elements.values(view.body["blocks"], view.values))
