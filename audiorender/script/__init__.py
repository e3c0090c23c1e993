"""Who says what: turns a source into a script, with a guess for every turn and a rule for everything silent."""
