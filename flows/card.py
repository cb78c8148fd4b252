"""A card: one topic's guidance, read from Markdown whose every claim carries its facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from markdown_it import MarkdownIt
from pydantic import StringConstraints

from flows.claim import Claim, read_claim
from flows.source import Id, Model, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

LEAD_LIMIT = 240
"""Characters of a card's first paragraph: four lines of sixty."""

_MARKDOWN = MarkdownIt("zero").enable(["list", "table", "text_join"])


class Front(Model):
    """The front matter of a card: its title, its neighbors, and other names for its topic."""

    title: Annotated[Words, StringConstraints(max_length=40)]
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
        yield self.lead
        for block in self.rest:
            if isinstance(block, Claim):
                yield block
            else:
                yield from block.claims


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
    (_, head), *body = rows
    claims = tuple(read_claim(" | ".join(cells), line) for line, cells in body)
    plain = tuple(tuple(read_claim(cell).text for cell in cells) for _, cells in body)
    return Table(tuple(head), plain, claims)
