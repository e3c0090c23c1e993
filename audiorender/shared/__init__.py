"""A store that several machines use: `store` reads and writes it, `places` reaches it, `hands` are its threads."""
