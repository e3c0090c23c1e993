"""An episode, from its script to its folder.

`episode` goes through the stages: `score` finds the music, and `delivery` writes all files: `audio/` the sound,
`beside/` everything beside it; `reporting` makes the report. `dryrun` reports what would be made, `costs` at what
price.
"""
