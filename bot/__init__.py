"""How the guide reaches people: settings, store, desk and surfaces."""
