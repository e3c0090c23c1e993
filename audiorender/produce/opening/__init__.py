"""From the file on the command line to the script that is spoken.

`script` reads it, with the `options` for it; `edits` decides between a source's script and the one that a person has
edited; `opened` is the result, `notes` are what to know about it, and `announcing` adds the lines that no script has.
"""
