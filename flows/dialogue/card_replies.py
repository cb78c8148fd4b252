"""Cards as replies, the list of topics, and what is said when no card fits."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from flows.dialogue.action import Action, ActionType
from flows.dialogue.citation import cite, cite_places
from flows.dialogue.comparing import all_options, with_another
from flows.dialogue.parts import Buttons, Chart, Choice, Grid, Items, Menu, Shelf, Text, Title
from flows.dialogue.reply import Message
from flows.language.messages import say
from flows.model.card import Bullets, Table
from flows.model.claim import Claim
from flows.model.subject import Subject

if TYPE_CHECKING:
    from flows.dialogue.parts import Part
    from flows.model.card import Block
    from flows.pack.pack import Pack

DRAFT = 500
"""Characters of a text that a button carries to a person, and a preview shows in full."""
_BESIDE = 2
"""Cards that are offered beside something else that may be meant."""
_TOLD = 2
"""Cards whose lead is said where it isn't sure which is meant."""
_ALSO = 2
"""Neighbors that a card offers."""
_EXAMPLES = 3
"""Questions to press that are offered once the list of topics didn't help."""
MISSES = 2
"""After so many lines in a row that were not understood, topics and a person are offered."""


def topics() -> Choice:
    """Offer the list of topics."""
    return Choice(say().topics, Action(ActionType.TOPICS))


def ask_person(text: str = "") -> Choice:
    """Offer to ask a person, with what somebody typed already."""
    return Choice(say().ask_person, Action(ActionType.HUMAN, text=text[:DRAFT]))


def whole_card(card: str) -> Action:
    """Show all of a card."""
    return Action(ActionType.WHOLE, card)


class CardReplies:
    """Draws the cards of one pack."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.card = cache(self._card)
        self.topics = cache(self._topics)

    def show(self, card: str) -> Choice:
        """Offer a card."""
        return Choice(self.pack.cards[card].title, Action(ActionType.SHOW, card))

    def _card(self, card_id: str, *, whole: bool = False) -> Message:
        """A card: its lead, or all of it, with its source and what to read next."""
        card = self.pack.cards[card_id]
        rest = Choice(say().more, whole_card(card_id))
        more = () if whole or not card.rest else (rest,)
        parts: list[Part] = [Title(card.title), Text(card.lead.display_text)]
        if whole:
            parts += [_part(block) for block in card.rest]
            parts += cite_places(self.pack, list(card.claims()))
        else:
            parts += cite(self.pack, [card.lead])
        others = (self.show(other) for other in card.also[:_ALSO])
        option = self.pack.option_of_card(card_id)
        beside = (with_another(self.pack, option),) if option else ()
        parts.append(Buttons((*more, *beside, *others)))
        subject = self.pack.subject_of(card_id, whole=not more)
        return Message(f"{card.title}: {card.lead.text}", tuple(parts), subject=subject)

    def menu(self) -> Menu:
        """Every card, on its shelf."""
        shelves = (
            Shelf(topic.title, tuple(self.show(card) for card in topic.cards))
            for topic in self.pack.topics
        )
        return Menu(say().pick_topic, tuple(shelves))

    def _topics(self) -> Message:
        line = say().topic_count.format(count=len(self.pack.cards))
        questions = Choice(say().to_questions, Action(ActionType.RESUME))
        ways = (all_options(), questions) if self.pack.options else (questions,)
        return Message(line, (Title(say().topics), Text(line), self.menu()), ways)

    def unsure(self, cards: tuple[str, ...], text: str, meant: Choice | None = None) -> Message:
        """Did you mean: the likely cards, what else may be `meant`, or a person.

        The likeliest say their lead, which often is the answer already.
        """
        line, person = say().which_topic, ask_person(text)
        cards = cards[:_BESIDE] if meant else cards
        others = (meant,) if meant and meant.action.type != ActionType.HUMAN else ()
        offers = Buttons((*map(self.show, cards), *others, topics(), person))
        told = [self.pack.cards[card] for card in cards[:_TOLD]]
        leads = [f"{card.title}: {card.lead.display_text}" for card in told]
        sources = cite(self.pack, [card.lead for card in told])
        parts = (Text(line), Items(tuple(leads)), *sources, offers)
        first = self.pack.subject_of(cards[0]) if cards else Subject()
        told_of = first if first.focus != self.pack.main_option else Subject()
        subject = Subject(cards, told_of.options, focus=told_of.focus)
        return Message(" ".join((line, *leads)), parts, subject=subject)

    def in_passing(self, cards: tuple[str, ...]) -> Message:
        """Take a line for a remark, and offer the likely cards in case it asks."""
        line = say().in_passing
        ways = Buttons((*map(self.show, cards[:_BESIDE]), topics()))
        return Message(line, (Text(line), ways), subject=Subject(cards=cards[:_BESIDE]))

    def unknown_remark(self) -> Message:
        """Take a line for a remark on nothing that is known here."""
        return Message(say().remark_unknown, (Text(say().remark_unknown), Buttons((topics(),))))

    def which_topic(self, cards: tuple[str, ...]) -> Message:
        """Ask once more which of the cards that were offered is meant."""
        line = say().which_topic
        offers = Buttons((*map(self.show, cards), topics()))
        return Message(line, (Text(line), offers), subject=Subject(cards=cards))

    def which(self, cards: tuple[str, ...]) -> Message:
        """Ask of which card there should be more."""
        ways = tuple(map(self._more_on, cards))
        return Message(say().which_one, (Text(say().which_one), Buttons(ways)))

    def _more_on(self, card: str) -> Choice:
        title = self.pack.cards[card].title
        return Choice(say().more_on.format(title=title), whole_card(card))

    def all_told(self, card: str) -> Message:
        """Say that all of a card was shown, and what is near it."""
        line = say().all_told.format(title=self.pack.cards[card].title)
        others = map(self.show, self.pack.cards[card].also[:_ALSO])
        return Message(line, (Text(line), Buttons((*others, topics()))))

    def left_out(self, gap: str, text: str) -> Message:
        """Say in one line that the document leaves this out, with what is nearest, and a person."""
        line = self.pack.gaps[gap].line
        nearest = map(self.show, self.pack.gaps[gap].nearest)
        subject = Subject(cards=self.pack.gaps[gap].nearest[:1])
        return Message(line, (Text(line), Buttons((*nearest, ask_person(text)))), subject=subject)

    def unknown(self, misses: int, text: str, *, public: bool = False) -> Message:
        """Say honestly that this is not here; after a few misses, show what is, and a person.

        Where everybody reads, the question can be passed on, which somebody then looks over.
        """
        line = self.pack.about.not_answered
        authors = Choice(say().send_authors, Action(ActionType.KEEP, text=text[:DRAFT]))
        offers = (ask_person(text), *(() if public else (authors,))) if text else ()
        if misses < MISSES:
            return Message(line, (Text(line), Buttons((topics(), *offers))))
        if misses > MISSES:
            return self._examples(misses - MISSES - 1, ask_person(text))
        last = (Buttons(offers),) if offers else ()
        return Message(line, (Text(line), Text(say().have_this), self.menu(), *last))

    def _examples(self, turn: int, person: Choice) -> Message:
        """Say what kinds of things can be asked, with a few questions, others each turn."""
        asked = self.pack.about.questions or self._leading()
        places = range(turn * _EXAMPLES, (turn + 1) * _EXAMPLES)
        cards = dict.fromkeys([*asked][place % len(asked)] for place in places)
        shelves = {card: topic.title for topic in self.pack.topics for card in topic.cards}
        kinds = ", ".join(dict.fromkeys(shelves[card] for card in cards))
        line = say().ask_these.format(kinds=kinds)
        ways = (Choice(asked[card], Action(ActionType.SHOW, card)) for card in cards)
        return Message(line, (Text(line), Buttons((*ways, person))))

    def _leading(self) -> dict[str, str]:
        """Name the first card of each shelf by its title, for a pack without questions to press."""
        return {card: self.pack.cards[card].title for t in self.pack.topics for card in t.cards[:1]}


def _part(block: Block) -> Part:
    if isinstance(block, Claim):
        return Text(block.display_text)
    if isinstance(block, Bullets):
        return Items(tuple(claim.display_text for claim in block.claims))
    if isinstance(block, Table):
        return Grid(block.head, block.rows)
    labels, figures = block.table.head
    return Chart(block.title, (labels, figures), block.bars)
