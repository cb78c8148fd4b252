"""Figures: the numbers that a text states, in one form, so that they compare."""

from __future__ import annotations

import re

_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_UNIT = r"\s?%|\s?percent\b"
_FIGURE = re.compile(
    rf"(?P<dollar>\$)?(?P<low>{_NUMBER})(?P<low_unit>{_UNIT})?"
    rf"(?:\s?(?:[-‐‑–—]|\bto\b)\s?\$?(?P<high>{_NUMBER}))?(?P<plus>\+)?(?P<unit>{_UNIT})?"
)


def figures(text: str) -> frozenset[str]:
    """Find the figures of `text`, normalized: `$15,000–$50,000+` becomes `$15000-50000+`."""
    return frozenset(_normal(found) for found in _FIGURE.finditer(text))


def _normal(found: re.Match[str]) -> str:
    low = found["low"].replace(",", "")
    span = f"{low}-{found['high'].replace(',', '')}" if found["high"] else low
    percent = "%" if found["unit"] or found["low_unit"] else ""
    return f"{found['dollar'] or ''}{span}{found['plus'] or ''}{percent}"
