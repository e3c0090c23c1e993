"""What figures mean in particular subjects: law, music, scripture, games, and everyday trades."""
