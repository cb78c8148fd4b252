"""Language understanding: from a typed text to what it means."""
