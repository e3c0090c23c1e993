"""A process that speaks one text with the machine's own voices, or lists them: a program run by its path.

    python -P worker.py

One request on standard input, one `E` frame on standard output, as described in `workers.pool`. Any exception from
pyttsx3 ends the process, and its last line says why.
"""

import json
import os
import signal
import struct
import sys
from typing import Any

import pyttsx3


def voices(engine: Any) -> list[dict[str, str]]:
    """The ID and name of each voice, in the machine's order."""
    return [{"id": str(voice.id), "name": str(voice.name)} for voice in engine.getProperty("voices")]


def save(engine: Any, request: dict[str, Any]) -> None:
    """Write the spoken text to the file that the request names."""
    faults: list[Exception] = []
    engine.connect("error", lambda exception, **_: faults.append(exception))  # otherwise pyttsx3 drops it
    for name, value in request["properties"].items():
        engine.setProperty(name, value)
    engine.save_to_file(request["text"], request["file"])
    engine.runAndWait()
    if faults:
        raise faults[0]


def main() -> None:
    """Answer one request."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the requesting process
    answers = os.dup(1)
    os.dup2(2, 1)  # pyttsx3 prints
    (size,) = struct.unpack("<I", sys.stdin.buffer.read(4))
    request = json.loads(sys.stdin.buffer.read(size))
    engine = pyttsx3.init()
    end: dict[str, Any] = {}
    if "text" in request:
        save(engine, request)
    else:
        end["voices"] = voices(engine)
    body = json.dumps(end).encode()
    with os.fdopen(answers, "wb") as file:
        file.write(struct.pack("<cI", b"E", len(body)) + body)


if __name__ == "__main__":
    main()
