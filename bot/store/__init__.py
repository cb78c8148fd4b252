"""The store: what is remembered of people, in Redis."""
