"""What authors do with a pack: check it, begin one, teach it, measure it."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.packs import is_shipped, open_pack, several
from bot.errors import OperatorError
from flows.check.load import load, load_with_warnings
from flows.model.issue import BrokenPackError
from flows.pack.read import packs

if TYPE_CHECKING:
    import argparse

    from flows.pack.pack import Pack


def check(options: argparse.Namespace) -> int:
    """Print every fault of every pack, and of the language where no pack is picked out."""
    loaded: list[Pack] = []
    faults = 0
    for path in several(options):
        try:
            pack, warnings = load_with_warnings(path)
        except BrokenPackError as error:
            print(error, file=sys.stderr)
            faults += 1
            continue
        loaded.append(pack)
        name = path.resolve().name
        faults += _untaught(pack, name)
        for warning in warnings:
            print(f"{name}/{warning}")
        due = pack.about.reviewed_on + timedelta(days=pack.about.review_every)
        if date.today() > due:  # noqa: DTZ011 - the author's own calendar
            print(f"{name}/pack.yaml: warning: was to be compared with its document by {due}")
        counts = ", ".join(f"{count} {kind}" for kind, count in pack.counts().items())
        print(f"{name}: {counts}")
    if not options.packs and not options.pack:
        faults += _language([pack for pack in loaded if is_shipped(pack.examples.folder)])
    return int(faults > 0)


def _untaught(pack: Pack, name: str) -> int:
    """Say what is wrong with what a pack has learned; that it is nothing yet is no fault."""
    from flows.language.examples import command_examples
    from flows.nlu.model_bundle import FILE, outdated

    wrong = outdated(pack.examples, command_examples())
    if wrong and not (pack.examples.folder / FILE).exists():
        print(f"{name}/{FILE}: warning: {wrong}")
    elif wrong:
        print(f"{name}/{FILE}: {wrong}", file=sys.stderr)
        return 1
    return 0


def _language(shipped: list[Pack]) -> int:
    """Check what is said and typed in any pack, and what was learned from those of ours."""
    from flows.check.language import check_language
    from flows.nlu import safety

    issues = check_language()
    for issue in issues:
        print(f"language/en/{issue}", file=sys.stderr)
    wrong = safety.outdated([pack.examples for pack in shipped])
    if wrong and len(shipped) == len(packs()):
        print(f"language/en/{safety.FILE.name}: {wrong}", file=sys.stderr)
        return 1
    return int(bool(issues))


def new(options: argparse.Namespace) -> None:
    """Write a small pack, and say what to do with it."""
    from flows.pack.scaffold import CannotWriteError, write_pack

    try:
        path = write_pack(Path(options.path))
    except CannotWriteError as error:
        raise OperatorError(str(error)) from error
    print(f"{path} is a small pack that works; make source.yaml your document, then the rest")
    print(f"meded check --pack {path}    every fault, with file, line and mend")
    print(f"meded chat --pack {path}     talk to it; `meded train {path}` teaches it the examples")


def train(options: argparse.Namespace) -> None:
    """Learn the examples, and what tells of danger from those of the packs that are ours."""
    from flows.nlu.safety import write
    from flows.training.distress_examples import distress_examples

    try:
        from flows.training.train import learn_safety, train
    except ImportError as error:
        raise OperatorError(
            f"{error.name} is not installed; training needs the extra `train`"
        ) from error
    paths = several(options)
    for path in paths:
        load(path)
        train(path).write(path)
        print(f"learned the examples of {path.resolve().name}")
    if any(map(is_shipped, paths)):
        examples = [load(path).examples for path in packs()]
        write(learn_safety(distress_examples(examples)), examples)
        print("learned what tells of danger and of strain")


def evaluate(options: argparse.Namespace) -> None:
    """Print how well the questions of a file are understood."""
    from flows.language.commands import commands
    from flows.nlu.matcher import Matcher
    from flows.training.evaluation import evaluate, read_rows

    try:
        rows = read_rows(Path(options.file).read_text(encoding="utf-8").splitlines())
    except (OSError, ValueError) as error:
        raise OperatorError(f"{options.file}: {error}") from error
    pack = open_pack(options, typed=True)
    known = {*pack.cards, *(f"@{word}" for word in commands().phrases)}
    for number, row in enumerate(rows, 1):
        if unknown := set(row.accept) - known:
            raise OperatorError(
                f"{options.file}: line {number}: there is no {', '.join(sorted(unknown))}"
            )
    print(evaluate(Matcher(pack), rows).render())
