"""What apps read: tags and chapters inside the audio, transcripts and chapter files beside it, and the check of all."""
