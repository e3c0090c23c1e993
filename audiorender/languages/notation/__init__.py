"""How notation is read aloud in one language (`english/`, `german`, `french`), and `numberwords` for any."""
