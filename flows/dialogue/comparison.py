"""A comparison: two to four options side by side, in the order named, and nothing ranked."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from flows.dialogue.card_replies import topics
from flows.dialogue.citation import cite
from flows.dialogue.comparing import all_options, compare
from flows.dialogue.parts import Choice, Grid, Menu, Note, Shelf, Text, Title
from flows.dialogue.reply import Message
from flows.language.messages import say
from flows.model.option import FEWEST, MOST, WORDS
from flows.model.subject import Subject

if TYPE_CHECKING:
    from flows.dialogue.parts import Part
    from flows.model.claim import Claim
    from flows.pack.pack import Pack


class Comparison:
    """Puts the options of one pack side by side."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.of = cache(self._of)

    def _of(self, options: tuple[str, ...], *, whole: bool = False) -> Message:
        """Compare options, the first four of more, each once; with fewer than two, ask which."""
        named = tuple(dict.fromkeys(name for name in options if name in self.pack.options))
        shown = named[:MOST]
        if len(shown) < FEWEST:
            return self._which(shown)
        title = say().versus.join(self.pack.options[name].name for name in shown)
        parts: list[Part] = [Title(title)]
        if len(named) > MOST:
            parts.append(Note(say().most_compared.format(count=MOST)))
        table, claims = self.table(shown, whole=whole)
        parts += [*table, *cite(self.pack, claims)]
        if len(shown) < MOST:
            parts.append(self._menu(shown, say().add_option))
        rest = () if whole else (Choice(say().all_aspects, compare(shown, whole=True)),)
        choices = (*rest, all_options(), topics())
        subject = Subject(options=shown, focus=self.pack.focus_of(shown))
        return Message(title, tuple(parts), choices, subject=subject)

    def table(
        self, shown: tuple[str, ...], *, whole: bool = False
    ) -> tuple[tuple[Part, ...], list[Claim]]:
        """Lay these options out side by side, and name the claims that this rests on.

        Rows that are silent for all of them are named once below.
        """
        told = [self.pack.options[name] for name in shown]
        aspects = [
            (name, aspect)
            for name, aspect in self.pack.aspects.items()
            if whole or aspect.first == "yes"
        ]
        rows = [
            (aspect.name, *(self.cell(name, one, whole=whole) for name in shown))
            for one, aspect in aspects
            if any(option.states(one) for option in told)
        ]
        silent = [a.name for one, a in aspects if not any(option.states(one) for option in told)]
        parts: list[Part] = [Grid((say().aspect, *(option.name for option in told)), tuple(rows))]
        if silent:
            parts.append(Text(say().silent_rows.format(aspects=", ".join(silent).lower())))
        if note := self.pack.about.compare_note:
            parts.append(Note(note))
        claims = [c for one, _ in aspects for option in told for c in option.claims(one)[:1]]
        return tuple(parts), claims

    def cell(self, name: str, aspect: str, *, whole: bool = False) -> str:
        """Write a cell in its short form, or `whole` as far as it fits; or that it is silent."""
        texts = [claim.display_text for claim in self.pack.options[name].claims(aspect)]
        if not texts:
            return say().not_stated
        fitting = [" ".join(texts[:count]) for count in range(1, len(texts) + 1 if whole else 2)]
        return next((one for one in reversed(fitting) if len(one.split()) <= WORDS), texts[0])

    def _which(self, shown: tuple[str, ...]) -> Message:
        """Ask which options, or which other one, are meant."""
        line = say().which_options
        if shown:
            line = say().which_other.format(option=self.pack.options[shown[0]].name)
        menu = self._menu(shown, say().pick_option)
        parts, ways = (Title(say().compare), Text(line), menu), (all_options(), topics())
        return Message(line, parts, ways, subject=Subject(options=shown) if shown else None)

    def _menu(self, shown: tuple[str, ...], label: str) -> Menu:
        """Every option that is not shown, to be put beside those that are."""
        others = (name for name in self.pack.options if name not in shown)
        ways = (Choice(self.pack.options[name].name, compare((*shown, name))) for name in others)
        return Menu(label, (Shelf(say().options, tuple(ways)),))
