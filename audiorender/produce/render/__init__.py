"""An episode, from its script to its folder.

`episode` goes through the stages: `score` finds the music; `finishing` has `delivery` write all files (`audio/` the
sound, `beside/` everything beside it) and `reporting` the report, and checks them. `dryrun` reports what would be made,
`costs` at what price.
"""
