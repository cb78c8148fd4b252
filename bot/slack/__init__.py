"""Slack: the app, its listeners, and how a reply is drawn there."""
