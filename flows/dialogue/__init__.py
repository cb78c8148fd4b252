"""The dialogue: from a session and an action to a session, a reply and effects."""
