from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from flows.language.examples import command_examples
from flows.language.phrasebook import OTHER
from flows.nlu.features import words
from flows.nlu.matcher import Matcher
from flows.nlu.model_bundle import FILE, ModelBundle, outdated
from flows.nlu.word_vectors import WORDS, Vectors
from flows.pack.examples import Example, Examples
from flows.training.cross_validation import cross_validate
from flows.training.task import Task
from flows.training.train import SHORT, learn, replies

if TYPE_CHECKING:
    from pathlib import Path

    from flows.pack.pack import Pack

ENOUGH, NEAR, FAR = 40, 300, 150


AUTHORS = {"burned-out", "plain-asker"}


@pytest.fixture(scope="module")
def few(examples: Examples) -> Examples:
    """Two authors, and questions alone, of options and of gaps too."""

    def kept(said: tuple[Example, ...]) -> tuple[Example, ...]:
        return tuple(one for one in said if one.author in AUTHORS)

    asked, left_out = kept(examples.aspects), kept(examples.gaps)
    return Examples(kept(examples.all), examples.files, {}, asked, left_out)


@pytest.fixture(scope="module")
def commands() -> tuple[Example, ...]:
    return tuple(e for e in command_examples() if e.author in AUTHORS)


@pytest.fixture(scope="module")
def trained(pack: Pack, few: Examples, commands: tuple[Example, ...]) -> ModelBundle:
    return learn(pack, few, commands, str).bundle


@pytest.fixture
def here(pack: Pack, trained: ModelBundle, tmp_path: Path) -> Pack:
    """The pack in a folder of its own, with what was learned."""
    trained.write(tmp_path)
    return replace(pack, folder=tmp_path)


def test_training_twice_gives_the_same_bytes(
    here: Pack, few: Examples, commands: tuple[Example, ...], tmp_path: Path
) -> None:
    first = (tmp_path / FILE).read_bytes()
    learn(here, few, commands, str).bundle.write(tmp_path)
    assert (tmp_path / FILE).read_bytes() == first


@pytest.mark.usefixtures("here")
def test_what_was_written_reads_back_the_same(
    few: Examples, trained: ModelBundle, tmp_path: Path
) -> None:
    again = ModelBundle.read(tmp_path)
    assert again
    assert again.digest == trained.digest
    for example in few.all[::10]:
        here, there = trained.questions.read(example.text), again.questions.read(example.text)
        assert here.label == there.label
        assert here.confidence == pytest.approx(there.confidence, abs=0.02)


def test_it_says_when_it_is_missing_or_stale(
    here: Pack, few: Examples, commands: tuple[Example, ...], tmp_path: Path
) -> None:
    assert outdated(here, few, commands) is None
    first, *others = few.all
    more = replace(few, all=(replace(first, text="something new"), *others))
    assert "meded train" in (outdated(here, more, commands) or "")
    card = replace(here.cards["funding"], title="Money from elsewhere")
    renamed = replace(here, cards={**here.cards, "funding": card})
    assert "meded train" in (outdated(renamed, few, commands) or "")
    (tmp_path / FILE).unlink()
    assert "missing" in (outdated(here, few, commands) or "")


@pytest.mark.parametrize("broken", [b"", b"PK", "cut", "flipped", "no figures"])
def test_a_damaged_file_is_named_and_nothing_is_read_of_it(
    here: Pack,
    few: Examples,
    commands: tuple[Example, ...],
    tmp_path: Path,
    broken: bytes | str,
) -> None:
    whole = (tmp_path / FILE).read_bytes()
    half = len(whole) // 2
    if broken == "no figures":
        with np.load(tmp_path / FILE) as file:
            kept = {name: file[name] for name in file.files if name != "figures"}
        np.savez_compressed(tmp_path / FILE, allow_pickle=False, **kept)
    else:
        flipped = whole[:half] + bytes(255 - byte for byte in whole[half : half + 400])
        made = {"cut": whole[:half], "flipped": flipped + whole[half + 400 :]}
        (tmp_path / FILE).write_bytes(broken if isinstance(broken, bytes) else made[broken])
    assert ModelBundle.read(tmp_path) is None
    assert "can't be read" in (outdated(here, few, commands) or "")


def test_a_new_author_moves_no_other_to_another_fold(few: Examples) -> None:
    before = few.all
    more = (Example("a line of mine", "funding", "somebody-new", "direct"), *before)
    vectors = Vectors.read(WORDS)
    folds = Task.of(before, vectors, 2).folds
    assert (Task.of(more, vectors, 2).folds[1:] == folds).all()


@pytest.mark.parametrize("answers", [{}, {"decide/support": ("yes", "we have money")}])
def test_a_thin_pack_is_learned_and_measured(
    pack: Pack, answers: dict[str, tuple[str, str]]
) -> None:
    said = (Example("who pays", "funding", "me", "direct"),)
    typed = {name: (Example(t, a, "me", "answer"),) for name, (a, t) in answers.items()}
    thin = Examples(said, {}, typed)
    learned = learn(pack, thin, (), str)
    figures = cross_validate(pack, thin, (), learned)
    assert set(figures) == {"questions", "kinds", "replies", "aspects", "count", "bands"}
    matcher = Matcher(pack, learned.bundle)
    assert matcher.match(pack.cards["funding"].title).id == "funding"
    assert len(matcher.match("who would pay for it").also) == 3


def test_titles_and_aliases_teach(pack: Pack, few: Examples, commands: tuple[Example, ...]) -> None:
    title = pack.cards["alt-fellowship"].title
    kept = tuple(e for e in few.all if e.label != "alt-fellowship")
    learned = learn(pack, replace(few, all=kept), commands, str).bundle
    assert "alt-fellowship" in learned.questions.read(f"tell me: {title}").cards


def test_the_shipped_training_is_up_to_date(pack: Pack, examples: Examples) -> None:
    assert outdated(pack, examples, command_examples()) is None


def test_every_card_has_enough_examples_by_enough_authors(pack: Pack, examples: Examples) -> None:
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for example in examples.all:
        kinds[example.label][example.kind] += 1
    none = kinds.pop("none")
    assert none["near"] >= NEAR
    assert none["far"] >= FAR
    assert set(kinds) == set(pack.cards)
    for label, found in kinds.items():
        assert found.total() >= ENOUGH, label
        assert found["indirect"] >= found.total() / 3, label


def test_answers_with_few_lines_of_their_own_do_not_drown_in_what_is_none(
    examples: Examples,
) -> None:
    typed = command_examples()
    for name, own in examples.answers.items():
        taught = replies(examples, typed, name)
        assert taught[: len(own)] == list(own)
        assert len(taught) <= 5 * max(len(own), 1_000)


def test_what_is_said_at_length_to_other_questions_may_answer_one_that_is_no_whether(
    examples: Examples,
) -> None:
    long = {
        example.text
        for example in examples.answers["decide/ambition"]
        if example.label == "yes" and len(words(example.text)) > SHORT
    }

    def refused(name: str) -> bool:
        taught = replies(examples, command_examples(), name)
        return any(example.label == OTHER and example.text in long for example in taught)

    assert refused("decide/support")
    assert not refused("goal/direction")
