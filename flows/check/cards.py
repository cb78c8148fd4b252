"""Cards: what each holds and names, and what a message that shows a whole one can't hold."""

from __future__ import annotations

from itertools import accumulate, groupby
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from flows.check.budget import SECTION_BUDGET, check_budget, rendered_length, written
from flows.check.charts import check_chart
from flows.check.outcomes import check_then
from flows.language.phrasebook import NO, OTHER, UNSURE, YES
from flows.model.card import Chart, Table, claims_of
from flows.model.claim import MARK
from flows.model.issue import Issue, no_such
from flows.model.markup import markup
from flows.model.source import Id
from flows.pack.validation import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flows.check.claims import Claims
    from flows.model.card import Card
    from flows.model.claim import Claim
    from flows.pack.read import ReadPack
    from flows.pack.reader import SourceMap

ROWS, COLUMNS, CELLS = 100, 20, 10_000
"""What Slack takes of a table: rows with the head, columns, and characters in all its cells."""
RESERVED = frozenset({"none", "near", "far", "aspects", "gaps", OTHER, YES, NO, UNSURE})
"""What lines that no card answers are called where examples are learned."""

_ID: TypeAdapter[str] = TypeAdapter(Id)


def check_cards(read: ReadPack, claims: Claims) -> Iterator[Issue]:
    """Check the claims of every card, its id, what it names, and its size."""
    for card in read.pack.cards.values():
        file = f"cards/{card.id}.md"
        yield from _misnamed(card.id, file)
        for claim in card.claims():
            yield from claims.check(claim, file)
        yield from check_blocks(card, file)
        yield from unknown_cards(read, card.also, read.maps[file], "also")
        yield from check_then(card.then, "", read.names("flows"), read.maps[file])


def unknown_cards(
    read: ReadPack, cards: Iterable[str], lines: SourceMap, *place: str | int
) -> Iterator[Issue]:
    """Find cards that are named in a file, at this place, and have none of their own."""
    known = read.names("cards")
    for at, card in enumerate(cards):
        if card not in known:
            what = no_such("card", card, known, f"add cards/{card}.md or mend the id")
            yield Issue(lines.file, lines.find(*place, at), what)


def _misnamed(card: str, file: str) -> Iterator[Issue]:
    if card in RESERVED:
        yield Issue(file, 0, f"{card} is reserved; rename the card")
    try:
        _ID.validate_python(card)
    except ValidationError as error:
        what = "; ".join(words(detail) for detail in error.errors())
        yield Issue(file, 0, f"{card} {what}")


def check_blocks(card: Card, file: str) -> Iterator[Issue]:
    """Find what a message that shows the whole card can't hold."""
    blocks = (card.lead, *card.rest)
    for is_drawn, together in groupby(blocks, key=lambda block: isinstance(block, Table | Chart)):
        if not is_drawn:
            yield from _piece([claim for block in together for claim in claims_of(block)], file)
    tables = [block for block in card.rest if isinstance(block, Table)]
    for table in tables[1:]:
        what = "is a second table, and a message takes one; make it a list, or a card of its own"
        yield Issue(file, table.line, what)
    charts = [block for block in card.rest if isinstance(block, Chart)]
    for table in (*tables, *(chart.table for chart in charts)):
        for what in _wrong(table):
            yield Issue(file, table.line, f"table has {what}")
    for chart in charts:
        yield from check_chart(chart, file)


def _piece(claims: list[Claim], file: str) -> Iterator[Issue]:
    ends = accumulate(rendered_length([written(claim)]) for claim in claims)
    over = [claim.line for claim, end in zip(claims, ends, strict=True) if end > SECTION_BUDGET]
    if over:
        what = "what stands together, without a table between,"
        yield from check_budget(file, over[0], what, map(written, claims))


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
    elif raw := markup(" | ".join(table.head)):
        yield f"markup in its head: {raw}"
