"""Where a shared store lies: a folder, or anything that fsspec reaches. Entries are read and written as a whole."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

from audiorender.errors import UsageError, install


class Place(Protocol):
    """Holds entries by their names, such as `clip/ab/abcd`. Whatever its methods raise means that they did not work."""

    def meet(self) -> None:
        """See whether it is there at all."""

    def read(self, name: str, most: int) -> bytes | None:
        """The first `most` bytes of an entry; None where there is none."""

    def write(self, name: str, data: bytes, *, over: bool) -> None:
        """Write an entry; one that is there stays as it is, but with `over`."""


def place_of(address: str) -> Place:
    """The place at `address`: a folder's path, or an address with `://` in it, as fsspec writes them.

    Nothing is reached yet. Raises UsageError for a kind of address that nobody knows, and where a package is missing.
    """
    return Remote(address) if "://" in address else Folder(Path(address))


def without_secrets(address: str) -> str:
    """An address as it may be shown: without a user's name and password."""
    return re.sub(r"//[^/@]*@", "//", address)


class Folder:
    """A folder, as a rule on a share. It must be there: a share that is not mounted is not to be filled below."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def meet(self) -> None:
        """Raise NotADirectoryError where it is no folder."""
        if not self._path.is_dir():
            raise NotADirectoryError("there is no such folder")

    def read(self, name: str, most: int) -> bytes | None:
        """As in `Place`; raises OSError."""
        try:
            with (self._path / name).open("rb") as file:
                return file.read(most)
        except FileNotFoundError:
            return None

    def write(self, name: str, data: bytes, *, over: bool) -> None:
        """As in `Place`; raises OSError. The name of the part is drawn: machines that share a folder share numbers of
        processes, too."""
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
    """What fsspec reaches. A write that was cut off is seen by who reads: its hash is wrong."""

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
                    f"the shared store {without_secrets(address)}: nobody knows '{protocol}://'",
                    hint="name a folder, or an address that fsspec knows, such as s3://bucket/folder",
                ) from error
            except ImportError as error:
                raise UsageError(
                    f"the shared store {without_secrets(address)} needs a package that is missing: {error}",
                    hint="install it beside audiorender",
                ) from error
        self._address = address
        self._reached: tuple[Any, str] | None = None

    def _system(self) -> tuple[Any, str]:
        """The file system, and the path of the store in it."""
        if self._reached is None:
            from fsspec.core import url_to_fs

            system, root = url_to_fs(self._address)
            self._reached = system, str(root).rstrip("/")
        return self._reached

    def meet(self) -> None:
        """Ask for the store's folder; that it is not there yet is no fault."""
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
        """As in `Place`; raises what the file system raises. Folders are made only where they are missed."""
        system, root = self._system()
        path = f"{root}/{name}"
        if not over and system.exists(path):
            return
        try:
            system.pipe_file(path, data)
        except FileNotFoundError:
            system.makedirs(path.rpartition("/")[0], exist_ok=True)
            system.pipe_file(path, data)
