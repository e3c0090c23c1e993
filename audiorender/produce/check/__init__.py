"""Delivered files, read back with no help from the plan.

`files` asks every rule of each; `sound` listens to them, `claims` compares them with reports and feeds, and `result`
tells what was found.
"""
