"""Engines that are servers. They share one kind of call, with retries, and with limits on waiting and reading.

    calling.py      a call: deadlines, limits, retries, back-off
    refusals.py     what a server means by any other answer than speech
    keys.py         a server's key: from the environment, and only sent where it belongs
    server.py       an engine that makes one call per text
    openai.py       every server with /v1/audio/speech
    elevenlabs.py   ElevenLabs, whose character times become word times

httpx comes with the extra `remote`, and is imported with the first call.
"""
