"""Engines that are servers: what they share is one call that is tried again, and never waits or reads without end.

    calling.py      a call: deadlines, limits, retries, back-off, what a refusal means
    keys.py         the key that a server wants: from the environment, and only to where it belongs
    openai.py       every server that speaks /v1/audio/speech
    elevenlabs.py   ElevenLabs, whose times of characters become word times

httpx comes with the extra `remote`, and is imported when the first call is made.
"""
