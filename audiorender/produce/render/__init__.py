"""An episode, from its script to its folder.

`episode` tells it stage by stage. `forms` says which files were asked for, `artwork` has the pictures, `audiofiles` the
sound (an MP3 is made of `pieces`; `levels` judges it), `beside` and `player` what lies beside it, `account` and
`delivered` the report. `dryrun` says what all that would make.
"""
