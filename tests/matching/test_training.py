from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from flows.language.examples import command_examples
from flows.nlu.model_bundle import FILE, ModelBundle, outdated
from flows.training.train import learn_all

if TYPE_CHECKING:
    from pathlib import Path

    from flows.pack.examples import Example, Examples
    from flows.pack.pack import Pack

ENOUGH, NEAR, FAR = 40, 300, 150


@pytest.fixture(scope="module")
def few(pack: Pack) -> Examples:
    """Two voices, and questions alone."""
    kept = {"burned-out", "plain-asker"}
    some = tuple(e for e in pack.examples.all if e.voice in kept)
    return replace(pack.examples, all=some, answers={})


def _few_commands() -> tuple[Example, ...]:
    return tuple(e for e in command_examples() if e.voice in {"burned-out", "plain-asker"})


def test_training_twice_gives_the_same_bytes(few: Examples, tmp_path: Path) -> None:
    written = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        learn_all(few, _few_commands()).write(folder)
        written.append((folder / FILE).read_bytes())
    assert written[0] == written[1]


def test_what_was_written_reads_back_the_same(few: Examples, tmp_path: Path) -> None:
    trained = learn_all(few, _few_commands())
    trained.write(tmp_path)
    again = ModelBundle.read(tmp_path)
    assert again
    assert again.digest == trained.digest
    for example in few.all[::10]:
        here, there = trained.reader.read(example.text), again.reader.read(example.text)
        assert here.label == there.label
        assert here.confidence == pytest.approx(there.confidence, abs=0.02)


def test_it_says_when_it_is_missing_or_stale(few: Examples, tmp_path: Path) -> None:
    here = replace(few, folder=tmp_path)
    assert "missing" in (outdated(here, _few_commands()) or "")
    learn_all(few, _few_commands()).write(tmp_path)
    assert outdated(here, _few_commands()) is None
    changed = replace(here, all=(replace(here.all[0], text="something new"), *here.all[1:]))
    assert "meded train" in (outdated(changed, _few_commands()) or "")


def test_the_shipped_training_is_up_to_date(pack: Pack) -> None:
    assert outdated(pack.examples, command_examples()) is None


def test_every_card_has_enough_examples_by_enough_voices(pack: Pack) -> None:
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
