"""Checks that look at a whole message or view."""

from collections.abc import Iterator

from bot.fake_slack.block_kit import layout
from bot.fake_slack.block_kit.figures import CELL_CHARACTERS, cell_characters
from bot.fake_slack.block_kit.node import Node, Surface, Violation
from bot.fake_slack.shapes import Json

MOST_BLOCKS = {"message": 50, "home": 100, "modal": 100}
CHARTS = 2


def violations(blocks: object, surface: Surface, *, at: str = "") -> list[Violation]:
    """Return everything wrong with these blocks on this surface (`at`: where they stand)."""
    found: list[Violation] = []
    holder = Node({"blocks": blocks}, at, found, surface)
    nodes = holder.items("blocks", MOST_BLOCKS[surface], least=0)
    for node in nodes:
        layout.block(node)
    _unlike_blocks(nodes)
    _unlike_actions(nodes, surface)
    _one_focus(nodes)
    _totals(holder, nodes)
    return found


def view_violations(view: Json, surface: Surface) -> list[Violation]:
    """Return everything wrong with a modal or a Home tab."""
    found: list[Violation] = []
    node = Node(view, "/view", found, surface)
    shared = ("blocks", "private_metadata", "callback_id", "external_id")
    own = ("title", "submit", "close", "clear_on_close", "notify_on_close", "submit_disabled")
    node.only(*shared, *(own if surface == "modal" else ()))
    node.choice("type", (surface,), optional=False)
    node.string("private_metadata", 3000, least=0, optional=True)
    node.string("callback_id", 255, least=0, optional=True)
    node.string("external_id", 255, least=0, optional=True)
    blocks = view.get("blocks")
    if node.has("blocks", optional=False):
        found += violations(blocks, surface, at="/view")
    if surface == "modal":
        node.text("title", 24, plain=True)
        node.text("close", 24, plain=True, optional=True)
        asks = isinstance(blocks, list) and any(
            isinstance(block, dict) and block.get("type") == "input" for block in blocks
        )
        node.text("submit", 24, plain=True, optional=not asks)
    return found


def elements(node: Node) -> Iterator[Node]:
    """Yield every interactive element of a block."""
    for key in ("elements", "actions"):
        listed = node.value.get(key)
        for place, value in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(value, dict):
                yield Node(value, f"{node.at}/{key}/{place}", node.found, node.surface)
    for key in ("accessory", "element"):
        if isinstance(value := node.value.get(key), dict):
            yield Node(value, f"{node.at}/{key}", node.found, node.surface)


def _unlike_blocks(nodes: list[Node]) -> None:
    seen: set[object] = set()
    for node in nodes:
        block_id = node.value.get("block_id")
        if isinstance(block_id, str) and block_id in seen:
            node.violates(f"duplicate block_id: {block_id}", "block_id")
        seen.add(block_id if isinstance(block_id, str) else None)


def _unlike_actions(nodes: list[Node], surface: Surface) -> None:
    """No two alike in one message; in a view, none alike in one block."""
    seen: set[str] = set()
    for node in nodes:
        if surface != "message":
            seen = set()
        for element in elements(node):
            action_id = element.value.get("action_id")
            if not isinstance(action_id, str):
                continue
            if action_id in seen:
                element.violates(f"duplicate action_id: {action_id}", "action_id")
            seen.add(action_id)


def _one_focus(nodes: list[Node]) -> None:
    focused = [e for node in nodes for e in elements(node) if e.value.get("focus_on_load") is True]
    for element in focused[1:]:
        element.violates("only one element can have focus_on_load", "focus_on_load")


def _totals(holder: Node, nodes: list[Node]) -> None:
    markdown = [len(str(n.value.get("text"))) for n in nodes if n.type == "markdown"]
    if len(markdown) > 1 and sum(markdown) > layout.MARKDOWN:
        holder.violates(f"markdown must be less than {layout.MARKDOWN + 1} characters", "blocks")
    charts = [node for node in nodes if node.type == "data_visualization"]
    for node in charts[CHARTS:]:
        node.violates(f"no more than {CHARTS} data_visualization blocks allowed")
    tables = [node for node in nodes if node.type == "table"]
    if sum(cell_characters(node.value) for node in tables) > CELL_CHARACTERS:
        holder.violates(f"table cells must be less than {CELL_CHARACTERS + 1} characters", "blocks")
    if holder.surface == "message":
        for node in tables[1:]:
            node.violates("only one table allowed")
