"""What apps read: tags and chapters in the audio, transcripts and chapter files beside it, and the checks of them
all."""
