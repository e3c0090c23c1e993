"""`audiorender init`: a settings file to start from."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import click

from audiorender.cli.arguments.flags import Printer, examples, printing
from audiorender.errors import UsageError
from audiorender.files import write_whole
from audiorender.folder import SETTINGS


@click.command(short_help="Write a settings file to start from.", epilog=examples("init", "init my-show"))
@click.argument("folder", required=False, default=".", metavar="[FOLDER]", type=click.Path(path_type=Path))
@printing
def init(asked: Printer, folder: Path) -> int:
    """Write audiorender.toml to FOLDER, with every setting explained and commented out.

    An existing file is left alone.
    """
    path = folder / SETTINGS
    if folder.is_file():
        raise UsageError("is a file, not a folder", path=folder, hint="name a folder for the settings")
    if path.exists() or path.is_symlink():
        raise UsageError("already exists, and was left alone", path=path, hint="edit it, or name another folder")
    write_whole(path, template())
    asked.result({"settings": str(path)}, f"{path}: remove the # before each setting that you want")
    return 0


def template() -> str:
    """The settings file: every setting and its possible values, as comments."""
    return files(__package__).joinpath("template.toml").read_text(encoding="utf-8")
