"""The stages in order, with a package for each command: `render`, `listen`, `feed`, `retag` and `check`.

What all share: the `request`; `opening`, which finds the script to speak; `speaking`, which has its clips made;
`planning`, which lays them out; and the `session`, the resources that everything works with.
"""
