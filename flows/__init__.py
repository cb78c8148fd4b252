"""What to say and why: content, machine, matching and guide, as pure Python."""
