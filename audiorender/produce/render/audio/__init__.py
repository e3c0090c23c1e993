"""The audio files of a render: their forms, pieces and levels."""
