"""Who says what: a source becomes a script, with a guess for every turn and a rule for every silence."""
