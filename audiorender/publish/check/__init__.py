"""What is wrong with a delivered file, rule by rule, and what each app would show of it: with no help from the plan.

`rules.RULES` has every rule; `docs/check.md` lists them. A module an area: pure functions that take what a reader found
and give `Finding`s. To add a rule: its row in `rules`, the line in `docs/check.md` (a test compares them), and a
finding by its name where it is broken.
"""
