"""An episode, from its script to its folder.

`episode` goes through the stages: `score` finds the music; `finishing` has all files written by `delivery` (`audio/` the
sound, `beside/` everything beside it), then the report by `reporting`, and checks them. `dryrun` reports what would be
made, `costs` at what price.
"""
