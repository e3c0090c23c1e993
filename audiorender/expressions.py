"""Regular expressions that are compiled when they are first used.

Our rules are more than a thousand expressions, and an episode uses half of them; to compile them all takes longer than
to render an edited script.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, AnyStr, cast


def expression(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` gives, but for the time: an error in `pattern` shows when it is first used.

    A test compiles all that stand in modules. It is no instance of `re.Pattern`, and functions of `re` do not take it.
    """
    return cast("re.Pattern[AnyStr]", _Waiting(pattern, flags))


class _Waiting:
    """Has the methods of the compiled expression once one of them is asked for."""

    if TYPE_CHECKING:
        pattern: Any

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        """Called only for what is not there yet: from then on each method is found at once."""
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)
