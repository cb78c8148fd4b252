"""The language: every sentence and phrase that belongs to no document, read from its files."""
