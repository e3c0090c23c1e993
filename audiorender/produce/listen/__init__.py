"""Hear something before the whole is made: part of an episode (`preview`), or a voice (`audition`)."""
