"""Lines of danger, of strain and of neither, from which the safety model learns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flows.language.examples import command_examples
from flows.language.files import LANGUAGE
from flows.language.phrasebook import replies
from flows.pack.examples import Example, read_typed, spoken
from flows.pack.reader import PackReader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.pack.examples import Examples

CALM = "calm"
"""The label of what tells neither of danger nor of strain."""


_SOME = 3
"""Of questions about options, and about what is left out, every so many-th is enough."""


def _spoken(example: Example) -> Example:
    return replace(example, text=spoken(example.text))


def distress_examples(packs: Sequence[Examples]) -> tuple[Example, ...]:
    """Read the lines of danger, of strain and of neither.

    Of a pack's ordinary lines some are taken for neither; all of them would dull the ear.
    """
    ordinary = [
        *command_examples(),
        *(example for pack in packs for example in pack.all),
        *(_spoken(example) for pack in packs for example in pack.aspects[::_SOME]),
        *(example for pack in packs for example in pack.gaps[::_SOME]),
        *(example for pack in packs for said in pack.answers.values() for example in said[::2]),
    ]
    listed = (
        Example(phrase, CALM, language, "answer")
        for language, meanings in replies().items()
        for phrases in meanings.values()
        for phrase in phrases
    )
    calm = (replace(example, label=CALM, kind="answer") for example in ordinary)
    return (*read_typed(PackReader(LANGUAGE), "safety.yaml", "answer"), *listed, *calm)
