"""The machine: a flow as a finite state machine, from answers to a position."""
