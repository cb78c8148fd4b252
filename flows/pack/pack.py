"""A pack: everything that was made from one document, never changed afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from flows.machine.machine import Machine
from flows.model.option import LIST
from flows.model.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from flows.model.about import About
    from flows.model.card import Card
    from flows.model.claim import Claim
    from flows.model.flow import Flow
    from flows.model.option import Aspect, Gap, Option, Role
    from flows.model.source import Section, Source, Tension, Topic

_PAIR = 2


@dataclass(frozen=True)
class Pack:
    """Everything a pack says, about itself too, and the folder it was read from."""

    about: About
    source: Source
    flows: Mapping[str, Flow]
    cards: Mapping[str, Card]
    tensions: Mapping[str, Tension]
    topics: tuple[Topic, ...]
    aspects: Mapping[str, Aspect]
    options: Mapping[str, Option]
    roles: Mapping[str, Role]
    gaps: Mapping[str, Gap]
    folder: Path

    @cached_property
    def machines(self) -> Mapping[str, Machine]:
        """A machine for each flow."""
        return {flow.id: Machine(flow) for flow in self.flows.values()}

    @property
    def main_option(self) -> str | None:
        """The option that the document is about, which comes first; None in a pack without any."""
        return next(iter(self.options), None)

    def option_of_card(self, card: str) -> str | None:
        """Name the option that a card tells all about; None for a card of none."""
        return next((name for name, option in self.options.items() if option.card == card), None)

    def focus_of(self, options: tuple[str, ...]) -> str:
        """Name the option that *it* means after these: the one set beside what this is about."""
        others = [name for name in options if name != self.main_option]
        return others[0] if len(options) == _PAIR and len(others) == 1 else ""

    def subject_of(self, card: str, *, whole: bool = False) -> Subject:
        """Tell what a card speaks of: an option, or an aspect of the one that this is about."""
        option, main, asked = self.option_of_card(card), self.main_option, ""
        if option and self.options[option].wider == "yes":
            return Subject((card,), whole=whole)
        if main and card == self.options[main].card_for(LIST):
            return Subject((card,), whole=whole)  # it tells of all of them
        if option is None and main:
            told = (one for one in self.aspects if self.options[main].card_for(one) == card)
            asked = next(told, "")
        named = option or (main if asked else None)
        if named is None:
            return Subject((card,), whole=whole)
        return Subject((), (named,), asked, named, whole)

    def silences(self) -> int:
        """Count the cells of which the document says nothing."""
        cells = (
            option.states(aspect) for option in self.options.values() for aspect in self.aspects
        )
        return sum(not stated for stated in cells)

    def sections(self, claims: Iterable[Claim]) -> tuple[Section, ...]:
        """List the sections of the document that these claims rest on, the first claim's first.

        A claim of our own rests on none.
        """
        facts = self.source.facts
        stated = (facts[fact] for claim in claims for fact in claim.facts if fact in facts)
        used = dict.fromkeys(fact.section for fact in stated)
        return tuple(self.source.sections[section] for section in used)

    def rests_on_document(self, claims: Iterable[Claim]) -> bool:
        """Whether the document stands behind any of these claims, rather than ourselves alone."""
        return any(fact in self.source.facts for claim in claims for fact in claim.facts)

    def counts(self) -> dict[str, int]:
        """How many of everything there is."""
        return {
            "sources": 1,
            "sections": len(self.source.sections),
            "facts": len(self.source.facts),
            "flows": len(self.flows),
            "paths": sum(machine.states.ways() for machine in self.machines.values()),
            "cards": len(self.cards),
            "claims": sum(len(list(card.claims())) for card in self.cards.values())
            + sum(
                len(flow.questions) + sum(1 + len(o.unless) for o in flow.outcomes.values())
                for flow in self.flows.values()
            ),
            "tensions": len(self.tensions),
            "options": len(self.options),
            "cells": len(self.options) * len(self.aspects),
            "silences": self.silences(),
            "gaps": len(self.gaps),
        }
