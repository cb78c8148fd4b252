"""Citations: which parts of the document an answer names, and where a reader finds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.check.load import load
from flows.dialogue.citation import cite, cite_places
from flows.dialogue.parts import Note
from flows.language.messages import say
from flows.model.claim import OURS, Claim
from tests.conversation import Conversation, words

if TYPE_CHECKING:
    from flows.dialogue.engine import DialogueEngine
    from flows.pack.pack import Pack


def _notes(found: tuple[object, ...]) -> list[str]:
    return [part.text for part in found if isinstance(part, Note)]


def test_the_first_claims_parts_are_named_first_and_no_more_than_two(pack: Pack) -> None:
    claims = [Claim("", ("flag-buzzwords",)), Claim("", ("money-range", "need-exaggerated"))]
    names = [pack.source.sections[name].name for name in ("choosing", "costs", "opening")]
    (note,) = _notes(cite(pack, claims))
    assert note.startswith(f"Source: {names[0]} · {names[1]} and more; Residency Advisor, January")
    assert names[2] not in note
    (turned,) = _notes(cite(pack, claims[::-1][:1]))
    assert turned.startswith(f"Source: {names[1]} · {names[2]}; Residency Advisor")


def test_no_part_is_named_in_quotation_marks(pack: Pack) -> None:
    assert not any({*section.name} & {*"“”\"'"} for section in pack.source.sections.values())


def test_what_is_ours_alone_names_no_part(pack: Pack) -> None:
    ours = [Claim("", (OURS,))]
    assert _notes(cite(pack, ours)) == _notes(cite_places(pack, ours)) == [say().source_ours]


def test_a_whole_card_says_where_each_of_its_parts_stands(engine: DialogueEngine) -> None:
    pack = engine.pack
    for name, card in pack.cards.items():
        whole = words(engine.replies.cards.card(name, whole=True))
        for section in pack.sections(card.claims()):
            assert f"{section.name} ({section.place})" in whole
        assert pack.sections([card.lead])[0].name in words(engine.replies.cards.card(name))
        assert "In the document:" not in words(engine.replies.cards.card(name))


def test_a_result_names_the_part_of_its_verdict_first(engine: DialogueEngine) -> None:
    for path in ("no", "yes no", "yes yes no", "yes yes yes"):
        shown = words(Conversation(engine).take(path))
        assert "Source: the three questions" in shown


def test_about_says_that_the_address_is_missing_and_what_to_search_for() -> None:
    found = load().source.found or ""
    assert "Its address isn't in the text we work from." in found
    assert "“Is a Master's in Medical Education Necessary?”" in found
