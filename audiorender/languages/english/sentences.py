"""Where an English sentence ends, after a full stop that could be an abbreviation's."""

from __future__ import annotations

from audiorender.rewriting import alternatives

STARTERS = alternatives("""
    The It It's He She We They I I'm I've I'd But And Or In This That These Those A An My What Why How So Then There
    If When You His Her Our Their As At On For To After Before Not No Yes Most Many Some Now Was Is Do Did Can Well
    Nobody Everyone Everybody All Each Once Today Yesterday Later Who Where Which While Let Let's That's Your Its
""")
"""Words that begin a sentence oftener than they follow an abbreviation inside one."""

_ENDS = rf"(?=[\"'”’)\]]*(?:\s*$|\s+[\"“‘(]?(?:{STARTERS})\b))"

STOP = rf"(?:\.(?!{_ENDS})|(?=\.{_ENDS}))"
"""The full stop of an abbreviation; where it ends the sentence too, it stays out of the match."""
