"""Where a shared store is: a folder, or anything that fsspec reaches. Entries are read and written whole."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

from audiorender.errors import UsageError, install


class Place(Protocol):
    """Holds entries by name, such as `clip/ab/abcd`. Any exception of its methods means that they failed."""

    def meet(self) -> None:
        """Raise something if it cannot be reached."""

    def read(self, name: str, most: int) -> bytes | None:
        """The first `most` bytes of an entry; None if there is no such entry."""

    def write(self, name: str, data: bytes, *, over: bool) -> None:
        """Write an entry. An existing one is replaced only with `over`."""


def place_of(address: str) -> Place:
    """The place at `address`: a folder's path, or a URL of fsspec's, which contains `://`.

    This connects to nothing. Raises UsageError for an unknown protocol and for a missing package.
    """
    return Remote(address) if "://" in address else Folder(Path(address))


def without_secrets(address: str) -> str:
    """An address without user name and password, as it may be shown."""
    return re.sub(r"//[^/@]*@", "//", address)


class Folder:
    """A folder, usually on a network share. It must exist: an unmounted share must not be filled underneath."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def meet(self) -> None:
        """Raise NotADirectoryError if it is not a folder."""
        if not self._path.is_dir():
            raise NotADirectoryError("no such folder")

    def read(self, name: str, most: int) -> bytes | None:
        """As in `Place`; raises OSError."""
        try:
            with (self._path / name).open("rb") as file:
                return file.read(most)
        except FileNotFoundError:
            return None

    def write(self, name: str, data: bytes, *, over: bool) -> None:
        """As in `Place`; raises OSError. The temporary name is random, since processes on two machines may have the
        same ID."""
        path = self._path / name
        if path.exists() and not over:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.{uuid4().hex}.part")
        try:
            with part.open("xb") as file:
                file.write(data)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


class Remote:
    """Anything that fsspec reaches. A truncated write is noticed when the entry is read: its hash is wrong."""

    def __init__(self, address: str) -> None:
        if find_spec("fsspec") is None:
            raise UsageError(
                f"the shared store {without_secrets(address)} needs the package fsspec", hint=install("remote-store")
            )
        from fsspec import get_filesystem_class

        for protocol in address.partition("://")[0].split("::"):
            try:
                get_filesystem_class(protocol)
            except ValueError as error:
                raise UsageError(
                    f"the shared store {without_secrets(address)} has the unknown protocol '{protocol}'",
                    hint="use a folder, or an address that fsspec knows, such as s3://bucket/folder",
                ) from error
            except ImportError as error:
                raise UsageError(
                    f"the shared store {without_secrets(address)} needs a missing package: {error}",
                    hint="install it with pip",
                ) from error
        self._address = address
        self._reached: tuple[Any, str] | None = None

    def _system(self) -> tuple[Any, str]:
        """The file system, and the store's path in it."""
        if self._reached is None:
            from fsspec.core import url_to_fs

            system, root = url_to_fs(self._address)
            self._reached = system, str(root).rstrip("/")
        return self._reached

    def meet(self) -> None:
        """Ask for the store's folder, which need not exist yet."""
        system, root = self._system()
        try:
            system.info(root)
        except FileNotFoundError:
            return

    def read(self, name: str, most: int) -> bytes | None:
        """As in `Place`; raises what the file system raises."""
        system, root = self._system()
        try:
            return bytes(system.cat_file(f"{root}/{name}", start=0, end=most))
        except FileNotFoundError:
            return None

    def write(self, name: str, data: bytes, *, over: bool) -> None:
        """As in `Place`; raises what the file system raises. Folders are created only if the write needs them."""
        system, root = self._system()
        path = f"{root}/{name}"
        if not over and system.exists(path):
            return
        try:
            system.pipe_file(path, data)
        except FileNotFoundError:
            system.makedirs(path.rpartition("/")[0], exist_ok=True)
            system.pipe_file(path, data)
