"""Where an English sentence ends, when its last full stop could belong to an abbreviation."""

from audiorender.rewriting import alternatives

STARTERS = alternatives("""
    The It It's He She We They I I'm I've I'd But And Or In This That These Those A An My What Why How So Then There
    If When You His Her Our Their As At On For To After Before Not No Yes Most Many Some Now Was Is Do Did Can Well
    Nobody Everyone Everybody All Each Once Today Yesterday Later Who Where Which While Let Let's That's Your Its
""")
"""Words that begin a sentence more often than they follow an abbreviation inside one."""

_ENDS = rf"(?=[\"'”’)\]]*(?:\s*$|\s+[\"“‘(]?(?:{STARTERS})\b))"

STOP = rf"(?:\.(?!{_ENDS})|(?=\.{_ENDS}))"
"""The full stop of an abbreviation. If it also ends the sentence, it is not part of the match."""
