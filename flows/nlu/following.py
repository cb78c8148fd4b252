"""Following on: which of the options that were spoken of last a short line means."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from flows.language.phrasebook import phrasebook
from flows.model.option import MOST

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flows.model.subject import Subject
    from flows.nlu.vocabulary import Mention

LONGEST, LEANING = 8, 14
"""Words that a line may have to ask on about what was spoken of, and one with a word such as it."""
_SEVERAL = 2


class Following(NamedTuple):
    """The options that a line leans on, none if it leans on nothing.

    `bare` tells that it names them and asks nothing of them, `together` that it sets what it names
    beside what was spoken of; `both` are these two, if it names any.
    """

    options: tuple[str, ...] = ()
    bare: bool = False
    together: bool = False
    both: tuple[str, ...] = ()


def follow(said: list[str], found: Iterable[Mention], about: Subject) -> Following:
    """Find the options that a line means of those spoken of last.

    "The second" and "the other one" pick one of several; "which", "both" and "they" mean all of
    them; "compare it with" sets the one spoken of beside the one named; anything else means the
    one spoken of, or all if that was none of them.
    """
    names = tuple(found)
    rest = _rest(said, names)
    leans = not rest.isdisjoint(_listed("it"))
    own = len(said) - sum(one.end - one.start for one in names)
    if not about.options or own > (LEANING if leans else LONGEST):
        return Following()
    if names:
        return _named(said, names, about)
    picked = pick(said, about.options, about.others if about.focus else ())
    if picked:
        return Following(picked, not rest - _listed("carry") - _listed("pick"))
    if rest.intersection(_listed("among")) and len(about.options) >= _SEVERAL:
        return Following(about.options)
    return Following(about.spoken_of)


def _named(said: list[str], found: tuple[Mention, ...], about: Subject) -> Following:
    """Set what a line names beside what was spoken of, or ask the same of it."""
    names, rest = tuple(dict.fromkeys(one.id for one in found)), _rest(said, found)
    first = next((word for word in said if word not in _listed("carry")), "")
    it, beside = rest.intersection(_listed("it")), rest.intersection(_listed("beside"))
    spoken_of = about.spoken_of if len(about.spoken_of) <= MOST else ()
    both = tuple(dict.fromkeys((*spoken_of, *names)))
    if beside and (it or first in beside):
        return Following(both, together=True, both=both)
    same = not rest.isdisjoint(_listed("same")) or not rest - _listed("carry")
    bare = bool(about.aspect) and same
    return Following(names if bare else (), bare, both=both)


def picked_card(said: list[str], about: Subject) -> str | None:
    """Find the card that a line picks by its place of several shown, if it says nothing else."""
    found = pick(said, about.cards)
    rest = frozenset(said) - _listed("carry") - _listed("pick")
    return found[0] if found and not rest else None


def is_either(said: list[str], about: Subject) -> bool:
    """Whether "the other one" may be any of several, none of which was spoken of last."""
    rest = frozenset(said) - _listed("carry") - _listed("pick")
    other = not _listed("other").isdisjoint(said)
    return other and not rest and not about.focus and len(about.options) >= _SEVERAL


def is_named_only(said: list[str], found: tuple[Mention, ...]) -> bool:
    """Whether a line names one thing, or several side by side, and says nothing of them."""
    rest = _rest(said, found) - _listed("carry") - _listed("telling")
    beside = _listed("against") | _listed("joins") if len(found) > 1 else frozenset()
    return bool(found) and not rest - beside


def picks(said: list[str]) -> bool:
    """Whether a line picks by its place one of several things."""
    roles = ("other", "former", "final", "ordinals", "ordinals_short")
    return any(word in _listed(role) for word in said for role in roles)


def leans_on_it(said: list[str]) -> bool:
    """Whether a line holds a word such as *it* for what was spoken of."""
    return not _listed("it").isdisjoint(said)


def goes_on(said: list[str], about: Subject) -> bool:
    """Whether a line that picks by place goes on about what was spoken of, as in "and the second".

    Alone, "the second" may as well pick one of the answers to an open question.
    """
    several = max(len(about.cards), len(about.options)) >= _SEVERAL
    return several and said[0] in _listed("onward") and bool(_listed("pick").intersection(said))


def pick(said: list[str], shown: tuple[str, ...], others: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Pick by its place what a line means of several things shown, or the `others` of them."""
    if len(shown) < _SEVERAL:
        return ()
    if others and not _listed("other").isdisjoint(said):
        return others
    if not _listed("former").isdisjoint(said):
        return shown[:1]
    if not _listed("final").isdisjoint(said):
        return shown[-1:]
    book = phrasebook().ordered
    for role in ("ordinals", "ordinals_short"):
        for at, ordinal in enumerate(book[role]):
            if ordinal[0] in said:
                return shown[at : at + 1]
    return ()


def _rest(said: list[str], found: Iterable[Mention]) -> frozenset[str]:
    named = {at for one in found for at in range(one.start, one.end)}
    return frozenset(word for at, word in enumerate(said) if at not in named)


@cache
def _listed(role: str) -> frozenset[str]:
    return frozenset(word for phrase in phrasebook().turns[role] for word in phrase)
