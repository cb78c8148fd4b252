"""What the workspace is put together from."""

from dataclasses import dataclass

from bot.workspace.delivery import Delivery
from bot.workspace.faults import Faults
from bot.workspace.grants import Grants
from bot.workspace.posting import Posting
from bot.workspace.sockets import Sockets
from bot.workspace.state import State
from bot.workspace.viewing import Viewing


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
