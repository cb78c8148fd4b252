"""The command line: one module for each group of people who use it."""
