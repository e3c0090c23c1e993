"""Text in a document that nobody says. `asides.clear` applies every rule in turn."""
