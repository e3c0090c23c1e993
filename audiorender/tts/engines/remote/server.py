"""What the engines that are servers share: options in, one call per text, speech out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import SplitResult

from audiorender.errors import EngineError
from audiorender.model import Options, OptionValue, Speech
from audiorender.tts.engines.options import Option, settle
from audiorender.tts.engines.remote.call import Answer, Call
from audiorender.tts.engines.remote.calling import Caller
from audiorender.tts.engines.remote.keys import check_name, key_for
from audiorender.tts.engines.remote.limits import limits

OptionValues = dict[str, OptionValue]
"""A value for every option of an engine."""


@dataclass(frozen=True, slots=True)
class Target:
    """The address to call, the key to send there, and the variable that has it."""

    address: SplitResult
    key: str | None
    key_name: str

    @classmethod
    def of(cls, engine: str, address: SplitResult, named: str, default: str | None) -> Target:
        """The key is in the variable `named` by the voice's options, else in `default`.

        Raises EngineError for a variable that cannot hold a key, and for an impossible key.
        """
        check_name(engine, named)
        name = named or default or ""
        return cls(address, key_for(engine, name, address), name or "the variable that 'key' names")


class ServerEngine(ABC):
    """An engine that makes one call per text. A subclass says where to call, and what to send and receive."""

    name: ClassVar[str]
    version: ClassVar[str]
    options: ClassVar[tuple[Option, ...]]

    def __init__(self, _workers: int) -> None:
        self._caller = Caller(self.name)

    def check(self, options: Options) -> None:
        """Raise EngineError for wrong options, a missing httpx, and a missing key; nothing is sent."""
        target = self._target(settle(self.name, self.options, options))
        if target.key is None and self._needs_key(target.address):
            raise EngineError(
                f"engine '{self.name}' needs a key",
                hint=f"set {target.key_name} to your key for {target.address.hostname}",
            )
        self._caller.need_client()

    def speak(self, text: str, options: Options) -> Speech:
        """Say `text`, as specified by `Engine.speak`."""
        given = settle(self.name, self.options, options)
        self._caller.check_open()
        if not text.strip():
            raise EngineError("there is nothing to say")
        call, read = self._request(text, given, self._target(given))
        return self._caller.get(call, read, limits(given))

    def close(self) -> None:
        """End all calls at once."""
        self._caller.close()

    @abstractmethod
    def _target(self, given: OptionValues) -> Target:
        """Where to call, and with which key."""

    @abstractmethod
    def _needs_key(self, address: SplitResult) -> bool:
        """Whether the server at `address` refuses calls without a key."""

    @abstractmethod
    def _request(self, text: str, given: OptionValues, target: Target) -> tuple[Call, Callable[[Answer], Speech]]:
        """The call for `text`, and how to read its answer."""
