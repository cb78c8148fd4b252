"""Where the files of a language lie."""

from __future__ import annotations

from pathlib import Path

LANGUAGE = Path(__file__).parent / "en"
"""What is said and typed whatever the document."""
