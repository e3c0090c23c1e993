"""The audio files of a render: their formats, pieces and levels."""
