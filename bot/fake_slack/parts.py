"""What the workspace is put together from."""

from collections.abc import Sequence

from bot.fake_slack.clock import Clock
from bot.fake_slack.dispatcher import Dispatcher
from bot.fake_slack.failures import Failures
from bot.fake_slack.grants import Grants
from bot.fake_slack.manifest import Manifest
from bot.fake_slack.posting import Posting
from bot.fake_slack.sockets import Sockets
from bot.fake_slack.state import State
from bot.fake_slack.viewing import Viewing


class Parts:
    """The parts, each knowing only those it needs; `address` is known once there is a port."""

    def __init__(self, manifest: Manifest, clock: Clock, retry_delays: Sequence[float]) -> None:
        self.address = ""
        self.state = State(manifest, clock)
        self.failures = Failures(clock)
        self.grants = Grants(clock)
        self.sockets = Sockets(clock, self.failures)
        self.dispatcher = Dispatcher(self.state, self.sockets, retry_delays)
        self.posting = Posting(self.state, self.dispatcher)
        self.viewing = Viewing(self.state)
