"""A card: one topic's guidance, read from Markdown whose every claim carries its facts."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, Annotated

from markdown_it import MarkdownIt
from pydantic import StringConstraints

from flows.citation import said
from flows.claim import MARK, ROOM, Claim, check_room, read_claim, room
from flows.fault import Fault
from flows.source import Id, Model, Plain, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

LEAD_LIMIT = 240
"""Characters of a card's first paragraph: four lines of sixty."""

ROWS, COLUMNS, CELLS = 100, 20, 10_000
"""What Slack takes of a table: rows with the head, columns, and characters in all its cells."""

_MARKDOWN = MarkdownIt("zero").enable(["list", "table", "text_join"])


class Front(Model):
    """The front matter of a card: its title, its neighbors, and other names for its topic."""

    title: Annotated[Plain, StringConstraints(max_length=40)]
    also: tuple[Id, ...] = ()
    aliases: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of claims."""

    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: column heads, and rows of cells, each row one claim."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    claims: tuple[Claim, ...]
    line: int = 0


Block = Claim | Bullets | Table


@dataclass(frozen=True, slots=True)
class Card:
    """One topic: the lead answers alone, the rest stands behind *More*."""

    id: str
    title: str
    also: tuple[str, ...]
    aliases: tuple[str, ...]
    lead: Claim
    rest: tuple[Block, ...]

    def claims(self) -> Iterator[Claim]:
        """Every claim of the card, in reading order."""
        for block in (self.lead, *self.rest):
            yield from _claims(block)


def _claims(block: Block) -> tuple[Claim, ...]:
    return (block,) if isinstance(block, Claim) else block.claims


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


def check_blocks(card: Card, file: str) -> Iterator[Fault]:
    """Find what a message that shows the whole card can't hold."""
    blocks = (card.lead, *card.rest)
    for is_table, together in groupby(blocks, key=lambda block: isinstance(block, Table)):
        if not is_table:
            yield from _piece([claim for block in together for claim in _claims(block)], file)
    tables = [block for block in card.rest if isinstance(block, Table)]
    for table in tables[1:]:
        what = "is a second table, and a message takes one; make it a list, or a card of its own"
        yield Fault(file, table.line, what)
    for table in tables:
        for what in _wrong(table):
            yield Fault(file, table.line, f"table has {what}")


def _piece(claims: list[Claim], file: str) -> Iterator[Fault]:
    ends = accumulate(room([said(claim)]) for claim in claims)
    over = [claim.line for claim, end in zip(claims, ends, strict=True) if end > ROOM]
    if over:
        what = "what stands together, without a table between,"
        yield from check_room(file, over[0], what, map(said, claims))


def _wrong(table: Table) -> Iterator[str]:
    rows = (table.head, *table.rows)
    cells = [cell for row in rows for cell in row]
    if len(rows) > ROWS:
        yield f"{len(rows)} rows with its head; {ROWS} at most"
    if len(table.head) > COLUMNS:
        yield f"{len(table.head)} columns; {COLUMNS} at most"
    if sum(map(len, cells)) > CELLS:
        yield f"{sum(map(len, cells))} characters; {CELLS} at most"
    if not all(cells):
        yield "an empty cell, or one with a mark alone; write something in it"
    if MARK in "".join(table.head):
        yield "a mark in its head; move it to the end of a row"
