"""Many episodes in one run.

`manifest` reads a list of episodes, `finding` turns files, folders and manifests into `items`, and `run` makes them,
one pool for all.
"""
