"""Many episodes in one run.

`manifest` reads a list of episodes, `finding` turns files, folders and manifests into `items`, and `run` renders them
with one pool for all.
"""
