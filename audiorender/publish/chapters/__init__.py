"""Chapters beside the audio: one module a format, each made of the timeline's chapters and read back for `verify`."""
