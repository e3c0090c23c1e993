"""An episode, from its script to its folder.

`episode` goes through the stages: `score` finds the music, `audio/` makes the audio files, `beside/` everything beside
them, and `account` writes the report. `dryrun` reports what would be made, `costs` at what price.
"""
