from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from flows.language.examples import command_examples
from flows.nlu.matcher import Matcher
from flows.nlu.model_bundle import FILE, ModelBundle, outdated
from flows.nlu.word_vectors import WORDS, Vectors
from flows.pack.examples import Example, Examples
from flows.training.cross_validation import cross_validate
from flows.training.task import Task
from flows.training.train import learn

if TYPE_CHECKING:
    from pathlib import Path

    from flows.model.card import Card
    from flows.pack.pack import Pack

ENOUGH, NEAR, FAR = 40, 300, 150


@pytest.fixture(scope="module")
def few(pack: Pack) -> Pack:
    """Two authors, and questions alone."""
    kept = {"burned-out", "plain-asker"}
    some = tuple(e for e in pack.examples.all if e.author in kept)
    return replace(pack, examples=replace(pack.examples, all=some, answers={}))


def _few_commands() -> tuple[Example, ...]:
    return tuple(e for e in command_examples() if e.author in {"burned-out", "plain-asker"})


def _learn(pack: Pack) -> ModelBundle:
    return learn(pack, _few_commands(), str).bundle


def test_training_twice_gives_the_same_bytes(few: Pack, tmp_path: Path) -> None:
    written = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        _learn(few).write(folder)
        written.append((folder / FILE).read_bytes())
    assert written[0] == written[1]


def test_what_was_written_reads_back_the_same(few: Pack, tmp_path: Path) -> None:
    trained = _learn(few)
    trained.write(tmp_path)
    again = ModelBundle.read(tmp_path)
    assert again
    assert again.digest == trained.digest
    for example in few.examples.all[::10]:
        here, there = trained.questions.read(example.text), again.questions.read(example.text)
        assert here.label == there.label
        assert here.confidence == pytest.approx(there.confidence, abs=0.02)


def test_it_says_when_it_is_missing_or_stale(few: Pack, tmp_path: Path) -> None:
    here = replace(few, examples=replace(few.examples, folder=tmp_path))
    assert "missing" in (outdated(here, _few_commands()) or "")
    _learn(few).write(tmp_path)
    assert outdated(here, _few_commands()) is None
    first, *others = here.examples.all
    said = (replace(first, text="something new"), *others)
    assert "meded train" in (
        outdated(replace(here, examples=replace(here.examples, all=said)), _few_commands()) or ""
    )
    card = replace_title(here.cards["funding"])
    renamed = replace(here, cards={**here.cards, "funding": card})
    assert "meded train" in (outdated(renamed, _few_commands()) or "")


def replace_title(card: Card) -> Card:
    return replace(card, title="Money from elsewhere")


@pytest.mark.parametrize("broken", [b"", b"PK", "cut", "flipped", "no figures"])
def test_a_damaged_file_is_named_and_nothing_is_read_of_it(
    few: Pack, tmp_path: Path, broken: bytes | str
) -> None:
    here = replace(few, examples=replace(few.examples, folder=tmp_path))
    _learn(here).write(tmp_path)
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
    assert "can't be read" in (outdated(here, _few_commands()) or "")


def test_a_new_author_moves_no_other_to_another_fold(few: Pack) -> None:
    before = few.examples.all
    more = (Example("a line of mine", "funding", "somebody-new", "direct"), *before)
    vectors = Vectors.read(WORDS)
    folds = Task.of(before, vectors, 2).folds
    assert (Task.of(more, vectors, 2).folds[1:] == folds).all()


@pytest.mark.parametrize("answers", [{}, {"decide/support": ("yes", "we have money")}])
def test_a_thin_pack_is_learned_and_measured(
    pack: Pack, answers: dict[str, tuple[str, str]], tmp_path: Path
) -> None:
    said = (Example("who pays", "funding", "me", "direct"),)
    typed = {name: (Example(t, a, "me", "answer"),) for name, (a, t) in answers.items()}
    examples = Examples(said, {}, typed, tmp_path)
    thin = replace(pack, examples=examples)
    learned = learn(thin, (), str)
    figures = cross_validate(thin, (), learned)
    assert set(figures) == {"questions", "kinds", "replies", "count", "bands"}
    matcher = Matcher(thin, learned.bundle)
    assert matcher.match(pack.cards["funding"].title).id == "funding"
    assert len(matcher.match("who would pay for it").also) == 3


def test_titles_and_aliases_teach(few: Pack) -> None:
    title = few.cards["alt-fellowship"].title
    kept = tuple(e for e in few.examples.all if e.label != "alt-fellowship")
    without = replace(few, examples=replace(few.examples, all=kept))
    assert "alt-fellowship" in _learn(without).questions.read(f"tell me: {title}").cards


def test_the_shipped_training_is_up_to_date(pack: Pack) -> None:
    assert outdated(pack, command_examples()) is None


def test_every_card_has_enough_examples_by_enough_authors(pack: Pack) -> None:
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for example in pack.examples.all:
        kinds[example.label][example.kind] += 1
    none = kinds.pop("none")
    assert none["near"] >= NEAR
    assert none["far"] >= FAR
    assert set(kinds) == set(pack.cards)
    for label, found in kinds.items():
        assert found.total() >= ENOUGH, label
        assert found["indirect"] >= found.total() / 3, label
