from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from flows.pack.read import CONTENT
from tests.pack_issues.pack_folder import PackFolder


@pytest.fixture
def pack(tmp_path: Path) -> PackFolder:
    kept = shutil.ignore_patterns("examples")
    path = Path(shutil.copytree(CONTENT / "masters", tmp_path / "packs" / "masters", ignore=kept))
    (path / "examples").mkdir()
    for card in (path / "cards").iterdir():
        example = f"author: {{direct: [tell me about {card.stem}]}}\n"
        (path / "examples" / f"{card.stem}.yaml").write_text(example, encoding="utf-8")
    return PackFolder(path)


@pytest.fixture
def claims(tmp_path: Path) -> PackFolder:
    """A pack whose answers have rows and synonyms, with nothing to mend."""
    claims = Path(__file__).parents[1] / "packs" / "claims"
    return PackFolder(Path(shutil.copytree(claims, tmp_path / "claims")))
