"""Training: learns from examples, and measures what was learned; for authors alone."""
