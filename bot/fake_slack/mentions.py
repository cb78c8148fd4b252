"""Finding what would notify people in something the bot wrote."""

import re
from collections.abc import Iterator

from bot.fake_slack.shapes import Json

LOUD = re.compile(r"<(?:!(?:channel|here|everyone|subteam\^)[^>]*|@[UW][A-Z0-9]+[^>]*)>")
LOUD_ELEMENTS = {"user", "usergroup", "broadcast"}


def loud(text: str, blocks: list[Json]) -> Iterator[tuple[str, str]]:
    """Yield every mention that pings, with the text it stands in."""
    for words in (text, *_parsed(blocks)):
        for found in LOUD.finditer(words):
            yield found.group(), words
    for element in _objects(blocks):
        if element.get("type") in LOUD_ELEMENTS:
            yield str(element["type"]), str(element)


def _parsed(blocks: list[Json]) -> Iterator[str]:
    for item in _objects(blocks):
        if item.get("type") in ("mrkdwn", "markdown") and isinstance(item.get("text"), str):
            yield item["text"]


def _objects(value: object) -> Iterator[Json]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _objects(inner)
