"""Options: every cell of every option stated or silent, resting on facts, and named by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.check.cards import unknown_cards
from flows.check.claims import rootless
from flows.check.phrases import acts
from flows.language.normalize import normal
from flows.model.claim import read_claim
from flows.model.issue import Issue, nearest, no_such
from flows.model.option import ANY, NOT_STATED, SEVERAL, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.check.claims import Claims
    from flows.model.option import Option
    from flows.pack.read import ReadPack
    from flows.pack.reader import SourceMap

ASPECTS, ROLES, TENSIONS = "aspects.yaml", "roles.yaml", "tensions.yaml"


def check_options(read: ReadPack, claims: Claims) -> Iterator[Issue]:
    """Check every option and role of a pack; a pack may have none."""
    pack = read.pack
    for name in pack.aspects.keys() & {*SEVERAL}:
        what = f"{name} is asked of several options and has no cell; rename the aspect"
        yield Issue(ASPECTS, read.maps[ASPECTS].find(name), what)
    for name, asked in pack.aspects.items():
        yield from rootless(asked.silence, ASPECTS, read.maps[ASPECTS].find(name, "silence"))
    owners: dict[str, str] = {}
    for name, option in pack.options.items():
        lines = read.maps[f"options/{name}.yaml"]
        yield from unknown_cards(read, [option.card], lines, "card")
        for aspect, cards in option.cards.items():
            yield from unknown_cards(read, cards, lines, "cards", aspect)
        yield from _cells(read, option, lines, claims)
        yield from _names(name, option, lines, owners)
    yield from _roles(read, claims)


def _cells(read: ReadPack, option: Option, lines: SourceMap, claims: Claims) -> Iterator[Issue]:
    known = read.pack.aspects
    for aspect in option.aspects.keys() - known.keys():
        what = no_such("aspect", aspect, known, f"add it to {ASPECTS}")
        yield Issue(lines.file, lines.find("aspects", aspect), what)
    for aspect in option.cards.keys() - {*known, *SEVERAL}:
        what = f"cards: {no_such('aspect', aspect, [*known, *SEVERAL])}"
        yield Issue(lines.file, lines.find("cards", aspect), what)
    for aspect in known.keys() - option.aspects.keys():
        what = f"lacks the aspect {aspect}; add `{aspect}: {NOT_STATED}`, or what is stated"
        yield Issue(lines.file, lines.find("aspects"), what)
    for aspect, cell in option.aspects.items():
        for at, text in enumerate(cell):
            claim = read_claim(text, lines.find("aspects", aspect, at))
            if not claim.facts and nearest(claim.text.lower(), [NOT_STATED]):
                what = f"“{text}” rests on no fact; do you mean `{aspect}: {NOT_STATED}`?"
                yield Issue(lines.file, claim.line, what)
                continue
            yield from claims.check(claim, lines.file)
            if at == 0 and (size := len(claim.text.split())) > WORDS:
                what = f"{aspect} has {size} words; {WORDS} at most, the rest in a second claim"
                yield Issue(lines.file, claim.line, what)


def _names(name: str, option: Option, lines: SourceMap, owners: dict[str, str]) -> Iterator[Issue]:
    loose = ((ANY, option.loosely.get(ANY, ())),)
    for place, phrases in (("called", option.called), ("not_called", option.not_called), *loose):
        for at, phrase in enumerate(phrases):
            line = lines.find(*(("loosely", ANY) if place == ANY else (place,)), at)
            yield from _own(phrase, name, owners, lines.file, line)


def _own(phrase: str, name: str, owners: dict[str, str], file: str, line: int) -> Iterator[Issue]:
    """Check that a phrase names one thing alone, and does nothing."""
    yield from acts(phrase, "name", file, line)
    first = owners.setdefault(normal(phrase), name)
    if first != name:
        yield Issue(file, line, f"“{phrase}” is a name of {first} already; keep one")


def _roles(read: ReadPack, claims: Claims) -> Iterator[Issue]:
    known = read.pack.tensions if TENSIONS not in read.unread else None
    owners: dict[str, str] = {}
    for name, role in read.pack.roles.items():
        lines = read.maps[ROLES]
        for at, phrase in enumerate(role.called):
            yield from _own(phrase, name, owners, ROLES, lines.find(name, "called", at))
        yield from claims.check(read_claim(role.value, lines.find(name, "value")), ROLES)
        if known is not None and role.tension and role.tension not in known:
            what = no_such("tension", role.tension, known, "add it to tensions.yaml")
            yield Issue(ROLES, lines.find(name, "tension"), what)
