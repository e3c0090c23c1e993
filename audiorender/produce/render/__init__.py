"""An episode, from its script to its folder.

`episode` goes through it stage by stage: `score` finds the music, `audio/` makes the audio files, `beside/` everything
that lies next to them, and `account` writes the report. `dryrun` says what all that would make, `costs` for how much.
"""
