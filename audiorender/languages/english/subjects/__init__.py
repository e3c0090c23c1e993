"""What figures mean in one subject: law, music, scripture, games, and everyday trades."""
