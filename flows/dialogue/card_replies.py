"""The shelf: cards as replies, the list of topics, and what is said when no card fits."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from flows.dialogue.action import Action, ActionType
from flows.dialogue.citation import cite
from flows.dialogue.reply import Buttons, Choice, Grid, Items, Menu, Part, Reply, Shelf, Text, Title
from flows.model.card import Bullets
from flows.model.claim import Claim

if TYPE_CHECKING:
    from flows.model.card import Block
    from flows.pack.pack import Pack

TOPICS = Choice("Topics", Action(ActionType.TOPICS))

QUESTIONS = Choice("To the questions", Action(ActionType.RESUME))
"""The way back to where one is, or to the start."""
PERSON = Choice("Ask a person", Action(ActionType.HUMAN))

DRAFT = 500
"""Characters of a text that a button carries to a person, and a preview shows in full."""
MISSES = 2
"""After so many lines in a row that were not understood, topics and a person are offered."""


class CardReplies:
    """Draws the cards of one library; the same card is always the very same reply."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.card = cache(self._card)
        self.unsure = cache(self._unsure)
        self.topics = cache(self._topics)

    def show(self, card: str) -> Choice:
        """A choice that shows a card."""
        return Choice(self.pack.cards[card].title, Action(ActionType.SHOW, card))

    def _card(self, card_id: str, *, whole: bool = False) -> Reply:
        """A card: its lead, or all of it, with its source and what to read next."""
        card = self.pack.cards[card_id]
        more = (
            () if whole or not card.rest else (Choice("More", Action(ActionType.WHOLE, card_id)),)
        )
        parts: list[Part] = [Title(card.title), Text(card.lead.display_text)]
        if whole:
            parts += [_drawn(block) for block in card.rest]
        parts.append(cite(self.pack, card.claims() if whole else [card.lead]))
        parts.append(Buttons((*more, *(self.show(other) for other in card.also[:2]))))
        return Reply(f"{card.title}: {card.lead.text}", tuple(parts))

    def menu(self) -> Menu:
        """Every card, on its shelf."""
        return Menu(
            "Pick a topic",
            tuple(
                Shelf(topic.title, tuple(self.show(card) for card in topic.cards))
                for topic in self.pack.topics
            ),
        )

    def _topics(self) -> Reply:
        line = f"{len(self.pack.cards)} topics, each answered from one document."
        return Reply(line, (Title("Topics"), Text(line), self.menu()), (QUESTIONS,))

    def both(self, first: str, second: str) -> Reply:
        """Answer two questions in one, short."""
        cards = [self.pack.cards[card] for card in (first, second)]
        parts: list[Part] = []
        for card in cards:
            parts += [Title(card.title), Text(card.lead.display_text)]
        parts.append(cite(self.pack, [card.lead for card in cards]))
        more = (Choice(f"More: {card.title}", Action(ActionType.WHOLE, card.id)) for card in cards)
        line = " ".join(f"{card.title}: {card.lead.text}" for card in cards)
        return Reply(line, (*parts, Buttons(tuple(more))))

    def _unsure(self, cards: tuple[str, ...]) -> Reply:
        """Did you mean: the likely cards as buttons."""
        line = "I am not sure which of these you mean."
        return Reply(line, (Text(line), Buttons((*map(self.show, cards), TOPICS, PERSON))))

    def unknown(self, missed: int, text: str) -> Reply:
        """Say honestly that this is not here; after a few misses, show what is, and a person."""
        line = (
            "I don't have that: I answer from one document about master's degrees in "
            "medical education."
        )
        person = Choice("Ask a person", Action(ActionType.HUMAN, text=text[:DRAFT]))
        authors = Choice("Send it to the authors", Action(ActionType.KEEP, text=text[:DRAFT]))
        offers = (person, authors) if text else ()
        if missed < MISSES:
            parts: tuple[Part, ...] = (Text(line), Buttons((TOPICS, *offers)))
            return Reply(line, parts, missed=True, typed=bool(text))
        more = Text("Here is what I do have. Or ask a person.")
        parts = (Text(line), more, self.menu(), *([Buttons(offers)] if offers else []))
        return Reply(line, parts, missed=True, typed=bool(text))


def _drawn(block: Block) -> Part:
    if isinstance(block, Claim):
        return Text(block.display_text)
    if isinstance(block, Bullets):
        return Items(tuple(claim.display_text for claim in block.claims))
    return Grid(block.head, block.rows)
