"""What the workspace is put together from."""

from dataclasses import dataclass

from bot.fake_slack.delivery import Delivery
from bot.fake_slack.faults import Faults
from bot.fake_slack.grants import Grants
from bot.fake_slack.posting import Posting
from bot.fake_slack.sockets import Sockets
from bot.fake_slack.state import State
from bot.fake_slack.viewing import Viewing


@dataclass
class Parts:
    """The parts, each knowing only those it needs."""

    state: State
    faults: Faults
    grants: Grants
    sockets: Sockets
    delivery: Delivery
    posting: Posting
    viewing: Viewing
    address: str = ""

    @property
    def socket_address(self) -> str:
        """Where Socket Mode's handshake goes."""
        return self.address.replace("http://", "ws://") + "/link/"
