"""Check delivered files, reading them back without any help from the plan.

`files` applies every rule to each file; `sound` listens to them, `claims` compares them with reports and feeds, and
`result` presents the findings.
"""
