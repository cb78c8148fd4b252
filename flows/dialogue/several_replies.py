"""Several questions of one line as one reply: a short answer to each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flows.dialogue.action import Action, ActionType
from flows.dialogue.citation import cite
from flows.dialogue.comparing import compare
from flows.dialogue.parts import Buttons, Choice, Items, Text, Title
from flows.dialogue.reply import Message
from flows.language.messages import say
from flows.model.option import BEST, MOST, SEVERAL
from flows.model.subject import Subject

if TYPE_CHECKING:
    from flows.dialogue.comparison import Comparison
    from flows.dialogue.parts import Part
    from flows.model.claim import Claim
    from flows.model.option import Option
    from flows.nlu.match import Match
    from flows.pack.pack import Pack


class Short(NamedTuple):
    """A short answer: what is said, the claims that it rests on, and the way to more."""

    parts: tuple[Part, ...]
    claims: tuple[Claim, ...] = ()
    more: tuple[Choice, ...] = ()


class SeveralReplies:
    """Answers several questions about one pack at once."""

    def __init__(self, pack: Pack, comparison: Comparison) -> None:
        self.pack = pack
        self._comparison = comparison

    def answer(self, asked: tuple[Match | Message, ...], *, is_cut: bool) -> Message:
        """Answer each, short; what is a message already keeps its first words.

        `is_cut` tells that the line asked for more than these.
        """
        told = [_begun(one) if isinstance(one, Message) else self._short(one) for one in asked]
        matches = [one for one in asked if not isinstance(one, Message)]
        parts = [*dict.fromkeys(part for one in told for part in one.parts)]
        if matches:
            parts += cite(self.pack, [claim for one in told for claim in one.claims])
        if is_cut:
            parts.append(Text(say().first_three))
        more = tuple(dict.fromkeys(choice for one in told for choice in one.more))
        lines = [part.text for part in parts if isinstance(part, (Title, Text))]
        said = (*parts, *((Buttons(more),) if more else ()))
        return Message(" ".join(lines), said, subject=_subject(matches))

    def _short(self, match: Match) -> Short:
        if match.kind == "card" and match.id:
            card = self.pack.cards[match.id]
            return Short(
                (Title(card.title), Text(card.lead.display_text)),
                (card.lead,),
                (self._more(card.id),),
            )
        if match.aspect:
            return self._aspect(match.options, match.aspect)
        return Short((Text(self.pack.gaps[match.id or ""].line),))

    def _aspect(self, options: tuple[str, ...], aspect: str) -> Short:
        named = tuple(self.pack.options[name] for name in options)
        side_by_side = Choice(say().compare, compare(options if len(options) <= MOST else ()))
        if aspect in SEVERAL:
            title = say().versus.join(option.name for option in named) or say().options
            line = say().no_ranking if aspect == BEST else say().seen_beside
            return Short((Title(title), Text(line)), (), (side_by_side,))
        if len(named) == 1:
            return self._one(named[0], aspect)
        stated = [one for one in named or self.pack.options.values() if one.states(aspect)][:MOST]
        lines = tuple(f"{one.name}: {one.claims(aspect)[0].display_text}" for one in stated)
        said = Items(lines) if lines else Text(say().not_stated)
        claims = tuple(one.claims(aspect)[0] for one in stated)
        return Short((Title(self.pack.aspects[aspect].name), said), claims, (side_by_side,))

    def _one(self, option: Option, aspect: str) -> Short:
        asked, claims = self.pack.aspects[aspect], option.claims(aspect)[:1]
        title = say().aspect_of.format(option=option.name, aspect=asked.name)
        silence = asked.silence.format(option=option.phrase)
        lines = [claim.display_text for claim in claims] or [silence]
        said: tuple[Part, ...] = (Title(title), *map(Text, lines))
        return Short(said, claims, (self._more(option.card_for(aspect)),))

    def _more(self, card: str) -> Choice:
        title = self.pack.cards[card].title
        return Choice(say().more_on.format(title=title), Action(ActionType.WHOLE, card))


def _subject(asked: list[Match]) -> Subject:
    """What was spoken of: the options, or where there are none, the cards."""
    options = tuple(dict.fromkeys(option for one in asked for option in one.options))
    cards = tuple(one.id for one in asked if one.kind == "card" and one.id)
    return Subject(options=options[:MOST]) if options else Subject(cards=cards)


def _begun(message: Message) -> Short:
    """Take the first words of a message, with its title, and the first thing it offers."""
    titles = [part for part in message.parts if isinstance(part, Title)]
    texts = [part for part in message.parts if isinstance(part, Text)]
    offered = [
        choice for part in message.parts if isinstance(part, Buttons) for choice in part.choices
    ]
    return Short((*titles[:1], *texts[:1]), (), tuple(offered[:1]))
