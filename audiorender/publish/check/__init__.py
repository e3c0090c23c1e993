"""Check a delivered file, rule by rule, and say what each app would show of it, without any help from the plan.

`rules.RULES` has every rule; `docs/check.md` lists them. There is one module per area, with pure functions that take
what a reader found and yield `Finding`s. To add a rule: add its row in `rules`, its line in `docs/check.md` (a test
compares them), and a finding with its name where it is broken.
"""
