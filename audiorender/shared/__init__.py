"""The store of a team: `store` says what is taken and put there, `places` where it lies, `hands` who waits for it."""
