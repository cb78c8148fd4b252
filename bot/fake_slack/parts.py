"""What the workspace is put together from."""

from collections.abc import Sequence

from bot.fake_slack.dispatcher import Dispatcher
from bot.fake_slack.failures import Failures
from bot.fake_slack.grants import Grants
from bot.fake_slack.posting import Posting
from bot.fake_slack.sockets import Sockets
from bot.fake_slack.state import State
from bot.fake_slack.viewing import Viewing


class Parts:
    """The parts, each knowing only those it needs; `address` is known once there is a port."""

    def __init__(self, state: State, retry_delays: Sequence[float]) -> None:
        self.address = ""
        self.state = state
        self.failures = Failures(state.clock)
        self.grants = Grants(state.clock)
        self.sockets = Sockets(state.clock, self.failures)
        self.dispatcher = Dispatcher(self.state, self.sockets, retry_delays)
        self.posting = Posting(self.state, self.dispatcher)
        self.viewing = Viewing(self.state)
