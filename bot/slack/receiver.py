"""The receiver: runs the turn of whatever happened, then queues what it comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackApiError

from bot.logs import new_turn
from bot.slack.blocks import draw
from bot.slack.delivery import SlackDelivery
from bot.slack.origin import Arrival, Kind, Origin
from bot.slack.people import People
from bot.turns import Committed
from flows.dialogue.action import Action, ActionType
from flows.dialogue.reply import Form, HomeView
from flows.dialogue.request import Request

if TYPE_CHECKING:
    from slack_bolt.context.respond.async_respond import AsyncRespond
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.effects import Effects
    from bot.installations import Installations
    from bot.slack.send_queue import SendQueue
    from bot.turns import TurnService
    from flows.dialogue.request import Person


class Receiver:
    """Takes what happens in Slack; a turn is committed before this returns, said afterwards."""

    def __init__(
        self,
        turns: TurnService,
        effects: Effects,
        queue: SendQueue,
        installations: Installations,
    ) -> None:
        self._turns = turns
        self._effects = effects
        self._queue = queue
        self._installations = installations
        self._people = People()

    async def receive(
        self, arrival: Arrival | None, client: AsyncWebClient, respond: AsyncRespond
    ) -> None:
        """Run a turn and queue what it says."""
        if arrival is None:
            return
        arrival, committed = await self._turn(arrival, client)
        delivery = self._delivery(arrival, client, respond)
        self._add(arrival, client, self._finish(arrival, committed, delivery))

    async def submit(self, arrival: Arrival, client: AsyncWebClient) -> dict[str, Any]:
        """Run the turn of a submitted form; what it says is in the acknowledgement returned."""
        arrival, committed = await self._turn(arrival, client)
        delivery = self._delivery(arrival, client, None)
        answer = delivery.acknowledgement(committed)
        self._add(arrival, client, self._finish(arrival, committed, delivery))
        return answer

    def greet(self, person: Person, channel: str, client: AsyncWebClient) -> None:
        """Say hello to somebody who opens our conversation and finds it empty."""
        self._queue.add(channel, self._greet(person, channel, client))

    def show_home(self, person: Person, client: AsyncWebClient) -> None:
        """Show somebody's Home anew."""
        self._queue.add(str(person), self._show_home(person, client))

    async def _turn(self, arrival: Arrival, client: AsyncWebClient) -> tuple[Arrival, Committed]:
        new_turn()
        request, origin = arrival
        if not request.external and await self._people.is_guest(origin.person, client):
            request = request._replace(external=True)
        return Arrival(request, origin), await self._turns.turn(request)

    def _add(self, arrival: Arrival, client: AsyncWebClient, work: Any) -> None:  # noqa: ANN401 - a coroutine
        person, channel = arrival.origin.person, arrival.origin.channel
        self._queue.add(channel or str(person), work)
        if self._people.is_stale(person):
            self._queue.add(f"{person} looked up", self._people.look_up(person, client))
        if arrival.origin.kind is Kind.HOME:
            self.show_home(person, client)

    async def _finish(
        self, arrival: Arrival, committed: Committed, delivery: SlackDelivery
    ) -> None:
        """Say it; a form that can't be opened any more is asked in messages instead."""
        request = arrival.request
        try:
            await self._effects.finish(request, committed, delivery)
        except SlackApiError:
            if not isinstance(committed.reply, Form):
                raise
            again = request._replace(form=False, event=f"{request.event} in messages")
            await self._effects.finish(again, await self._turns.turn(again), delivery)

    async def _greet(self, person: Person, channel: str, client: AsyncWebClient) -> None:
        found = await client.conversations_history(channel=channel, limit=1)
        if not found["messages"]:
            installation = self._installations.find(person.tenant_id)
            message, version = await self._turns.welcome(person, installation)
            drawing = draw(message)
            blocks = drawing.at(version)
            await client.chat_postMessage(
                channel=channel, unfurl_links=False, text=drawing.text, blocks=blocks
            )

    async def _show_home(self, person: Person, client: AsyncWebClient) -> None:
        installation = self._installations.find(person.tenant_id)
        message, version = await self._turns.welcome(person, installation)
        request = Request(person, Action(ActionType.LOOK), "", installation)
        arrival = Arrival(request, Origin(Kind.HOME, "", person))
        delivery = self._delivery(arrival, client, None)
        await delivery.deliver(Committed(HomeView(message), version))

    def _delivery(
        self, arrival: Arrival, client: AsyncWebClient, respond: AsyncRespond | None
    ) -> SlackDelivery:
        return SlackDelivery(arrival, client, respond, self._people, self._turns.engine.replies)
