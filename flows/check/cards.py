"""What a message that shows a whole card can't hold."""

from __future__ import annotations

from itertools import accumulate, groupby
from typing import TYPE_CHECKING

from flows.check.budget import SECTION_BUDGET, check_budget, rendered_length
from flows.model.card import Table, claims_of
from flows.model.claim import MARK
from flows.model.issue import Issue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.model.card import Card
    from flows.model.claim import Claim

ROWS, COLUMNS, CELLS = 100, 20, 10_000
"""What Slack takes of a table: rows with the head, columns, and characters in all its cells."""


def check_blocks(card: Card, file: str) -> Iterator[Issue]:
    """Find what a message that shows the whole card can't hold."""
    blocks = (card.lead, *card.rest)
    for is_table, together in groupby(blocks, key=lambda block: isinstance(block, Table)):
        if not is_table:
            yield from _piece([claim for block in together for claim in claims_of(block)], file)
    tables = [block for block in card.rest if isinstance(block, Table)]
    for table in tables[1:]:
        what = "is a second table, and a message takes one; make it a list, or a card of its own"
        yield Issue(file, table.line, what)
    for table in tables:
        for what in _wrong(table):
            yield Issue(file, table.line, f"table has {what}")


def _piece(claims: list[Claim], file: str) -> Iterator[Issue]:
    ends = accumulate(rendered_length([claim.display_text]) for claim in claims)
    over = [claim.line for claim, end in zip(claims, ends, strict=True) if end > SECTION_BUDGET]
    if over:
        what = "what stands together, without a table between,"
        yield from check_budget(file, over[0], what, (claim.display_text for claim in claims))


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
