"""The terminal: the conversation as lines of text."""
