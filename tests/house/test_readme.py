from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
import yaml

from bot.__main__ import main
from bot.fake_slack.block_kit import violations
from bot.settings import Settings
from bot.slack.blocks import draw
from flows.check.load import load
from flows.dialogue.engine import DialogueEngine
from flows.dialogue.session import Session
from flows.language.messages import say
from flows.model.issue import BrokenPackError
from flows.pack.read import CONTENT
from tests.conversation import HERE, Conversation, labels
from tests.house.places import HOME, text

if TYPE_CHECKING:
    from pathlib import Path

README = text("README.md")


def shown(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    kept = shutil.ignore_patterns("examples")  # fifteen megabytes that nothing here reads
    return shutil.copytree(CONTENT / "masters", tmp_path / "masters", ignore=kept)


def test_the_picture_of_the_flow_is_the_flow(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draw", "decide"]) == 0
    assert shown("mermaid") == [capsys.readouterr().out]


def test_the_flow_to_copy_is_accepted_and_walks_to_both_its_ends(pack: Path) -> None:
    flow = next(block for block in shown("yaml") if block.startswith("id: week"))
    (pack / "flows/week.yaml").write_text(flow, encoding="utf-8")
    machine = load(pack).machines["week"]
    ends = {machine.fold({"hours": answer}).node for answer in ("yes", "no")}
    assert ends == {"room", "no_room"}
    engine = DialogueEngine(load(pack))
    for session in (Session(), Session(1, 1, "week", answers={"week": {"hours": "yes"}})):
        assert violations(draw(engine.welcome(session, HERE)).at(1)["blocks"], "message") == []


def test_the_rows_shown_stand_in_the_second_document() -> None:
    rows = shown("yaml")[-1]
    assert rows in text("tests/packs/claims/flows/claim.yaml")


def test_the_option_shown_is_one(pack: Path) -> None:
    shown_one = yaml.safe_load(next(b for b in shown("yaml") if b.startswith("name: Med")))
    there = yaml.safe_load((pack / "options/fellowship.yaml").read_text("utf-8"))
    assert shown_one["aspects"].items() <= there["aspects"].items()
    assert set(shown_one["called"]) <= set(there["called"])
    assert set(shown_one["not_called"]) <= set(there["not_called"])


def test_the_card_to_copy_is_accepted(pack: Path) -> None:
    (card,) = shown("markdown")
    (pack / "cards/funding.md").write_text(card, encoding="utf-8")
    assert load(pack).cards["funding"].lead.facts == ("framework-support-yes",)


def test_the_fault_shown_is_what_a_changed_figure_gives(pack: Path) -> None:
    card = pack / "cards/funding.md"
    card.write_text(card.read_text().replace("$15,000", "$16,000"))
    with pytest.raises(BrokenPackError) as caught:
        load(pack)
    assert f"```\n{caught.value}\n```" in README


def test_what_it_says_to_try_is_there() -> None:
    engine = DialogueEngine(load())
    named = README[README.index("## Try it") : README.index("![")]
    for typed, label in (
        ("fellowship vs academy", "All aspects"),
        ("options", "Which alternative fits me?"),
        ("How long is a fellowship?", "All about it"),
        ("Which alternative fits me?", "Not sure"),
    ):
        assert typed in named
        assert label in labels(Conversation(engine).say(typed)), typed
    talk = Conversation(engine)
    talk.take("yes yes yes")
    assert f"*{say().what_would_change}*" in named
    assert any(label.startswith("What if") for label in labels(talk.press(say().what_would_change)))


def test_every_command_of_the_command_line_is_in_the_table(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--help"]) == 0
    commands = re.findall(r"^    (\w+)", capsys.readouterr().out, re.MULTILINE)
    listed = re.findall(r"^\| `meded (\w+)", README, re.MULTILINE)
    assert sorted(listed) == sorted(commands)


def test_settings_and_files_that_it_names_exist() -> None:
    for name in re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE):
        assert name.lower() in Settings.model_fields
    for path in re.findall(r"\]\(([^):#]+)\)", README):
        assert (HOME / path).exists(), path
    tree = README[README.index("\n  content/masters/") : README.index("## Change a card")]
    for name in re.findall(r"\w+\.(?:py|yaml)\b", tree):
        assert any(HOME.glob(f"[bf]*/**/{name}")), name
    targets = re.findall(r"(?:`|^)make ([a-z]+)", README, re.MULTILINE)
    assert all(re.search(rf"^{name}:", text("Makefile"), re.MULTILINE) for name in targets)
