"""What every call of the API does: it works with a session, and logs its notes."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from audiorender.api.options import project_of
from audiorender.watch import LOG

if TYPE_CHECKING:
    from audiorender.api.options import Settings
    from audiorender.produce.note import Note
    from audiorender.produce.session import Session


@contextmanager
def working(session: Session | None, settings: Settings) -> Iterator[Session]:
    """The caller's session, which stays open; otherwise one for this call, as the settings ask."""
    if session is not None:
        yield session
        return
    from audiorender.produce.session import session_for

    with session_for(project_of(settings)) as own:
        yield own


def log_notes(notes: Iterable[Note]) -> None:
    for note in notes:
        LOG.log(logging.WARNING if note.lessened else logging.INFO, "%s", note.text)
