"""Markdown: a card's body, read into paragraphs, flat lists and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from flows.model.card import Block, Bullets, Chart, Table
from flows.model.claim import Claim, read_claim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

_MARKDOWN = MarkdownIt("zero").enable(["list", "table", "text_join"])


class BadMarkdownError(ValueError):
    """Markdown that a card can't hold; `line` counts from 1 in the card's body."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line


def read_blocks(body: str, first_line: int = 1) -> tuple[Block, ...]:
    """Read a card's body; `first_line` is where it starts in its file.

    Raises `BadMarkdownError` for anything but paragraphs, flat lists and tables.
    """
    tokens = iter(_MARKDOWN.parse(body))
    return tuple(_block(token, tokens, first_line) for token in tokens)


def with_chart(title: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Draw the first table of a card as a chart; raises `LookupError` where there is none."""
    for at, block in enumerate(blocks):
        if isinstance(block, Table):
            return (*blocks[:at], Chart(title, block), *blocks[at + 1 :])
    raise LookupError(title)


def _block(token: Token, tokens: Iterator[Token], first: int) -> Block:
    line = (token.map[0] if token.map else 0) + first
    if token.type == "paragraph_open":
        return read_claim(_inline(tokens, "paragraph_close"), line)
    if token.type == "bullet_list_open":
        return Bullets(tuple(_items(tokens, first)))
    if token.type == "table_open":
        return _table(tokens, first)
    raise BadMarkdownError(line, "only paragraphs, - bullets and tables can stand in a card")


def _inline(tokens: Iterator[Token], close: str) -> str:
    text = ""
    for token in tokens:
        if token.type == close:
            break
        text += token.content
    return text


def _items(tokens: Iterator[Token], first: int) -> Iterator[Claim]:
    for token in tokens:
        if token.type == "bullet_list_close":
            return
        if token.type == "bullet_list_open":
            line = (token.map[0] if token.map else 0) + first
            raise BadMarkdownError(line, "a list can't stand inside a list; make it flat")
        if token.type == "paragraph_open":
            line = (token.map[0] if token.map else 0) + first
            yield read_claim(_inline(tokens, "paragraph_close"), line)


def _table(tokens: Iterator[Token], first: int) -> Table:
    rows: list[tuple[int, list[str]]] = []
    for token in tokens:
        if token.type == "table_close":
            break
        if token.type == "tr_open":
            rows.append(((token.map[0] if token.map else 0) + first, []))
        elif token.type == "inline":
            rows[-1][1].append(token.content)
    (line, head), *body = rows
    claims = tuple(read_claim(" | ".join(cells), line) for line, cells in body)
    plain = tuple(tuple(read_claim(cell).text for cell in cells) for _, cells in body)
    return Table(tuple(head), plain, claims, line)
