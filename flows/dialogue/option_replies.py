"""Options as replies: one aspect of one or several, side by side, and the list of all."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from flows.dialogue.action import Action, ActionType
from flows.dialogue.card_replies import ask_person, topics
from flows.dialogue.citation import cite
from flows.dialogue.comparing import compare, with_another
from flows.dialogue.parts import Buttons, Choice, Items, Menu, Note, Shelf, Text, Title
from flows.dialogue.reply import Message
from flows.language.messages import say
from flows.model.claim import Claim, read_claim
from flows.model.option import BEST, COMPARE, LIST, MOST, ROLES, WHAT
from flows.model.subject import ALL, Subject

if TYPE_CHECKING:
    from flows.dialogue.comparison import Comparison
    from flows.dialogue.parts import Part
    from flows.model.option import Option
    from flows.pack.pack import Pack

_SHOWN = 2
"""Claims of a cell that answer at once; the card behind *All about it* has the rest."""
_BESIDE = 2
"""Other aspects that are told beside the one asked for."""


class OptionReplies:
    """Draws the options of one pack."""

    def __init__(self, pack: Pack, comparison: Comparison) -> None:
        self.pack = pack
        self._comparison = comparison
        self.options = cache(self._options)
        self.answer = cache(self._answer)

    def _answer(self, options: tuple[str, ...], aspect: str, roles: tuple[str, ...]) -> Message:
        """Answer what is asked of these options, in the order in which they were named."""
        if aspect == LIST:
            return self.options()
        if aspect == BEST:
            return self._best(options)
        if aspect == COMPARE:
            return self._comparison.of(options)
        if len(options) == 1:
            return self._one(options[0], aspect, roles)
        return self._several(options or tuple(self.pack.options), aspect, roles)

    def _one(self, name: str, aspect: str, roles: tuple[str, ...]) -> Message:
        """One aspect of one option: what is stated or that nothing is, and what is beside it."""
        option, asked = self.pack.options[name], self.pack.aspects[aspect]
        claims = option.claims(aspect)[:_SHOWN]
        title = say().aspect_of.format(option=option.name, aspect=asked.name)
        silence = asked.silence.format(option=option.phrase)
        said = [claim.display_text for claim in claims] or [silence]
        beside = self._beside(option, aspect)
        parts: list[Part] = [Title(title), *map(Text, said)]
        role_parts, role_claims = self._roles(roles) if aspect == ROLES else ((), ())
        main = self._main()
        if role_parts and option is not main:
            line = say().not_said_enough.format(option=option.phrase, main=main.phrase)
            parts.append(Text(line))
        parts += role_parts
        if beside and not role_parts:
            lines = tuple(f"{name}: {claim.display_text}" for name, claim in beside)
            parts.append(Items(lines, say().also_says if claims else say().does_say))
        others = [] if role_parts else [claim for _, claim in beside]
        parts += cite(self.pack, [*claims, *role_claims, *others])
        card = option.card_for(aspect)
        ways = [with_another(self.pack, name), self._whole(card)]
        parts.append(Buttons((*ways, *([] if claims else [ask_person()]))))
        subject = Subject(options=(name,), aspect=aspect, focus=name)
        return Message(f"{title}: {' '.join(said)}", tuple(parts), subject=subject)

    def _beside(self, option: Option, aspect: str) -> list[tuple[str, Claim]]:
        """Choose what else the document says of an option: aspects, with a short claim each."""
        others = (name for name in self.pack.aspects if name not in {aspect, WHAT})
        order = (*others, *([WHAT] if aspect != WHAT else []))
        stated = [name for name in order if option.states(name)][:_BESIDE]
        return [(self.pack.aspects[name].name, option.claims(name)[0]) for name in stated]

    def _several(self, options: tuple[str, ...], aspect: str, roles: tuple[str, ...]) -> Message:
        """One aspect of several options, a line each; of many, the silent ones in one line."""
        asked, told = self.pack.aspects[aspect], [self.pack.options[name] for name in options]
        many = len(options) > MOST
        cells = {
            one.name: self._comparison.cell(name, aspect)
            for name, one in zip(options, told, strict=True)
        }
        silent = [one.name for one in told if many and not one.states(aspect)]
        lines = tuple(f"{name}: {cell}" for name, cell in cells.items() if name not in silent)
        claims = [claim for one in told for claim in one.claims(aspect)[:1]]
        role_parts, role_claims = self._roles(roles) if aspect == ROLES else ((), ())
        parts: list[Part] = [Title(asked.name), Items(lines)]
        if silent:
            parts.append(Text(say().silent_options.format(options=", ".join(silent))))
        sources = cite(self.pack, [*claims, *role_claims]) if claims or role_claims else ()
        parts += [*role_parts, *sources]
        side_by_side = Choice(say().compare, compare(() if many else options))
        person = () if claims else (ask_person(),)
        parts.append(Buttons((side_by_side, *person, topics())))
        focus = self.pack.focus_of(options)
        subject = Subject(options=(ALL,) if many else options, aspect=aspect, focus=focus)
        return Message(f"{asked.name}. {' '.join(lines)}", tuple(parts), subject=subject)

    def _best(self, options: tuple[str, ...]) -> Message:
        """Which one to take: no ranking of ours, but side by side, and the flow that asks on."""
        shown = self._comparison.of(options) if options[1:] else self.options()
        line = say().no_ranking
        choose = self._choose()
        first = Choice(choose.label, choose.action, primary=True) if choose else None
        parts = (Text(line), *shown.parts)
        others = (choice for choice in shown.choices if choice != choose)
        choices = (*([first] if first else []), *others)
        text = f"{line} {shown.text}"
        return Message(text, parts, choices, shown.more, subject=shown.subject)

    def _options(self) -> Message:
        """Every option, to pick one or to put some side by side."""
        line = say().option_count.format(count=len(self.pack.options))
        shelf = Shelf(say().options, tuple(self._show(name) for name in self.pack.options))
        choose = self._choose()
        side_by_side = Choice(say().compare, Action(ActionType.COMPARE))
        here = Choice(say().local_title, Action(ActionType.LOCAL))
        offers = (side_by_side, *([choose] if choose else []), here)
        names = ", ".join(option.name for option in self.pack.options.values())
        lead = self.pack.cards[self._main().card_for(LIST)].lead
        said = (Title(say().options), Text(lead.display_text), Text(line))
        parts = (*said, Menu(say().pick_option, (shelf,)), *cite(self.pack, [lead]))
        every = Subject(options=(ALL,))
        return Message(f"{line} {names}.", parts, (*offers, topics()), subject=every)

    def _main(self) -> Option:
        return self.pack.options[self.pack.main_option or ""]

    def _choose(self) -> Choice | None:
        """Offer the flow that helps to choose."""
        flow = self.pack.flows.get(self.pack.about.choose or "")
        return Choice(flow.title, Action(ActionType.BEGIN, flow.id)) if flow else None

    def _show(self, name: str) -> Choice:
        option = self.pack.options[name]
        return Choice(option.name, Action(ActionType.ASPECT, f"{name}/{WHAT}"))

    def _whole(self, card: str) -> Choice:
        return Choice(say().all_about, Action(ActionType.WHOLE, card))

    def _roles(self, roles: tuple[str, ...]) -> tuple[tuple[Part, ...], list[Claim]]:
        """What the degree is worth for these roles, and where the document pulls two ways."""
        told = [self.pack.roles[name] for name in roles]
        claims = [read_claim(role.value) for role in told]
        parts: list[Part] = [Text(claim.display_text) for claim in claims]
        tensions = dict.fromkeys(role.tension for role in told if role.tension)
        parts += [
            Note(say().pulls_two_ways.format(tension=self.pack.tensions[name].short))
            for name in tensions
        ]
        return tuple(parts), claims
